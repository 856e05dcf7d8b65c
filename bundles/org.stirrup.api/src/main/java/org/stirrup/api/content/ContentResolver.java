package org.stirrup.api.content;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one content tree that TFTP, FTP and HTTP show alike: the user's files, then what is rendered for the client,
 * then loaders' programs and mounted repositories. Never throws; safe for many threads.
 */
@ProviderType
public interface ContentResolver {
    Lookup find(ResourcePath path, Requester requester);

    /** The folder's entries of all repositories, sorted by name; empty when there is no such folder. */
    List<ContentEntry> list(ResourcePath path, Requester requester);
}
