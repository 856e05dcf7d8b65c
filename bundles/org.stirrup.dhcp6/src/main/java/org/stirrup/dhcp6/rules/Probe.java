package org.stirrup.dhcp6.rules;

import java.nio.ByteBuffer;
import org.stirrup.api.boot.MacAddress;

/**
 * The client that looks for other servers and is none: its DUID is made of a hardware address that begins with 02:53:54,
 * as that of the look by DHCPv4 does (RFC 8415, section 11.4).
 */
public final class Probe {
    private static final byte[] MARK = {0, 3, 0, 1, 2, 'S', 'T'};
    private static final int LENGTH = 10;
    private static final int OWN = 3;

    private Probe() {}

    /** @param hardware of the link */
    public static ByteBuffer duid(MacAddress hardware) {
        return ByteBuffer.allocate(LENGTH)
                .put(MARK)
                .put(hardware.bytes(), OWN, OWN)
                .flip();
    }

    public static boolean isProbe(ByteBuffer duid) {
        return duid.remaining() == LENGTH && duid.slice(0, MARK.length).equals(ByteBuffer.wrap(MARK));
    }
}
