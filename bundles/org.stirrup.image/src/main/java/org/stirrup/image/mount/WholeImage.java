package org.stirrup.image.mount;

import java.util.List;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/** The image as one file, for installers that fetch it whole. */
record WholeImage(ResourcePath name, Resource file) implements Repository {
    @Override
    public Lookup find(ResourcePath path) {
        if (path.isRoot()) {
            return new Lookup.Folder();
        }
        return path.equals(name) ? new Lookup.Found(file) : new Lookup.Absent("no such image");
    }

    @Override
    public List<ContentEntry> list(ResourcePath path) {
        return path.isRoot() ? List.of(new ContentEntry(name.text(), false, file.size(), file.modified())) : List.of();
    }
}
