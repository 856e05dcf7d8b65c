package org.stirrup.api.boot;

import java.util.HexFormat;
import java.util.Locale;

/**
 * An Ethernet hardware address, six bytes.
 *
 * @param text lower-case, colon separated: {@code 52:54:00:77:00:10}
 */
public record MacAddress(String text) implements Comparable<MacAddress> {
    private static final int LENGTH = 17;

    /** Stands where it is not known which machine asks: all zero, which no card has. */
    public static final MacAddress UNKNOWN = new MacAddress("00:00:00:00:00:00");

    public MacAddress {
        if (!isWritten(text)) {
            throw new IllegalArgumentException(
                    "not a MAC address: '" + text + "', expected six hex pairs as 52:54:00:77:00:10");
        }
    }

    /** No regular expression: each message of the network has several. */
    private static boolean isWritten(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (i % 3 == 2 ? c != ':' : !isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    /**
     * Reads the forms people write: colons, dashes or nothing between the pairs, either case.
     *
     * @throws IllegalArgumentException when it is not six hex pairs
     */
    public static MacAddress of(String written) {
        String bare = written.strip().toLowerCase(Locale.ROOT).replace("-", "").replace(":", "");
        if (bare.length() != 12) {
            return new MacAddress(written);
        }
        return new MacAddress(String.join(":", bare.split("(?<=\\G..)")));
    }

    /** @throws IllegalArgumentException when there are not six bytes */
    public static MacAddress of(byte[] bytes) {
        return new MacAddress(HexFormat.ofDelimiter(":").formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.ofDelimiter(":").parseHex(text);
    }

    /** With dashes, as PXELINUX writes it in file names: {@code 52-54-00-77-00-10}. */
    public String dashed() {
        return text.replace(':', '-');
    }

    @Override
    public int compareTo(MacAddress other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
