package org.stirrup.boot.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stirrup.testkit.boot.Machines.address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.MacAddress;

class NeighboursTest {
    @TempDir
    Path folder;

    private Neighbours neighbours;

    @BeforeEach
    void writeTable() throws IOException {
        Path table = folder.resolve("arp");
        Files.writeString(table, """
                IP address       HW type     Flags       HW address            Mask     Device
                192.168.77.100   0x1         0x2         52:54:00:77:00:10     *        br0
                192.168.77.101   0x1         0x0         00:00:00:00:00:00     *        br0
                192.168.77.102   0x20        0x2         80:00:00:48:fe:80     *        ib0
                192.168.77.103   0x1         0x6         52:54:00:77:00:13     *        br0
                """);
        neighbours = new Neighbours(table);
    }

    @Test
    void aMachineOnTheLinkIsKnown() {
        assertEquals(Optional.of(new MacAddress("52:54:00:77:00:10")), neighbours.apply(address("192.168.77.100")));
        assertEquals(Optional.of(new MacAddress("52:54:00:77:00:13")), neighbours.apply(address("192.168.77.103")));
    }

    @Test
    void oneThatDidNotAnswerIsNot() {
        assertEquals(Optional.empty(), neighbours.apply(address("192.168.77.101")));
    }

    @Test
    void oneThatIsNoEthernetIsNot() {
        assertEquals(Optional.empty(), neighbours.apply(address("192.168.77.102")));
    }

    @Test
    void anAddressThatOnlyBeginsTheSameIsNot() {
        assertEquals(Optional.empty(), neighbours.apply(address("192.168.77.10")));
    }

    @Test
    void withoutATableNobodyIs() {
        assertEquals(Optional.empty(), new Neighbours(folder.resolve("none")).apply(address("192.168.77.100")));
    }
}
