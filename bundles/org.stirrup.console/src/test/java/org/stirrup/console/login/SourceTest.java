package org.stirrup.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {
    @ParameterizedTest
    @CsvSource({
        "192.168.1.7, 192.168.1.7",
        "2001:db8:1:2:aaaa::1, 2001:db8:1:2:0:0:0:0/64",
        "[2001:db8:1:2:bbbb::9], 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::1, 2001:db8:1:3:0:0:0:0/64",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64",
        "::ffff:10.0.0.1, 10.0.0.1",
        "x:y, x:y"
    })
    void isAnAddressOrANetwork(String remote, String text) {
        assertEquals(text, Source.of(remote).text());
    }
}
