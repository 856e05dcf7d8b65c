package org.stirrup.shell.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.testkit.lease.Leases;

class WakeTest {
    private final Clients clients = new Clients();
    private final Wake command = new Wake(clients);

    private static Host host(int number, String name) {
        return new Host(
                Leases.mac(number),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Host.State.INSTALLED,
                "",
                "",
                Leases.NOON,
                Leases.NOON);
    }

    @Test
    void aMachineIsWokenByItsAddressOrItsName() throws IOException {
        assertThrows(IllegalStateException.class, () -> command.wake("", "52:54:00:00:00:01"));
        command.waker = (mac, link) -> link.orElse("of " + mac);
        clients.directory = (HostDirectory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HostDirectory.class},
                (proxy, method, arguments) -> List.of(host(1, "pc1"), host(2, "twin"), host(3, "twin")));
        assertEquals(
                "52:54:00:00:00:09 was sent a magic packet on of 52:54:00:00:00:09",
                command.wake("", "52-54-00-00-00-09"));
        assertEquals("52:54:00:00:00:01 was sent a magic packet on eth2", command.wake("eth2", "PC1"));
        assertEquals("2 machines have the name twin; say its MAC address", refused("twin"));
        assertEquals("no machine has the name 52:54; say its MAC address", refused("52:54"));
    }

    private String refused(String machine) {
        return assertThrows(IllegalArgumentException.class, () -> command.wake("", machine))
                .getMessage();
    }
}
