package org.stirrup.dhcp6.codec;

/** How a request went (RFC 8415, section 21.13). */
public enum StatusCode {
    SUCCESS(0),
    NO_ADDRESSES_AVAILABLE(2),
    NOT_ON_LINK(4),
    NO_PREFIX_AVAILABLE(6);

    private final int code;

    StatusCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
