package org.stirrup.api.content;

import java.time.Instant;

/**
 * A line of a folder's listing.
 *
 * @param name one path segment
 * @param folder whether it is a folder
 * @param size in bytes; 0 for a folder
 * @param modified time of last change
 */
public record ContentEntry(String name, boolean folder, long size, Instant modified) {
    public ContentEntry {
        if (name.isEmpty() || name.contains("/") || size < 0) {
            throw new IllegalArgumentException("bad listing entry '" + name + "', size " + size);
        }
    }
}
