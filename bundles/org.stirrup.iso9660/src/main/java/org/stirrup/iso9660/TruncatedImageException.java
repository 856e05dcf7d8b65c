package org.stirrup.iso9660;

/** The file ends before the image does: it is still being copied, or the copy was cut short. */
public final class TruncatedImageException extends IsoException {
    private static final long serialVersionUID = 1L;

    private final long length;
    private final long expected;

    /**
     * @param length bytes that are there
     * @param expected bytes that its header speaks of
     */
    public TruncatedImageException(long length, long expected) {
        super(length, "is " + length + " bytes, its header says " + expected + ": still being copied or cut short");
        this.length = length;
        this.expected = expected;
    }

    public long length() {
        return length;
    }

    public long expected() {
        return expected;
    }
}
