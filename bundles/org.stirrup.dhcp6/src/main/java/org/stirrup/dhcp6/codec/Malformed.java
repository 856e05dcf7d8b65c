package org.stirrup.dhcp6.codec;

/** Octets that are no message. The text says what is wrong with them, for a person. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String because) {
        super(because);
    }
}
