package org.stirrup.shell.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.testkit.lease.Leases;

class HostListTest {
    private static final Host HOST = new Host(
            Leases.mac(1),
            Optional.of("pc1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Host.State.INSTALLED,
            "",
            "s3cret",
            Leases.NOON,
            Leases.NOON);

    @TempDir
    Path folder;

    private final Clients clients = new Clients();
    private final HostList command = new HostList(clients, () -> Leases.NOON);
    private final List<Host> entered = new ArrayList<>();
    private String file;

    @BeforeEach
    void oneHostIsKnown() {
        file = folder.resolve("hosts.csv").toString();
        clients.directory = (HostDirectory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HostDirectory.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "all" -> List.of(HOST);
                    case "find" -> Optional.of(HOST).filter(host -> host.mac().equals(arguments[0]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        command.imports = entered::addAll;
    }

    @Test
    void whatIsExportedIsTakenInAgain() throws IOException {
        assertEquals("1 hosts are in " + file, command.hosts(false, "export", file));
        Files.writeString(Path.of(file), Files.readString(Path.of(file)) + "52:54:00:00:00:02,pc2,,,,,,,,,,,,,\n");
        assertEquals(
                "2 hosts taken in from " + file + ": 1 new, 0 changed, 1 as they were",
                command.hosts(false, "import", file));
        assertEquals(HOST, entered.get(0));
        assertEquals(Optional.of("pc2"), entered.get(1).name());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(Path.of(file)), files.toList());
        }
    }

    @Test
    void theNameOfTheFileSaysThatItIsYaml() throws IOException {
        String yaml = folder.resolve("hosts.YML").toString();
        command.hosts(false, "export", yaml);
        assertTrue(Files.readString(Path.of(yaml)).startsWith("- mac: "), yaml);
        assertEquals(
                "1 hosts taken in from " + yaml + ": 0 new, 0 changed, 1 as they were",
                command.hosts(false, "import", yaml));
    }

    @Test
    void oneMistakeAndNothingIsTakenIn() throws IOException {
        Files.writeString(Path.of(file), "mac,name\n52:54:00:00:00:02,pc2\n52:54:00:00:00:0g,pc3\n");
        String said = refused("import", file);
        assertTrue(said.startsWith(file + ": nothing was taken in\nline 3, column mac: not a MAC address"), said);
        Files.write(Path.of(file), new byte[] {'m', (byte) 0xe4});
        assertTrue(assertThrows(IOException.class, () -> command.hosts(false, "import", file))
                .getMessage()
                .contains("is not UTF-8"));
        assertTrue(assertThrows(IOException.class, () -> command.hosts(false, "import", file + ".no"))
                .getMessage()
                .contains("has no such file"));
        assertTrue(assertThrows(IOException.class, () -> command.hosts(false, "export", file + "/x"))
                .getMessage()
                .contains("cannot be written"));
        assertTrue(refused("import", "hosts.csv").contains("name the file from / on"));
        assertTrue(refused("export").startsWith("say hosts"));
        assertEquals(List.of(), entered);
    }

    private String refused(String... words) {
        return assertThrows(IllegalArgumentException.class, () -> command.hosts(false, words))
                .getMessage();
    }

    @Test
    void withoutMoreItIsTheListOfMachines() throws IOException {
        assertEquals(clients.clients(false), command.hosts(false));
        assertEquals(
                clients.clients(true, HOST.mac().text()),
                command.hosts(true, HOST.mac().text()));
    }
}
