package org.stirrup.dhcp.codec;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Bytes to message (RFC 2131, section 2; RFC 951, section 3). Never throws on anything a network can send. */
public final class DhcpDecoder {
    /** What starts the options (RFC 2131, section 3). */
    static final int MAGIC_COOKIE = 0x63825363;

    /** Header up to the vendor area. */
    static final int HEADER_SIZE = 236;

    private DhcpDecoder() {}

    /** Answer to {@link #decode}. */
    public sealed interface Decoding {
        /** It is one. */
        record Decoded(DhcpMessage message) implements Decoding {}

        /** It is none. @param reason for a person: what is wrong at which byte */
        record Malformed(String reason) implements Decoding {}
    }

    /** @param payload of one datagram; read to its end */
    public static Decoding decode(ByteBuffer payload) {
        ByteBuffer in = payload.slice();
        payload.position(payload.limit());
        if (in.remaining() < HEADER_SIZE) {
            return malformed(in.remaining() + " bytes, a header alone has " + HEADER_SIZE);
        }
        int op = in.get(0) & 0xff;
        if (op != 1 && op != 2) {
            return malformed("op is " + op + ", neither a request (1) nor a reply (2)");
        }
        int hlen = in.get(2) & 0xff;
        if (hlen > 16) {
            return malformed("hlen is " + hlen + ", chaddr has 16 bytes");
        }
        boolean cookie = in.limit() >= HEADER_SIZE + 4 && in.getInt(HEADER_SIZE) == MAGIC_COOKIE;
        if (!cookie) {
            Octets vend = octets(in, HEADER_SIZE, in.limit());
            return decoded(in, hlen, text(in, 44, 64), text(in, 108, 128), Optional.of(vend), Options.NONE);
        }
        OptionReader options = new OptionReader();
        Optional<String> wrong = options.read("options", octets(in, HEADER_SIZE + 4, in.limit()));
        int overload = options.overload();
        // The order in which pieces of one option are joined: options, file, sname (RFC 3396, section 5).
        if (wrong.isEmpty() && (overload & 1) != 0) {
            wrong = options.read("file", octets(in, 108, 236));
        }
        if (wrong.isEmpty() && (overload & 2) != 0) {
            wrong = options.read("sname", octets(in, 44, 108));
        }
        wrong = wrong.or(options::wrongLength);
        if (wrong.isPresent()) {
            return malformed(wrong.get());
        }
        String sname = (overload & 2) == 0 ? text(in, 44, 64) : "";
        String file = (overload & 1) == 0 ? text(in, 108, 128) : "";
        return decoded(in, hlen, sname, file, Optional.empty(), new Options(options.joined()));
    }

    private static Decoding decoded(
            ByteBuffer in, int hlen, String sname, String file, Optional<Octets> vend, Options options) {
        return new Decoding.Decoded(new DhcpMessage(
                in.get(0) == 1 ? DhcpMessage.Op.REQUEST : DhcpMessage.Op.REPLY,
                in.get(1) & 0xff,
                octets(in, 28, 28 + hlen),
                in.get(3) & 0xff,
                in.getInt(4),
                in.getShort(8) & 0xffff,
                in.getShort(10) & 0xffff,
                Ipv4.of(in.getInt(12)),
                Ipv4.of(in.getInt(16)),
                Ipv4.of(in.getInt(20)),
                Ipv4.of(in.getInt(24)),
                sname,
                file,
                vend,
                options));
    }

    private static Decoding malformed(String reason) {
        return new Decoding.Malformed(reason);
    }

    private static String text(ByteBuffer in, int at, int size) {
        return octets(in, at, at + size).text();
    }

    private static Octets octets(ByteBuffer in, int from, int to) {
        byte[] bytes = new byte[to - from];
        in.get(from, bytes);
        return Octets.of(bytes);
    }
}
