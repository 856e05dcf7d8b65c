package org.stirrup.boot.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.stirrup.testkit.boot.Machines.CLIENT_ADDRESS;
import static org.stirrup.testkit.boot.Machines.MAC;

import java.net.Inet4Address;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.testkit.boot.Machines;

class ClientsTest {
    private static final MacAddress OTHER = new MacAddress("52:54:00:77:00:99");

    @Test
    void whoWasConfirmedLastIsThere() {
        Clients clients = new Clients(address -> Optional.of(OTHER), address -> Optional.of(OTHER));
        BootClient bios = Machines.bios();
        clients.confirm(bios);
        assertEquals(Optional.of(bios), clients.at(CLIENT_ADDRESS));

        BootClient next = BootClient.of(OTHER, "br0").withAddress(CLIENT_ADDRESS);
        clients.confirm(next);
        assertEquals(Optional.of(next), clients.at(CLIENT_ADDRESS));
    }

    @Test
    void anInstallerDoesNotMakeItsMachineForgetItsFirmware() {
        Clients clients = new Clients(address -> Optional.empty(), address -> Optional.empty());
        BootClient bios = Machines.bios();
        clients.confirm(bios);
        clients.confirm(BootClient.of(MAC, "br0").withAddress(CLIENT_ADDRESS));

        BootClient now = clients.at(CLIENT_ADDRESS).orElseThrow();
        assertEquals(BootClient.Stage.OPERATING_SYSTEM, now.stage());
        assertEquals(Optional.of(Architecture.BIOS), now.architecture());
        assertEquals(bios.uuid(), now.uuid());
    }

    @Test
    void afterARestartTheLeaseSaysWhoItIs() {
        Clients clients = new Clients(address -> Optional.of(MAC), address -> Optional.of(OTHER));
        BootClient client = clients.at(CLIENT_ADDRESS).orElseThrow();
        assertEquals(MAC, client.mac());
        assertEquals(Optional.of(CLIENT_ADDRESS), client.address());
    }

    @Test
    void withAnAddressFromElsewhereTheLinkSaysWhoItIs() {
        Clients clients = new Clients(address -> Optional.empty(), address -> Optional.of(OTHER));
        assertEquals(OTHER, clients.at(CLIENT_ADDRESS).orElseThrow().mac());
    }

    @Test
    void nobodyIsNobody() {
        Clients clients = new Clients(address -> Optional.empty(), address -> Optional.empty());
        assertEquals(Optional.empty(), clients.at(CLIENT_ADDRESS));
        assertEquals(MacAddress.UNKNOWN, Clients.stranger(CLIENT_ADDRESS).mac());
    }

    @Test
    void aClientWithoutAnAddressCannotBeConfirmed() {
        Clients clients = new Clients(address -> Optional.empty(), address -> Optional.empty());
        BootClient client = BootClient.of(MAC, "br0");
        assertThrows(IllegalArgumentException.class, () -> clients.confirm(client));
    }

    @Test
    void theLeastUsedAreForgottenWhenThereAreTooMany() {
        Clients clients = new Clients(address -> Optional.empty(), address -> Optional.empty());
        for (int i = 0; i < 70_000; i++) {
            clients.confirm(BootClient.of(MAC, "br0").withAddress(address(i)));
            clients.at(address(0));
        }
        assertEquals(Optional.empty(), clients.at(address(1)));
        assertEquals(true, clients.at(address(0)).isPresent());
        assertEquals(true, clients.at(address(69_999)).isPresent());
    }

    private static Inet4Address address(int i) {
        return Machines.address("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
    }
}
