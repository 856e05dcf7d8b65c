package org.stirrup.dhcp6.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stirrup.dhcp6.codec.Ipv6;

class AddressBookTest {
    private static final Network NETWORK = new Network(Ipv6.parse("fd77::1"), 64);

    private final AddressBook book = new AddressBook();

    @Test
    void aClientHasTheSameAddressAlsoAfterARestartAndFromAnotherAppliance() {
        Inet6Address address = of(NETWORK, 1);
        assertTrue(NETWORK.holds(address), address + " is of the network");
        assertEquals(address, of(NETWORK, 1));
        Network others = new Network(Ipv6.parse("fd77::2"), 64);
        assertEquals(address, new AddressBook().of(others, client(1), Optional.empty(), List.of()));
    }

    @Test
    void noTwoClientsHaveTheSame() {
        Set<Inet6Address> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertTrue(all.add(of(NETWORK, i)), "given twice");
        }
    }

    @Test
    void whatAClientFoundInUseItDoesNotGetAgain() {
        Inet6Address first = of(NETWORK, 1);
        Inet6Address another = of(NETWORK, 2);
        book.decline(client(1));
        assertNotEquals(first, of(NETWORK, 1));
        assertEquals(another, of(NETWORK, 2));
    }

    @Test
    void theAppliancesOwnAddressIsGivenToNobody() {
        Inet6Address wouldBe = of(NETWORK, 1);
        assertNotEquals(wouldBe, of(new Network(wouldBe, 64), 1));
    }

    private static Identity client(int iaid) {
        return new Identity(ByteBuffer.wrap(new byte[] {0, 4, 1, 2, 3}), iaid);
    }

    private Inet6Address of(Network network, int client) {
        return book.of(network, client(client), Optional.empty(), List.of());
    }

    @Test
    void whatIsKeptForSomebodyIsHisUntilHeFindsItInUseAndNobodyElsesEver() {
        Inet6Address kept = Ipv6.parse("fd77::50");
        assertEquals(kept, book.of(NETWORK, client(1), Optional.of(kept), List.of(kept)));
        book.decline(client(1));
        assertNotEquals(kept, book.of(NETWORK, client(1), Optional.of(kept), List.of(kept)));
        Inet6Address wouldBe = of(NETWORK, 2);
        assertNotEquals(wouldBe, book.of(NETWORK, client(2), Optional.empty(), List.of(wouldBe)));
    }
}
