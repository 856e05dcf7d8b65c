package org.stirrup.dhcp.codec;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IPv4 addresses as the wire, arithmetic and people have them; never asks a name server. */
public final class Ipv4 {
    /** 0.0.0.0: "none" in every address field of the header (RFC 2131, section 2). */
    public static final Inet4Address NONE = of(0);

    /** 255.255.255.255: everybody on this link. */
    public static final Inet4Address EVERYBODY = of(0xffff_ffffL);

    private Ipv4() {}

    /** @param bits the lowest 32 count */
    public static Inet4Address of(long bits) {
        byte[] bytes = {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
        return of(bytes);
    }

    private static Inet4Address of(byte[] bytes) {
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(bytes.length + " bytes are no IPv4 address", e);
        }
    }

    /** @throws IllegalArgumentException when there are not four bytes */
    public static Inet4Address of(Octets octets) {
        return of(octets.toArray());
    }

    /**
     * Reads the dotted form with exactly four decimal numbers.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Inet4Address parse(String written) {
        String[] parts = written.strip().split("\\.", -1);
        long bits = 0;
        boolean good = parts.length == 4;
        for (int i = 0; good && i < 4; i++) {
            good = parts[i].matches("[0-9]{1,3}") && Integer.parseInt(parts[i]) <= 255;
            bits = good ? bits << 8 | Integer.parseInt(parts[i]) : 0;
        }
        if (!good) {
            throw new IllegalArgumentException("'" + written.strip() + "' is not an IPv4 address");
        }
        return of(bits);
    }

    /** As an unsigned number, 0 to 2^32 - 1. */
    public static long bits(Inet4Address address) {
        byte[] bytes = address.getAddress();
        return (bytes[0] & 0xffL) << 24 | (bytes[1] & 0xffL) << 16 | (bytes[2] & 0xffL) << 8 | bytes[3] & 0xffL;
    }

    public static Octets octets(Inet4Address address) {
        return Octets.of(address.getAddress());
    }

    public static boolean isNone(Inet4Address address) {
        return address.isAnyLocalAddress();
    }
}
