package org.stirrup.testkit.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.testkit.lease.Leases.NOON;
import static org.stirrup.testkit.lease.Leases.address;
import static org.stirrup.testkit.lease.Leases.bound;
import static org.stirrup.testkit.lease.Leases.in;
import static org.stirrup.testkit.lease.Leases.mac;
import static org.stirrup.testkit.lease.Leases.to;
import static org.stirrup.testkit.lease.Leases.until;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStoreException;

/**
 * What every {@link LeaseBackend} does for one caller. A provider's test extends {@link LeaseStoreUnderStressContract},
 * which has this and what happens with many callers, crashes and full disks.
 */
public abstract class LeaseStoreContract {
    /** The store under test; replaced by {@link #reopen}. */
    protected LeaseBackend store;

    /** Opens the store over what it held when it was last closed; empty at the first call of a test. */
    protected abstract LeaseBackend open() throws Exception;

    /** Closes a store that {@link #open} gave. */
    protected abstract void close(LeaseBackend store) throws Exception;

    @BeforeEach
    final void openFirst() throws Exception {
        store = open();
    }

    @AfterEach
    final void closeLast() throws Exception {
        close(store);
    }

    protected final void reopen() throws Exception {
        close(store);
        store = open();
    }

    @Test
    void isEmptyAtFirst() throws LeaseStoreException {
        assertEquals(Optional.empty(), store.byAddress(address("10.0.0.1")));
        assertEquals(List.of(), store.byClient(ClientKey.of(mac(1))));
        assertEquals(List.of(), store.expired(Instant.MAX, 10));
        assertEquals(List.of(), store.page(Optional.empty(), 10));
    }

    @Test
    void insertsWhereNothingIs() throws LeaseStoreException {
        Lease lease = bound("10.0.0.1", 1);
        assertTrue(store.insert(lease));
        assertEquals(Optional.of(lease), store.byAddress(lease.address()));
        assertEquals(List.of(lease), store.byClient(lease.client()));
        assertEquals(List.of(lease), store.page(Optional.empty(), 10));
    }

    @Test
    void doesNotInsertWhereALeaseIs() throws LeaseStoreException {
        Lease first = bound("10.0.0.1", 1);
        assertTrue(store.insert(first));
        assertFalse(store.insert(to(first, 2)));
        assertFalse(store.insert(first), "not even the same one");
        assertEquals(Optional.of(first), store.byAddress(first.address()));
        assertEquals(List.of(), store.byClient(ClientKey.of(mac(2))));
    }

    @Test
    void replacesWhatIsExpected() throws LeaseStoreException {
        Lease before = bound("10.0.0.1", 1);
        Lease after = to(before, 2);
        store.insert(before);
        assertTrue(store.replace(before, after));
        assertEquals(Optional.of(after), store.byAddress(before.address()));
        assertEquals(List.of(), store.byClient(before.client()));
        assertEquals(List.of(after), store.byClient(after.client()));
        assertEquals(List.of(after), store.page(Optional.empty(), 10), "one lease for one address");
    }

    @Test
    void doesNotReplaceWhatIsNotExpected() throws LeaseStoreException {
        Lease stands = bound("10.0.0.1", 1);
        assertFalse(store.replace(stands, to(stands, 2)), "nothing stands there");
        assertEquals(Optional.empty(), store.byAddress(stands.address()));

        store.insert(stands);
        Lease almost = until(stands, stands.expires().map(end -> end.plusNanos(1)));
        assertFalse(store.replace(almost, to(stands, 2)), "a nanosecond off");
        assertFalse(store.replace(in(stands, Lease.State.RELEASED), to(stands, 2)), "another state");
        assertEquals(Optional.of(stands), store.byAddress(stands.address()));
    }

    @Test
    void refusesToMoveALeaseToAnotherAddress() throws LeaseStoreException {
        Lease here = bound("10.0.0.1", 1);
        store.insert(here);
        assertThrows(IllegalArgumentException.class, () -> store.replace(here, bound("10.0.0.2", 1)));
        assertEquals(List.of(here), store.page(Optional.empty(), 10));
    }

    @Test
    void removesWhatIsExpected() throws LeaseStoreException {
        Lease lease = bound("10.0.0.1", 1);
        assertFalse(store.remove(lease), "nothing stands there");
        store.insert(lease);
        assertFalse(store.remove(to(lease, 2)), "something else stands there");
        assertTrue(store.remove(lease));
        assertEquals(Optional.empty(), store.byAddress(lease.address()));
        assertEquals(List.of(), store.byClient(lease.client()));
        assertEquals(List.of(), store.expired(Instant.MAX, 10));
        assertTrue(store.insert(lease), "the address is free again");
    }

    @Test
    void givesAClientsLeasesTheLatestFirst() throws LeaseStoreException {
        Lease morning = bound(address("10.0.0.9"), 1, NOON.minusSeconds(7200));
        Lease noon = bound(address("10.1.0.1"), 1, NOON);
        Lease evening = bound(address("10.0.0.5"), 1, NOON.plusSeconds(7200));
        for (Lease lease : List.of(noon, evening, morning, bound("10.0.0.7", 2))) {
            store.insert(lease);
        }
        assertEquals(List.of(evening, noon, morning), store.byClient(ClientKey.of(mac(1))));
    }

