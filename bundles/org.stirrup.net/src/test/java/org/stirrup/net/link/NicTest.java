package org.stirrup.net.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.net.Link;

class NicTest {
    @Test
    void isServedWithItsFirstAddress() {
        assertEquals(
                Optional.of(link("10.0.0.1")),
                nic("eth1", true, "10.0.0.1", "10.0.0.2").link(Optional.empty()));
    }

    @Test
    void keepsTheAddressItWasServedWith() {
        Optional<Link> before = Optional.of(link("10.0.0.2"));

        assertEquals(before, nic("eth1", true, "10.0.0.1", "10.0.0.2").link(before));
        assertEquals(
                Optional.of(link("10.0.0.1")), nic("eth1", true, "10.0.0.1").link(before));
    }

    @Test
    void aGivenAddressGoesBeforeASelfAssignedOne() {
        assertEquals(
                Optional.of(link("10.0.0.1")),
                nic("eth1", true, "169.254.7.7", "10.0.0.1").link(Optional.empty()));
        assertEquals(
                Optional.of(link("169.254.7.7")),
                nic("eth1", true, "169.254.7.7").link(Optional.empty()));
    }

    @Test
    void isNotServedWhileDownOrWithoutAnAddress() {
        assertEquals(Optional.empty(), nic("eth1", false, "10.0.0.1").link(Optional.empty()));
        assertEquals(Optional.empty(), nic("eth1", true).link(Optional.empty()));
    }

    static Nic nic(String name, boolean up, String... addresses) {
        return new Nic(
                name,
                7,
                up,
                Arrays.stream(addresses)
                        .map(a -> new Nic.Assigned(address(a), 24))
                        .toList());
    }

    static Link link(String address) {
        return new Link("eth1", 7, address(address), 24);
    }

    static Inet4Address address(String text) {
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
