package org.stirrup.dhcp6.codec;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** IPv6 addresses. */
public final class Ipv6 {
    /** Octets of an address. */
    public static final int LENGTH = 16;

    private static final int BITS = 8;

    private Ipv6() {}

    /** @param octets sixteen */
    public static Inet6Address of(byte[] octets) {
        try {
            return Inet6Address.getByAddress(null, octets, -1);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(octets.length + " octets are no IPv6 address", e);
        }
    }

    /** @throws IllegalArgumentException for what is not written as an IPv6 address; names are not looked up */
    public static Inet6Address parse(String written) {
        try {
            // A colon and no letters but those of a number: never a name, which Java would ask a name server for.
            if (written.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
                    && InetAddress.getByName(written) instanceof Inet6Address address) {
                return of(address.getAddress());
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + written + "' is no IPv6 address", e);
        }
        throw new IllegalArgumentException("'" + written + "' is no IPv6 address");
    }

    /** The next sixteen octets. */
    static Inet6Address read(ByteBuffer in) {
        byte[] octets = new byte[LENGTH];
        in.get(octets);
        return of(octets);
    }

    /** The address with the last bits taken from another one. @param kept bits of the first, 0 to 128 */
    public static Inet6Address join(Inet6Address first, int kept, byte[] rest) {
        byte[] octets = first.getAddress();
        for (int i = 0; i < LENGTH; i++) {
            int own = Math.max(0, Math.min(BITS, kept - i * BITS));
            int mask = 0xff << (BITS - own) & 0xff;
            octets[i] = (byte) (octets[i] & mask | rest[i] & ~mask);
        }
        return of(octets);
    }

    /** As people write it: the longest run of zeros left out (RFC 5952, section 4). */
    public static String text(Inet6Address address) {
        ByteBuffer in = ByteBuffer.wrap(address.getAddress());
        int[] fields = new int[LENGTH / 2];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = Short.toUnsignedInt(in.getShort());
        }
        int from = 0;
        int length = 0;
        for (int i = 0; i < fields.length; i++) {
            int end = i;
            while (end < fields.length && fields[end] == 0) {
                end++;
            }
            if (end - i > length) {
                from = i;
                length = end - i;
            }
        }
        if (length < 2) {
            return fields(fields, 0, fields.length);
        }
        return fields(fields, 0, from) + "::" + fields(fields, from + length, fields.length);
    }

    private static String fields(int[] fields, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(fields[i]));
        }
        return text.toString();
    }
}
