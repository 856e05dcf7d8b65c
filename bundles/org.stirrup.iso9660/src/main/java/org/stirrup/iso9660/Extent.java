package org.stirrup.iso9660;

/**
 * A run of bytes of the image file.
 *
 * @param offset first byte
 * @param length in bytes
 */
public record Extent(long offset, long length) {
    public Extent {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("extent of " + length + " bytes at " + offset);
        }
    }

    /** The first byte behind it. */
    public long end() {
        return offset + length;
    }
}
