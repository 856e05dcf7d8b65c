package org.stirrup.dhcp6.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6Test {
    /** RFC 5952, section 4. */
    @ParameterizedTest
    @CsvSource({
        "fd77:0:0:0:0:0:0:1, fd77::1",
        "2001:DB8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "0:0:0:0:0:0:0:0, ::",
        "fe80:0:0:0:1:2:3:0, fe80::1:2:3:0",
    })
    void isWrittenAsPeopleWriteIt(String written, String text) {
        assertEquals(text, Ipv6.text(Ipv6.parse(written)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "192.168.77.1", "fd77", "fd77::1%eth0", "server.example", "1::2::3", "fd77::/64"})
    void whatIsNoAddressIsRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> Ipv6.parse(written));
    }

    @Test
    void bitsOfTwoAddressesAreJoinedWithinAnOctetToo() {
        byte[] ones = Ipv6.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").getAddress();
        assertEquals(
                "fd00:1fff:ffff:ffff:ffff:ffff:ffff:ffff", Ipv6.text(Ipv6.join(Ipv6.parse("fd00:1000::"), 20, ones)));
        assertEquals("fd00::", Ipv6.text(Ipv6.join(Ipv6.parse("fd00::"), 128, ones)));
    }
}
