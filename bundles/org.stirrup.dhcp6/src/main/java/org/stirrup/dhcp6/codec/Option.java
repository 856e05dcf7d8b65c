package org.stirrup.dhcp6.codec;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * One option of a message, or one within another (RFC 8415, section 21.1). A code without a name here is kept as it
 * came.
 *
 * @param code 0 to 65535
 * @param value read only, at most 65535 octets; to be read by a duplicate
 */
public record Option(int code, ByteBuffer value) {
    /** RFC 8415, section 21. */
    public static final int CLIENT_ID = 1;

    public static final int SERVER_ID = 2;
    public static final int IA_NA = 3;
    public static final int IA_TA = 4;
    public static final int IA_ADDRESS = 5;
    /** The codes of the options that the client wants, two octets each. */
    public static final int OPTION_REQUEST = 6;

    public static final int STATUS_CODE = 13;
    public static final int RAPID_COMMIT = 14;
    public static final int USER_CLASS = 15;
    public static final int VENDOR_CLASS = 16;
    /** RFC 3646, section 3: addresses. */
    public static final int DNS_SERVERS = 23;

    public static final int IA_PD = 25;
    /** RFC 5970, section 3.1: a URL, not terminated. */
    public static final int BOOT_FILE_URL = 59;
    /** RFC 5970, section 3.2. */
    public static final int BOOT_FILE_PARAMETERS = 60;
    /** RFC 5970, section 3.3: two octets each, as in option 93 of DHCPv4. */
    public static final int CLIENT_ARCHITECTURE = 61;
    /** RFC 5970, section 3.4: type, major, minor. */
    public static final int NETWORK_INTERFACE = 62;

    public Option {
        value = value.slice().asReadOnlyBuffer();
    }

    public static Option flag(int code) {
        return new Option(code, ByteBuffer.allocate(0));
    }

    public static Option text(int code, String text) {
        return new Option(code, StandardCharsets.UTF_8.encode(text));
    }

    public static Option addresses(int code, Collection<Inet6Address> addresses) {
        ByteBuffer value = ByteBuffer.allocate(addresses.size() * Ipv6.LENGTH);
        addresses.forEach(address -> value.put(address.getAddress()));
        return new Option(code, value.flip());
    }

    /** How it went (RFC 8415, section 21.13). @param text for a person */
    public static Option status(StatusCode status, String text) {
        ByteBuffer words = StandardCharsets.UTF_8.encode(text);
        ByteBuffer value = ByteBuffer.allocate(2 + words.remaining()).putShort((short) status.code());
        return new Option(STATUS_CODE, value.put(words).flip());
    }

    /** Texts of the boot program's command line, each with its length before it (RFC 5970, section 3.2). */
    public static Option parameters(Collection<String> parameters) {
        return new Option(BOOT_FILE_PARAMETERS, Texts.encode(parameters));
    }

    /** A vendor's name for what it makes (RFC 8415, section 21.16). @param enterprise IANA's number of the vendor */
    public static Option vendorClass(int enterprise, String text) {
        ByteBuffer texts = Texts.encode(List.of(text));
        ByteBuffer value = ByteBuffer.allocate(4 + texts.remaining()).putInt(enterprise);
        return new Option(VENDOR_CLASS, value.put(texts).flip());
    }
}
