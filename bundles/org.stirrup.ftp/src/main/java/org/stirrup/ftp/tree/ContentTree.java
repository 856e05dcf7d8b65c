package org.stirrup.ftp.tree;

import java.util.List;
import java.util.function.Supplier;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.ResourcePath;

/**
 * The content tree as it is at this moment: the resolver may be replaced, or be away, while clients stay connected.
 *
 * @param resolver gives null while there is none
 */
public record ContentTree(Supplier<ContentResolver> resolver) {

    public Lookup find(ResourcePath path, Requester requester) {
        ContentResolver now = resolver.get();
        if (now == null) {
            // The root stays, so that a client may log in and wait for the tree to come back.
            return path.isRoot() ? new Lookup.Folder() : new Lookup.Failed("the content tree is not available");
        }
        return now.find(path, requester);
    }

    public List<ContentEntry> list(ResourcePath path, Requester requester) {
        ContentResolver now = resolver.get();
        return now == null ? List.of() : now.list(path, requester);
    }
}
