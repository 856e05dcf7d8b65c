package org.stirrup.dhcp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PxeOptionsTest {
    @Test
    void theChosenItemIsFoundAmongOthers() {
        assertEquals(
                Optional.of(Octets.ofHex("470480000000ff")), PxeOptions.chosen(Octets.ofHex("00060103470480000000ff")));
        assertEquals(Optional.empty(), PxeOptions.chosen(Octets.ofHex("060103ff")));
        assertEquals(Optional.empty(), PxeOptions.chosen(Octets.ofHex("47048000")), "cut short");
        assertEquals(Optional.empty(), PxeOptions.chosen(Octets.ofHex("ff470480000000")), "behind the end");
        assertEquals(Optional.empty(), PxeOptions.chosen(Octets.NONE));
    }

    @Test
    void itIsSentBackAsItCame() {
        assertEquals(
                "470480000002ff",
                PxeOptions.chosen(Octets.ofHex("060103470480000002"))
                        .orElseThrow()
                        .toString());
    }

    @Test
    void aLongTitleIsCut() {
        Octets option = PxeOptions.oneServer(Ipv4.parse("192.168.77.1"), "x".repeat(300));
        assertTrue(option.length() < 255, "an option of " + option.length());
    }

    @Property
    void whateverAClientSendsIsRead(@ForAll byte[] bytes) {
        PxeOptions.chosen(Octets.of(bytes)).ifPresent(chosen -> assertEquals(7, chosen.length()));
    }
}
