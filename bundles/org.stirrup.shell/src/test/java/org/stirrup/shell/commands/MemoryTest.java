package org.stirrup.shell.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSettings;
import org.stirrup.api.host.InstallerLogs;

/** What is known of machines' hardware and of their installations, said and shown. */
class MemoryTest {
    private static final MacAddress ONE = MacAddress.of("52:54:00:77:00:10");
    private static final MacAddress TWO = MacAddress.of("52:54:00:77:00:11");

    private final Map<MacAddress, Host> hosts = new TreeMap<>();
    private final Clients clients = new Clients();
    private final Memory command = new Memory(clients);

    @BeforeEach
    void known() {
        for (MacAddress mac : List.of(ONE, TWO)) {
            hosts.put(
                    mac,
                    new Host(
                            mac,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            Host.State.FAILED,
                            "disk full",
                            "",
                            org.stirrup.testkit.lease.Leases.NOON,
                            org.stirrup.testkit.lease.Leases.NOON));
        }
        clients.directory = (HostDirectory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HostDirectory.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "all" -> List.copyOf(hosts.values());
                    case "find" -> Optional.ofNullable(hosts.get(arguments[0]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        clients.settings = (HostSettings) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HostSettings.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hardware" ->
                        Optional.ofNullable(hosts.computeIfPresent(
                                (MacAddress) arguments[0], (mac, host) -> host.withHardware((Hardware) arguments[1])));
                    case "assigned" -> Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void memoryIsSaidAndShown() {
        assertEquals("of no machine it is known how much memory it has", command.memory());
        hosts.computeIfPresent(ONE, (mac, host) -> host.withHardware(Hardware.UNKNOWN.withSerial(Optional.of("5CG1"))));
        assertEquals("52:54:00:77:00:10 has 4.0 GB of memory", command.memory("52-54-00-77-00-10", "4g"));
        assertEquals("4.0 GB", command.memory("52:54:00:77:00:10"));
        assertTrue(command.memory("52:54:00:77:00:11").startsWith("not known"));
        assertEquals("""
                MAC                MEMORY
                52:54:00:77:00:10  4.0 GB""", command.memory());
        assertTrue(clients.clients(false).contains("  4.0 GB  5CG1  "), clients.clients(false));
        String json = clients.clients(true);
        assertTrue(json.contains("\"memory\": 4294967296, \"serial\": \"5CG1\""), json);
    }

    @Test
    void whatIsNoSizeIsRefused() {
        for (String size : new String[] {"4", "G", "-1G", "4 GB", "1234567890G", "0M", "65T"}) {
            assertThrows(IllegalArgumentException.class, () -> command.memory("52:54:00:77:00:10", size), size);
        }
        assertThrows(IllegalArgumentException.class, () -> command.memory("52:54:00:77:00:12", "4G"));
        clients.settings = null;
        assertThrows(IllegalStateException.class, () -> command.memory("52:54:00:77:00:10", "4G"));
        clients.directory = null;
        assertThrows(IllegalStateException.class, command::memory);
    }

    @Test
    void aReportIsShownWithItsLogAndSteersNoTerminal() {
        LastReport report = new LastReport(clients);
        assertEquals(ONE + " is failed: disk full\nit sent no log", report.report(ONE.text()));
        report.logs = new InstallerLogs() {
            @Override
            public void keep(MacAddress mac, String log) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<String> of(MacAddress mac) {
                return Optional.of("a\tb\r\nGrüße \u001b[2J\u009b2J\n");
            }
        };
        assertEquals(ONE + " is failed: disk full\na\tb?\nGrüße ?[2J?2J\n", report.report(ONE.text()));
        assertThrows(IllegalArgumentException.class, () -> report.report("52:54:00:77:00:12"));
    }
}
