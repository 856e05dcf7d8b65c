package org.stirrup.shell.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.Quirks;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.image.Image;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.shell.text.Failure;
import org.stirrup.shell.text.Report;
import org.stirrup.testkit.lease.Leases;

class CommandsTest {
    private static final Clock LATER = Clock.fixed(Leases.NOON.plus(Duration.ofMinutes(10)), ZoneOffset.UTC);

    @Test
    void explainAsksAsAMachineOfThatKind() {
        Explain command = new Explain();
        assertThrows(IllegalStateException.class, () -> command.explain("52:54:00:77:00:10"));
        command.explainer = (client, relay) -> List.of(
                client.mac() + " " + client.stage() + " " + client.architecture() + " " + client.vendorClass() + " "
                        + client.link(),
                relay.toString());
        assertEquals(
                "52:54:00:77:00:10 PXE_ROM Optional[BIOS (0)] Optional.empty \nOptional.empty",
                command.explain("52-54-00-77-00-10"));
        assertEquals(
                "52:54:00:77:00:10 HTTP_BOOT Optional[UEFI_ARM64 (19)] Optional[x] br0\nOptional[/10.1.1.1]",
                command.explain("19", "x", "", "", "10.1.1.1", "br0", "525400770010", "http"));
        for (String kind : List.of("", "mac")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> command.explain("", "", "", "", "", "", "52:54:00:77:00:10", kind));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> command.explain("", "", "", "", "10.1.1.300", "", "52:54:00:77:00:10", "os"));
        assertThrows(
                IllegalArgumentException.class,
                () -> command.explain("x86", "", "", "", "", "", "52:54:00:77:00:10", "os"));
    }

    @Test
    void findingsAreWorstFirstAndAnErrorIsTheExitStatus() {
        Findings command = new Findings();
        assertEquals(new Report("nothing is wrong", 0), command.findings());

        Finding warning = new Finding(Finding.Severity.WARNING, "a", "no key", "set one");
        command.checks = List.of(() -> List.of(warning));
        assertEquals(0, command.findings().status());

        Finding error = new Finding(Finding.Severity.ERROR, "z", "range=x", "give FIRST-LAST");
        command.checks = List.of(() -> List.of(warning), () -> List.of(error));
        assertEquals(new Report("""
                        ERROR    z: range=x
                                 -> give FIRST-LAST
                        WARNING  a: no key
                                 -> set one
                        1 error, 1 warning""", 1), command.findings());
    }

    @Test
    void aCheckThatThrowsIsAFindingAndHidesNoOther() {
        Findings command = new Findings();
        command.checks = List.of(
                () -> {
                    throw new IllegalStateException("disk on fire");
                },
                () -> List.of(new Finding(Finding.Severity.WARNING, "a", "no key", "set one")));
        String text = command.findings().text();
        assertTrue(text.contains("disk on fire"), text);
        assertTrue(text.contains("no key"), text);
    }

    @Test
    void leasesAreATableAndJson() throws Exception {
        org.stirrup.shell.commands.Leases command = new org.stirrup.shell.commands.Leases(LATER);
        assertEquals(4, assertThrows(Failure.class, () -> said(command, false)).status());
        command.checks = List.of(
                () -> List.of(new Finding(Finding.Severity.ERROR, "leases.mv", "it is damaged", "bring a copy")));
        String because = assertThrows(Failure.class, () -> said(command, true)).getMessage();
        assertTrue(because.contains("leases.mv: it is damaged"), because);
        command.store = store(List.of());
        assertEquals("no address was given yet\n", said(command, false));
        assertEquals("", said(command, true));

        Lease bound = Leases.bound("10.0.0.7", 1);
        Lease ever = Leases.until(Leases.bound("10.0.0.8", 2), Optional.empty());
        Lease over = Leases.until(Leases.bound("10.0.0.9", 3), Optional.of(Leases.NOON));
        command.store = store(List.of(bound, ever, over));
        assertEquals("""
                ADDRESS   MAC                NAME  STATE    ENDS IN
                10.0.0.7  52:54:00:00:00:01  pc1   bound    0:50:00
                10.0.0.8  52:54:00:00:00:02  pc2   bound    never
                10.0.0.9  52:54:00:00:00:03  pc3   expired  -
                """, said(command, false));
        List<String> json = said(command, true).lines().toList();
        assertEquals(3, json.size(), "an object a line");
        assertTrue(json.get(0).startsWith("{\"address\": \"10.0.0.7\", \"mac\": \"52:54:00:00:00:01\""), json.get(0));
        assertTrue(json.get(0).contains("\"expires\": \"2026-11-22T13:00:00.123456789Z\""), json.get(0));
        assertTrue(json.get(1).contains("\"expires\": null"), json.get(1));
        assertEquals(Optional.of(2L), command.held());
    }

    private static String said(org.stirrup.shell.commands.Leases command, boolean json) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream console = new PrintStream(said, true, StandardCharsets.UTF_8);
        command.leases(
                (CommandSession) Proxy.newProxyInstance(
                        CommandsTest.class.getClassLoader(),
                        new Class<?>[] {CommandSession.class},
                        (self, method, arguments) -> console),
                json);
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void allPagesOfTheStoreAreRead() throws Exception {
        org.stirrup.shell.commands.Leases command = new org.stirrup.shell.commands.Leases(LATER);
        command.store = store(IntStream.range(0, 1201)
                .mapToObj(number -> Leases.bound(Leases.address(number), number, Leases.NOON))
                .toList());
        assertEquals(1202, said(command, false).lines().count());
    }

    @Test
    void clientsAreShownWithoutTheirSecretAndReinstalledByMac() {
        Clients command = new Clients();
        assertEquals(Optional.empty(), command.count());
        assertThrows(IllegalStateException.class, () -> command.clients(false));

        MacAddress mac = MacAddress.of("52:54:00:77:00:10");
        Instant noon = Leases.NOON;
        Host host = new Host(
                mac,
                Optional.of("pc1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of("lab", "west"),
                Host.State.INSTALLED,
                "done",
                "s3cret",
                noon,
                noon);
        command.directory = (HostDirectory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HostDirectory.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "all" -> List.of(host);
                    case "find" -> Optional.of(host).filter(one -> one.mac().equals(arguments[0]));
                    case "reinstall" -> arguments[0].equals(mac) ? Optional.of(host) : Optional.empty();
                    case "assign" ->
                        arguments[0].equals(mac)
                                ? Optional.of(host.withGroups(((Collection<?>) arguments[1])
                                        .stream().map(String::valueOf).toList()))
                                : Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        assertTrue(command.clients(false).contains("  lab,west  "), command.clients(false));
        assertTrue(command.clients(true).contains("\"groups\": [\"lab\", \"west\"]"), command.clients(true));
        assertEquals("52:54:00:77:00:10 is in a, b", command.group("52-54-00-77-00-10", "b", "a"));
        assertEquals("52:54:00:77:00:10 is in no group", command.group("52-54-00-77-00-10", "-"));
        assertThrows(IllegalArgumentException.class, () -> command.group("52-54-00-77-00-10"));
        assertThrows(IllegalArgumentException.class, () -> command.group("52:54:00:77:00:11", "a"));
        assertTrue(command.clients(false).contains("52:54:00:77:00:10  pc1"), command.clients(false));
        assertFalse((command.clients(true) + command.clients(false)).contains("s3cret"));
        assertEquals(command.clients(false), command.clients(false, "52-54-00-77-00-10"));
        assertTrue(command.clients(true).contains(command.clients(true, "525400770010")), command.clients(true));
        assertEquals(
                "no machine has the MAC address 52:54:00:77:00:11",
                assertThrows(IllegalArgumentException.class, () -> command.clients(false, "52:54:00:77:00:11"))
                        .getMessage());
        assertTrue(command.reinstall(false, "52-54-00-77-00-10").startsWith("52:54:00:77:00:10 "));
        assertThrows(IllegalArgumentException.class, () -> command.reinstall(false, "52:54:00:77:00:11"));
        assertThrows(IllegalArgumentException.class, () -> command.reinstall(false, "pc1"));
        assertThrows(IllegalArgumentException.class, () -> command.reinstall(true, "nobody"));
        for (String nobody : List.of("00:00:00:00:00:00", "000000000000")) {
            assertThrows(IllegalArgumentException.class, () -> command.reinstall(false, nobody));
            assertThrows(IllegalArgumentException.class, () -> command.group(nobody, "lab"));
        }
    }

    @Test
    void imagesSayWhatTheyAreOrWhatIsWrong() {
        Images command = new Images();
        assertThrows(IllegalStateException.class, command::images);
        command.catalogue = () -> List.of(
                new Image(
                        Path.of("/i/a.iso"),
                        new Image.State.Ready(
                                "CentOS-7",
                                "CentOS 7",
                                "redhat",
                                "7",
                                "x86_64",
                                ResourcePath.of("pub/CentOS-7"),
                                Image.Confidence.LIKELY,
                                OptionalLong.of(3L << 29)),
                        List.of("volume label: version = 7", "rule redhat: kernel /k")),
                new Image(Path.of("/i/b.iso"), new Image.State.Broken("cut off at 12 MB"), List.of()),
                new Image(Path.of("/i/c.iso"), new Image.State.Arriving(), List.of()));
        assertEquals("""
                FILE   STATE     WHAT
                a.iso  ready     CentOS 7 (likely), served as /pub/CentOS-7, needs 1.5 GB of memory
                b.iso  broken    cut off at 12 MB
                c.iso  arriving  still being written to""", command.images());
        String one = """
                a.iso: CentOS 7 (likely), served as /pub/CentOS-7, needs 1.5 GB of memory
                  rule redhat, version 7, architecture x86_64
                  volume label: version = 7
                  rule redhat: kernel /k""";
        assertEquals(one, command.images("a.iso"));
        assertEquals(one, command.images("CentOS-7"));
        assertEquals("b.iso: cut off at 12 MB", command.images("b.iso"));
        assertThrows(IllegalArgumentException.class, () -> command.images("d.iso"));
    }

    @Test
    void loadersAreSortedByName() {
        Loaders command = new Loaders();
        assertEquals("no loader is installed: no machine can boot", command.loaders());
        command.loaders = List.of(loader("pxelinux"), loader("example"));
        assertEquals("example\npxelinux", command.loaders());
    }

    @Test
    void quirksAreListedWithWhereTheyWereSeen() {
        QuirkList command = new QuirkList();
        assertThrows(IllegalStateException.class, command::quirks);
        Quirk row = new Quirk(
                "option-67-end",
                Quirk.Match.ANY.path(".*\u00ff"),
                new QuirkEffect.Rewrite(Pattern.compile("\u00ff+$"), ""),
                "a capture");
        command.quirks = (Quirks) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Quirks.class}, (proxy, method, arguments) -> List.of(row));
        assertEquals("""
                option-67-end: rewrite \\xff+$ to nothing
                  for   path=.*\\xff
                  seen  a capture""", command.quirks());
    }

    private BootLoader loader(String name) {
        return (BootLoader) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BootLoader.class}, (proxy, method, arguments) -> name);
    }

    /** Pages as a real store does. */
    private LeaseStore store(List<Lease> leases) {
        return (LeaseStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LeaseStore.class}, (proxy, method, arguments) -> {
                    assertEquals("page", method.getName());
                    int from = ((Optional<?>) arguments[0])
                            .map(Inet4Address.class::cast)
                            .map(last -> indexOf(leases, last) + 1)
                            .orElse(0);
                    return new ArrayList<>(
                            leases.subList(from, Math.min(leases.size(), from + (Integer) arguments[1])));
                });
    }

    private static int indexOf(List<Lease> leases, Inet4Address address) {
        return leases.stream().map(Lease::address).toList().indexOf(address);
    }
}
