package org.stirrup.net.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stirrup.net.PacketFilter;
import org.stirrup.net.PacketFilter.Octet;

class FilterProgramTest {
    /** As tcpdump -d prints programs. */
    @Test
    void isWhatTheKernelUnderstands() {
        assertEquals(
                """
                ldb [6]
                jeq #58 jt 1
                ret #0
                ldb [40]
                jeq #133 jt 2
                jeq #134 jt 1
                ret #0
                ret #262144
                """,
                text(new PacketFilter(
                        0x86dd, List.of(), List.of(new Octet(6, Set.of(58)), new Octet(40, Set.of(134, 133))))));
    }

    @Test
    void everythingPassesWhereNothingIsAskedFor() {
        assertEquals("ret #262144\n", text(new PacketFilter(0x0806, List.of(), List.of())));
    }

    @Test
    void aFilterThatFitsNoPacketIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Octet(0, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new Octet(0, Set.of(256)));
        assertThrows(IllegalArgumentException.class, () -> new Octet(-1, Set.of(0)));
        assertThrows(IllegalArgumentException.class, () -> new PacketFilter(3, List.of(), List.of()));
    }

    private static String text(PacketFilter filter) {
        ByteBuffer program = ByteBuffer.wrap(FilterProgram.of(filter)).order(ByteOrder.nativeOrder());
        StringBuilder text = new StringBuilder();
        while (program.hasRemaining()) {
            int code = program.getShort();
            int ifTrue = program.get();
            int ifFalse = program.get();
            int constant = program.getInt();
            assertEquals(0, ifFalse);
            text.append(
                    switch (code) {
                        case 0x30 -> "ldb [" + constant + "]";
                        case 0x15 -> "jeq #" + constant + " jt " + ifTrue;
                        case 0x06 -> "ret #" + constant;
                        default -> throw new AssertionError("code " + code);
                    });
            text.append('\n');
        }
        return text.toString();
    }
}
