package org.stirrup.dhcp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IP      | 192.168.1.2              | c0a80102         | 192.168.1.2",
                "IPS     | 192.168.1.2, 192.168.1.3 | c0a80102c0a80103 | 192.168.1.2,192.168.1.3",
                "UINT8   | 7                        | 07               | 7",
                "UINT16  | 1472                     | 05c0             | 1472",
                "UINT16S | 0 7                      | 00000007         | 0,7",
                "UINT32  | 3600                     | 00000e10         | 3600",
                "FLAG    | true                     | 01               | true",
                "TEXT    | lab.example              | 6c61622e6578616d706c65 | lab.example",
                "HEX     | 01:0A:ff                 | 010aff           | 010aff",
                "INT32   | -3600                    | fffff1f0         | -3600",
                "DOMAINS | lab.example, example     | 036c6162076578616d706c6500c004 | lab.example,example",
                "DOMAINS | a.lab.example b.lab.example | 0161036c6162076578616d706c65000162c002 | a.lab.example,b.lab.example",
                "ROUTES  | 10.0.0.0/8 via 192.168.1.1 | 080ac0a80101    | 10.0.0.0/8 via 192.168.1.1",
                "ROUTES  | 10.17.0.0/16 via 10.0.0.1, 0.0.0.0/0 via 10.0.0.2 | 100a110a000001000a000002 | 10.17.0.0/16 via 10.0.0.1, 0.0.0.0/0 via 10.0.0.2"
            })
    void readsAndShows(OptionType type, String written, String hex, String shown) {
        assertEquals(Octets.ofHex(hex), type.read(written));
        assertEquals(shown, type.show(Octets.ofHex(hex)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IP     | 192.168.1     | '192.168.1' is not an IPv4 address",
                "IPS    | 1.2.3.4 x     | 'x' is not an IPv4 address",
                "IP     | 1.2.3.256     | '1.2.3.256' is not an IPv4 address",
                "UINT8  | 256           | '256' is not a number from 0 to 255",
                "UINT32 | 99999999999   | '99999999999' is not a number from 0 to 4294967295",
                "FLAG   | yes           | 'yes' is neither true nor false",
                "INT32  | 2147483648    | '2147483648' is not a number from -2147483648 to 2147483647",
                "DOMAINS| lab..example  | 'lab..example' is not a domain name",
                "ROUTES | 10.0.0.1/8 via 10.0.0.1 | '10.0.0.1' is not the lowest address of its network",
                "ROUTES | 10.0.0.0/8    | '10.0.0.0/8' is not NETWORK/PREFIX via ROUTER",
                "HEX    | 1             | '1' is not in hex pairs such as 01:02:0a"
            })
    void saysWhatIsWrong(OptionType type, String written, String message) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> type.read(written));
        // The quotes of the message are doubled by nobody; CsvSource strips none inside a value.
        assertEquals(message, e.getMessage());
    }

    @Test
    void aValueOfAnotherShapeIsShownInHex() {
        assertEquals("0xc0a801", OptionType.IP.show(Octets.ofHex("c0a801")));
        assertEquals("0x", OptionType.UINT8.show(Octets.NONE));
    }

    @Test
    void theTableHasEachCodeAndNameOnce() {
        KnownOption[] rows = KnownOption.values();
        assertEquals(
                rows.length,
                Arrays.stream(rows).map(KnownOption::code).distinct().count());
        assertEquals(
                rows.length,
                Arrays.stream(rows).map(KnownOption::label).distinct().count());
    }
}
