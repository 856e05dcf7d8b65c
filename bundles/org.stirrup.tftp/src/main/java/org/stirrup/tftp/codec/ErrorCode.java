package org.stirrup.tftp.codec;

/** Why a transfer ends or does not begin (RFC 1350, appendix; RFC 2347). */
public enum ErrorCode {
    /** See the text. */
    NOT_DEFINED(0),
    FILE_NOT_FOUND(1),
    ACCESS_VIOLATION(2),
    DISK_FULL(3),
    ILLEGAL_OPERATION(4),
    UNKNOWN_TRANSFER_ID(5),
    FILE_EXISTS(6),
    NO_SUCH_USER(7),
    /** The options that were agreed to do not suit (RFC 2347); firmware that only wanted the file's size sends it. */
    OPTION_NEGOTIATION(8);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** As on the wire. */
    public int number() {
        return number;
    }
}