    @Test
    void knowsClientsByIdentifierToo() throws Exception {
        ClientKey key = ClientKey.of(new byte[] {(byte) 0xff, 0, 1, 2, 3});
        Lease lease = new Lease(
                address("10.0.0.1"), key, mac(1), Optional.empty(), Lease.State.BOUND, NOON, Optional.empty());
        store.insert(lease);
        reopen();
        assertEquals(List.of(lease), store.byClient(key));
    }

    @Test
    void givesWhatIsOverTheLongestFirst() throws LeaseStoreException {
        Lease first = until(bound("10.0.0.9", 1), Optional.of(NOON.minusSeconds(3)));
        Lease second = in(until(bound("10.0.0.1", 2), Optional.of(NOON.minusSeconds(2))), Lease.State.RELEASED);
        Lease now = in(until(bound("10.0.0.5", 3), Optional.of(NOON)), Lease.State.DECLINED);
        Lease later = until(bound("10.0.0.2", 4), Optional.of(NOON.plusNanos(1)));
        Lease never = until(bound("10.0.0.3", 5), Optional.empty());
        for (Lease lease : List.of(never, second, later, now, first)) {
            store.insert(lease);
        }
        assertEquals(List.of(first, second, now), store.expired(NOON, 10));
        assertEquals(List.of(first, second), store.expired(NOON, 2));
        assertEquals(List.of(), store.expired(NOON.minusSeconds(4), 10));
    }

    @Test
    void neverEndsALeaseWithoutAnEnd() throws LeaseStoreException {
        Lease never = until(bound("10.0.0.3", 5), Optional.empty());
        store.insert(never);
        assertEquals(List.of(), store.expired(Instant.MAX, 10));
        Lease ends = until(never, Optional.of(NOON));
        assertTrue(store.replace(never, ends));
        assertEquals(List.of(ends), store.expired(NOON, 10));
        assertTrue(store.replace(ends, never));
        assertEquals(List.of(), store.expired(Instant.MAX, 10));
    }

    @Test
    void keepsTwoThatEndTogether() throws LeaseStoreException {
        Lease one = bound("10.0.0.1", 1);
        Lease two = bound("10.0.0.2", 2);
        store.insert(two);
        store.insert(one);
        assertEquals(List.of(one, two), store.expired(NOON.plus(Duration.ofDays(1)), 10), "a tie goes by the address");
    }

    @Test
    void turnsPagesInOrderOfAddress() throws LeaseStoreException {
        List<Lease> sorted = new ArrayList<>();
        for (String text : List.of("0.0.0.0", "9.255.255.255", "10.0.0.2", "10.0.0.10", "127.0.0.1", "128.0.0.0")) {
            sorted.add(bound(text, sorted.size()));
        }
        sorted.add(bound("255.255.255.255", 99));
        for (Lease lease :
                List.of(6, 2, 4, 0, 5, 1, 3).stream().map(sorted::get).toList()) {
            store.insert(lease);
        }
        List<Lease> read = new ArrayList<>();
        for (List<Lease> page = store.page(Optional.empty(), 3);
                !page.isEmpty();
                page = store.page(Optional.of(page.get(page.size() - 1).address()), 3)) {
            assertTrue(page.size() <= 3);
            read.addAll(page);
        }
        assertEquals(sorted, read);
        assertEquals(
                sorted.subList(3, 7), store.page(Optional.of(address("10.0.0.3")), 10), "after an address without one");
    }

    @Test
    void keepsEverythingWhenReopened() throws Exception {
        Lease bound = bound("10.0.0.1", 1);
        Lease never = until(bound("10.0.0.2", 2), Optional.empty());
        Lease declined = in(bound("10.0.0.3", 3), Lease.State.DECLINED);
        Lease gone = bound("10.0.0.4", 4);
        Lease changed = bound("10.0.0.5", 5);
        for (Lease lease : List.of(bound, never, declined, gone, changed)) {
            store.insert(lease);
        }
        store.remove(gone);
        store.replace(changed, in(changed, Lease.State.RELEASED));
        reopen();
        assertEquals(
                List.of(bound, never, declined, in(changed, Lease.State.RELEASED)), store.page(Optional.empty(), 10));
        assertEquals(List.of(bound), store.byClient(bound.client()));
        assertEquals(3, store.expired(Instant.MAX, 10).size());
        assertTrue(store.replace(bound, to(bound, 7)), "what is read back is what was written, to the nanosecond");
    }

    @Test
    void keepsOddHostNames() throws Exception {
        Lease odd = new Lease(
                address("10.0.0.1"),
                ClientKey.of(mac(1)),
                mac(1),
                Optional.of("zażółć \u0000\n\"'\\ 日本\ud83d\ude00".repeat(8)),
                Lease.State.BOUND,
                Instant.EPOCH,
                Optional.of(Instant.parse("2106-02-07T06:28:15Z")));
        store.insert(odd);
        reopen();
        assertEquals(Optional.of(odd), store.byAddress(odd.address()));
    }
}
