package org.stirrup.net.packet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.TreeSet;
import org.stirrup.net.PacketFilter;
import org.stirrup.net.PacketFilter.Octet;

/** A filter in the language of the kernel's packet filter (linux/filter.h, "classic BPF"). */
final class FilterProgram {
    /** Load one octet of the packet into the accumulator; a packet that is too short is dropped. */
    private static final short LOAD_OCTET = 0x30;
    /** Jump if the accumulator equals a constant. */
    private static final short JUMP_IF_EQUAL = 0x15;
    /** Return how many octets are to be kept; 0 drops the packet. */
    private static final short RETURN = 0x06;

    private static final int INSTRUCTION = 8;
    private static final int WHOLE_PACKET = 0x40000;

    private FilterProgram() {}

    /** Instructions of eight octets each, in this machine's byte order. */
    static byte[] of(PacketFilter filter) {
        int length = filter.octets().stream()
                        .mapToInt(octet -> 2 + octet.values().size())
                        .sum()
                + 1;
        ByteBuffer program = ByteBuffer.allocate(length * INSTRUCTION).order(ByteOrder.nativeOrder());
        for (Octet octet : filter.octets()) {
            put(program, LOAD_OCTET, 0, octet.offset());
            int toNextOctet = octet.values().size();
            for (int value : new TreeSet<>(octet.values())) {
                // Past the values that are left and the drop.
                put(program, JUMP_IF_EQUAL, toNextOctet--, value);
            }
            put(program, RETURN, 0, 0);
        }
        put(program, RETURN, 0, WHOLE_PACKET);
        return program.array();
    }

    private static void put(ByteBuffer program, short code, int ifTrue, int constant) {
        program.putShort(code).put((byte) ifTrue).put((byte) 0).putInt(constant);
    }
}
