package org.stirrup.api.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootClientTest {
    private static final BootClient KNOWN = BootClient.of(new MacAddress("52:54:00:77:00:1a"), "br0");

    @Test
    void itsFilesAreLookedForUnderTheCardThenUnderTheAddressFromTheWholeToItsFirstDigit() throws UnknownHostException {
        Inet4Address address = (Inet4Address) InetAddress.getByAddress(new byte[] {(byte) 192, (byte) 168, 77, 100});
        assertEquals(
                List.of("01-52-54-00-77-00-1a", "C0A84D64", "C0A84D6", "C0A84D", "C0A84", "C0A8", "C0A", "C0", "C"),
                KNOWN.withAddress(address).fileNames());
    }

    @Test
    void whatIsNotKnownHasNoName() {
        assertEquals(List.of("01-52-54-00-77-00-1a"), KNOWN.fileNames());
        assertEquals(List.of(), BootClient.of(MacAddress.UNKNOWN, "").fileNames());
    }
}
