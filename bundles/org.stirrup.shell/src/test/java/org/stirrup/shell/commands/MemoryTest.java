package org.stirrup.shell.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.MachineMemory;

class MemoryTest {
    private final Memory command = new Memory();

    private static final class InMemory implements MachineMemory {
        private final Map<MacAddress, Long> known = new TreeMap<>();

        @Override
        public OptionalLong of(MacAddress mac) {
            return Optional.ofNullable(known.get(mac)).map(OptionalLong::of).orElse(OptionalLong.empty());
        }

        @Override
        public Map<MacAddress, Long> all() {
            return known;
        }

        @Override
        public void set(MacAddress mac, long bytes) {
            known.put(mac, bytes);
        }
    }

    @Test
    void itIsSaidAndShown() {
        command.book = new InMemory();
        assertEquals("of no machine it is known how much memory it has", command.memory());
        assertEquals("52:54:00:77:00:10 has 4.0 GB of memory", command.memory("52-54-00-77-00-10", "4g"));
        assertEquals("52:54:00:77:00:11 has 0.5 GB of memory", command.memory("52:54:00:77:00:11", "512M"));
        assertEquals("4.0 GB", command.memory("52:54:00:77:00:10"));
        assertTrue(command.memory("52:54:00:77:00:12").startsWith("not known"));
        assertEquals("""
                MAC                MEMORY
                52:54:00:77:00:10  4.0 GB
                52:54:00:77:00:11  0.5 GB""", command.memory());
    }

    @Test
    void whatIsNoSizeIsRefused() {
        command.book = new InMemory();
        for (String size : new String[] {"4", "G", "-1G", "4 GB", "12345678G"}) {
            assertThrows(IllegalArgumentException.class, () -> command.memory("52:54:00:77:00:10", size), size);
        }
        command.book = null;
        assertThrows(IllegalStateException.class, command::memory);
    }
}
