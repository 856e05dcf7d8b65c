package org.stirrup.dhcp.engine;

import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.KnownOption;

/** How much payload a client takes in one datagram. */
final class ReplySize {
    /** IP and UDP headers, which option 57 counts (RFC 2132, section 9.10). */
    private static final int HEADERS = 28;

    /** What every DHCP client takes (RFC 2131, section 2). */
    private static final int LEAST = 576 - HEADERS;

    /** An Ethernet frame: no firmware puts fragments together, though OVMF 2022.11 says 65280 in its REQUEST. */
    private static final int MOST = 1500 - HEADERS;

    private ReplySize() {}

    static int of(DhcpMessage request) {
        if (request.isBootp()) {
            return DhcpEncoder.SMALLEST;
        }
        long said = request.options().number(KnownOption.MAXIMUM_SIZE).orElse(0L) - HEADERS;
        return (int) Math.max(LEAST, Math.min(MOST, said));
    }
}
