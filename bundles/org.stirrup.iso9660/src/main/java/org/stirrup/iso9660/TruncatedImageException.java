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
        this(length, expected, ", its header says " + expected + ": still being copied or cut short");
    }

    private TruncatedImageException(long length, long expected, String why) {
        super(length, "is " + length + " bytes" + why);
        this.length = length;
        this.expected = expected;
    }

    /** It ends before its header does. */
    static TruncatedImageException withoutHeader(long length, long expected) {
        return new TruncatedImageException(
                length, expected, ", too short for an image: still being copied, cut short or something else");
    }

    public long length() {
        return length;
    }

    /** At least so many there should be. */
    public long expected() {
        return expected;
    }
}
