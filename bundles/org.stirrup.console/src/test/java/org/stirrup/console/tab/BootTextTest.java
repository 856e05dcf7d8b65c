package org.stirrup.console.tab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

class BootTextTest {
    private static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");

    @Test
    void whateverAMachineSendsStaysOnItsLine() throws Exception {
        BootEvent event = new BootEvent(
                BootEvent.Kind.NOT_FOUND,
                Optional.of(MAC),
                Optional.of(InetAddress.getByName("192.168.77.100")),
                "a\nb",
                Map.of("protocol", "tftp", "file", "x\r\ny\u001b[2J"));
        assertEquals(
                "2026-11-22T12:00:00Z 52:54:00:77:00:10 (192.168.77.100): NOT_FOUND a\\u000ab,"
                        + " file x\\u000d\\u000ay\\u001b[2J, protocol tftp\n",
                BootText.of(MAC, List.of(new BootJournal.Line(1, Instant.parse("2026-11-22T12:00:00Z"), event))));
    }
}
