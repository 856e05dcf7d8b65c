package org.stirrup.dhcp6.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stirrup.dhcp6.codec.Ipv6;

class AddressBookTest {
    private static final Network NETWORK = new Network(Ipv6.parse("fd77::1"), 64);

    private final AddressBook book = new AddressBook();

    @Test
    void aClientHasTheSameAddressAlsoAfterARestartAndFromAnotherAppliance() {
        Inet6Address address = book.of(NETWORK, client(1));
        assertTrue(NETWORK.holds(address), address + " is of the network");
        assertEquals(address, book.of(NETWORK, client(1)));
        Network others = new Network(Ipv6.parse("fd77::2"), 64);
        assertEquals(address, new AddressBook().of(others, client(1)));
    }

    @Test
    void noTwoClientsHaveTheSame() {
        Set<Inet6Address> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertTrue(all.add(book.of(NETWORK, client(i))), "given twice");
        }
    }

    @Test
    void whatAClientFoundInUseItDoesNotGetAgain() {
        Inet6Address first = book.of(NETWORK, client(1));
        Inet6Address another = book.of(NETWORK, client(2));
        book.decline(client(1));
        assertNotEquals(first, book.of(NETWORK, client(1)));
        assertEquals(another, book.of(NETWORK, client(2)));
    }

    @Test
    void theAppliancesOwnAddressIsGivenToNobody() {
        Inet6Address wouldBe = book.of(NETWORK, client(1));
        assertNotEquals(wouldBe, book.of(new Network(wouldBe, 64), client(1)));
    }

    private static Identity client(int iaid) {
        return new Identity(ByteBuffer.wrap(new byte[] {0, 4, 1, 2, 3}), iaid);
    }
}
