package org.stirrup.dhcp.codec;

import java.util.Optional;

/** Messages for tests. */
public final class Messages {
    private Messages() {}

    public static DhcpMessage request(Options options) {
        return request("525400770010", 0x12345678, 0, options);
    }

    public static DhcpMessage request(String hardware, int xid, int flags, Options options) {
        return new DhcpMessage(
                DhcpMessage.Op.REQUEST,
                1,
                Octets.ofHex(hardware),
                0,
                xid,
                0,
                flags,
                Ipv4.NONE,
                Ipv4.NONE,
                Ipv4.NONE,
                Ipv4.NONE,
                "",
                "",
                Optional.empty(),
                options);
    }

    public static Options typed(MessageType type) {
        return Options.NONE.withNumber(KnownOption.MESSAGE_TYPE, type.code());
    }
}
