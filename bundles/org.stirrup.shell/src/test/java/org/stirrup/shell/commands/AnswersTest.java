package org.stirrup.shell.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.shell.text.Failure;
import org.stirrup.testkit.lease.Leases;

class AnswersTest {
    private static final String MAC = Leases.mac(0x10).text();

    private static final BootServer SERVER =
            new BootServer(Leases.address("192.168.1.1"), Map.of("http", URI.create("http://192.168.1.1/")));

    private final Answers command = new Answers();

    /** Knows one machine, and offers it what is given. */
    private static BootResolver resolver(MenuEntry... entries) {
        return (BootResolver) Proxy.newProxyInstance(
                AnswersTest.class.getClassLoader(),
                new Class<?>[] {BootResolver.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "lastSeen" ->
                        arguments[0].equals(Leases.mac(0x10))
                                ? Optional.of(new BootResolver.Sighting(
                                        BootClient.of(Leases.mac(0x10), "br0"), Instant.EPOCH))
                                : Optional.empty();
                    case "server" -> SERVER;
                    case "menu" -> new Menu("t", List.of(entries), entries[0].id(), Optional.empty());
                    default -> throw new AssertionError(method);
                });
    }

    private static MenuEntry entry(String id, String... arguments) {
        return new MenuEntry.Linux(id, id, ResourcePath.of("k"), List.of(), List.of(arguments));
    }

    @BeforeEach
    void start() {
        command.boot = resolver(
                entry("a", "url=http://192.168.1.1/answers/Debian-12/preseed.cfg", "---", "quiet"),
                new MenuEntry.Submenu(
                        "more",
                        "more",
                        List.of(entry("b", "ds=nocloud-net;s=http://192.168.1.1/answers/Ubuntu-24/", "ip=dhcp"))));
        command.rendered = (path, client, server) -> path.text().endsWith("meta-data")
                ? new Lookup.Failed("a template: line 1: wrong")
                : new Lookup.Found(Resource.of(
                        (path.text() + " for " + client.mac() + "\n").getBytes(StandardCharsets.UTF_8), Instant.EPOCH));
        command.addresses = link -> Optional.of(SERVER.address()).filter(address -> link.equals("br0"));
    }

    @Test
    void showsWhatTheMenuNames() throws Failure, IOException {
        assertEquals(
                "==> Debian-12/preseed.cfg\nDebian-12/preseed.cfg for " + MAC + "\n\n"
                        + "==> Ubuntu-24/user-data\nUbuntu-24/user-data for " + MAC + "\n\n"
                        + "==> Ubuntu-24/meta-data\nnot served: a template: line 1: wrong",
                command.answers(MAC));
    }

    @Test
    void showsOneAndNothingElse() throws Failure, IOException {
        assertEquals("Debian-12/preseed.cfg for " + MAC + "\n", command.answers(MAC, "Debian-12/preseed.cfg"));
        Failure failure = assertThrows(Failure.class, () -> command.answers(MAC, "Ubuntu-24/meta-data"));
        assertEquals("Ubuntu-24/meta-data: a template: line 1: wrong", failure.getMessage());
    }

    @Test
    void saysWhyThereIsNone() {
        assertTrue(said(Leases.mac(0x11).text()).startsWith(Leases.mac(0x11) + " was not heard"));
        command.addresses = link -> Optional.empty();
        assertTrue(said(MAC).startsWith("network interface br0"));
        command.addresses = link -> Optional.of(SERVER.address());
        command.boot = resolver(new MenuEntry.LocalDisk("local", "disk"));
        assertEquals("the menu of " + MAC + " names no answer file", said(MAC));
        command.boot = null;
        assertTrue(said(MAC).startsWith("nothing renders answer files"));
    }

    private String said(String mac) {
        return assertThrows(Failure.class, () -> command.answers(mac)).getMessage();
    }
}
