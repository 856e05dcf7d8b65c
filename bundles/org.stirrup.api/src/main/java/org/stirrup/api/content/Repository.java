package org.stirrup.api.content;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings bytes to the content tree: a folder, the inside of an image, a mirror. Register it as an OSGi service with
 * {@link #MOUNT}. Where two are mounted at one place, the one with the higher {@code service.ranking} is asked first.
 */
@ConsumerType
public interface Repository {
    /** Service property, String: path of the content tree where this repository's root appears; "" is the root. */
    String MOUNT = "stirrup.mount";

    /** Ranking of the user's own files, which win over everything rendered or brought by a plugin. */
    int USER_RANKING = 1000;

    /**
     * Answers at once, from what is at hand: {@link Lookup.Coming} where that takes longer. A resource that it gives does
     * not keep its readers waiting.
     *
     * @param path below the mount point
     */
    Lookup find(ResourcePath path);

    /**
     * As {@link #find}, for who can wait: answers when it is known what is there, and the bytes may come while they are
     * read. Not {@link Lookup.Coming}.
     */
    default Lookup await(ResourcePath path) {
        return find(path);
    }

    /** What lies in a folder, in no order; empty when there is no such folder. @param path below the mount point */
    List<ContentEntry> list(ResourcePath path);
}
