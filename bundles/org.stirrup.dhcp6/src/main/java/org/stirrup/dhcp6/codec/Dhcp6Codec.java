package org.stirrup.dhcp6.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes messages (RFC 8415, sections 8 and 21). */
public final class Dhcp6Codec {
    /** Octets of the longest message that is written: what an Ethernet frame carries. */
    static final int LONGEST = 1452;

    private static final int HEAD = 4;
    private static final int OPTION_HEAD = 4;
    private static final int RELAY_FORWARD = 12;

    private Dhcp6Codec() {}

    /** @throws Malformed when it is none, or one of a relay agent, which are not served */
    public static Dhcp6Message decode(ByteBuffer message) throws Malformed {
        ByteBuffer in = message.slice();
        if (in.remaining() < HEAD) {
            throw new Malformed("a message of " + in.remaining() + " octets");
        }
        int head = in.getInt();
        int code = head >>> 24;
        if (code == RELAY_FORWARD) {
            throw new Malformed("it comes by a relay agent: IPv6 boots are served on the link itself only");
        }
        MessageType type = MessageType.of(code).orElse(null);
        if (type == null) {
            throw new Malformed("message type " + code);
        }
        List<Association> associations = new ArrayList<>();
        List<Option> others = new ArrayList<>();
        for (Option option : options(in)) {
            switch (option.code()) {
                case Option.IA_NA, Option.IA_TA, Option.IA_PD -> associations.add(Association.decode(option));
                default -> others.add(option);
            }
        }
        return new Dhcp6Message(type, head & 0xffffff, associations, others);
    }

    public static ByteBuffer encode(Dhcp6Message message) {
        ByteBuffer out = ByteBuffer.allocate(LONGEST);
        out.putInt(message.type().code() << 24 | message.transaction());
        message.options().forEach(option -> put(out, option));
        message.associations().forEach(each -> put(out, each.encode()));
        return out.flip();
    }

    /** To the end of the buffer. */
    static List<Option> options(ByteBuffer in) throws Malformed {
        List<Option> options = new ArrayList<>();
        while (in.hasRemaining()) {
            if (in.remaining() < OPTION_HEAD) {
                throw new Malformed("an option that is cut short");
            }
            int code = Short.toUnsignedInt(in.getShort());
            int length = Short.toUnsignedInt(in.getShort());
            if (length > in.remaining()) {
                throw new Malformed(
                        "option " + code + " of " + length + " octets, of which " + in.remaining() + " are there");
            }
            options.add(new Option(code, in.slice().limit(length)));
            in.position(in.position() + length);
        }
        return options;
    }

    static void put(ByteBuffer out, Option option) {
        out.putShort((short) option.code()).putShort((short) option.value().remaining());
        out.put(option.value().duplicate());
    }
}
