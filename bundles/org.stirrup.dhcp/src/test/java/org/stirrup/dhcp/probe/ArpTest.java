package org.stirrup.dhcp.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.Ipv4;

class ArpTest {
    private static final MacAddress OWN = MacAddress.of("52:54:00:00:00:01");

    @Test
    void aProbeIsARequestOfNobody() {
        byte[] packet = new byte[28];
        Arp.probe(OWN, Ipv4.parse("192.168.77.100")).get(packet);
        assertEquals(
                "0001" + "0800" + "06" + "04" + "0001" + "525400000001" + "00000000" + "000000000000" + "c0a84d64",
                HexFormat.of().formatHex(packet));
    }

    @Test
    void aReplyIsAClaim() {
        byte[] reply =
                HexFormat.of().parseHex("0001080006040002" + "525400990001" + "c0a84d64" + "525400000001" + "00000000");
        assertEquals(
                Optional.of(new Arp.Claim(Ipv4.parse("192.168.77.100"), MacAddress.of("52:54:00:99:00:01"))),
                Arp.claim(ByteBuffer.wrap(reply)));
        assertEquals(Optional.empty(), Arp.claim(Arp.probe(OWN, Ipv4.parse("192.168.77.100"))));
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 60) byte[] bytes) {
        Arp.claim(ByteBuffer.wrap(bytes));
    }
}
