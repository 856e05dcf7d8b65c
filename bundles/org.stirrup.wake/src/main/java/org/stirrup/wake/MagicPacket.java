package org.stirrup.wake;

import java.nio.ByteBuffer;
import org.stirrup.api.boot.MacAddress;

/** What a sleeping network card waits for: six bytes of ones, then its address sixteen times (AMD, publication 20213). */
final class MagicPacket {
    private static final int ONES = 6;
    private static final int TIMES = 16;

    private MagicPacket() {}

    static ByteBuffer to(MacAddress mac) {
        byte[] address = mac.bytes();
        ByteBuffer packet = ByteBuffer.allocate(ONES + TIMES * address.length);
        for (int i = 0; i < ONES; i++) {
            packet.put((byte) 0xff);
        }
        for (int i = 0; i < TIMES; i++) {
            packet.put(address);
        }
        return packet.flip();
    }
}
