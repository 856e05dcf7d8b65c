package org.stirrup.iso9660;

import java.io.IOException;

/** The image breaks the format, or asks for more than a reader should give. The message says what and where. */
public class IsoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final long offset;

    /** @param offset byte of the image where the fault lies */
    public IsoException(String what, long offset) {
        super(printable(what) + " (at byte " + offset + ")");
        this.what = printable(what);
        this.offset = offset;
    }

    IsoException(long offset, String message) {
        super(message);
        this.what = message;
        this.offset = offset;
    }

    /** The message without the place. */
    String what() {
        return what;
    }

    /** Byte of the image where the fault lies. */
    public long offset() {
        return offset;
    }

    /** Names in an image may hold what would garble a log or a terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
