package org.stirrup.dhcp.codec;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.List;

/** Message to bytes (RFC 2131, section 2). */
public final class DhcpEncoder {
    /** A BOOTP message is never shorter, and relay agents may drop what is (RFC 1542, section 2.1). */
    public static final int SMALLEST = 300;

    private DhcpEncoder() {}

    /**
     * A message on its way.
     *
     * @param payload ready to be sent
     * @param dropped codes of the options that did not fit, in the order of their worth
     */
    public record Encoded(ByteBuffer payload, List<Integer> dropped) {
        public Encoded {
            dropped = List.copyOf(dropped);
        }
    }

    /** As {@link #encode(DhcpMessage, int, int)}, no shorter than {@link #SMALLEST}. */
    public static Encoded encode(DhcpMessage message, int largest) {
        return encode(message, SMALLEST, largest);
    }

    /**
     * @param least bytes of payload, a shorter message is padded with zeros; {@link #SMALLEST} to {@code largest}
     * @param largest bytes of payload the receiver takes, at least {@link #SMALLEST}; options that do not fit go into
     *     the file and sname fields where these are free, and are dropped from the least useful on where they are not
     */
    public static Encoded encode(DhcpMessage message, int least, int largest) {
        if (least < SMALLEST || largest < least) {
            throw new IllegalArgumentException(least + " to " + largest + " bytes are less than any client takes");
        }
        OptionPacker packer = new OptionPacker(message, largest - DhcpDecoder.HEADER_SIZE - 4);
        Octets area = message.vend().orElseGet(packer::main);
        int size = DhcpDecoder.HEADER_SIZE + area.length() + (message.vend().isPresent() ? 0 : 4);
        ByteBuffer out = ByteBuffer.allocate(Math.max(least, size));
        out.put((byte) (message.op() == DhcpMessage.Op.REQUEST ? 1 : 2));
        out.put((byte) message.hardwareType());
        out.put((byte) message.hardware().length());
        out.put((byte) message.hops());
        out.putInt(message.xid());
        out.putShort((short) message.secs());
        out.putShort((short) message.flags());
        for (Inet4Address address : List.of(message.ciaddr(), message.yiaddr(), message.siaddr(), message.giaddr())) {
            out.put(address.getAddress());
        }
        out.put(28, message.hardware().toArray());
        out.put(44, packer.sname().toArray());
        out.put(108, packer.file().toArray());
        out.position(DhcpDecoder.HEADER_SIZE);
        if (message.vend().isEmpty()) {
            out.putInt(DhcpDecoder.MAGIC_COOKIE);
        }
        out.put(area.toArray());
        return new Encoded(out.rewind(), packer.dropped());
    }
}
