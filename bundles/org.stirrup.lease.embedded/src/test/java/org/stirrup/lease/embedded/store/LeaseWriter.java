package org.stirrup.lease.embedded.store;

import java.nio.file.Path;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.embedded.file.LeaseFile;
import org.stirrup.testkit.lease.Leases;

/**
 * A process that writes leases as fast as it can until it is killed, and says which were confirmed: a line each of
 * address, version and {@link #END}. A lease is inserted at version 0 and replaced by versions 1 and 2.
 */
final class LeaseWriter {
    static final String END = ".";

    private static final int VERSIONS = 3;

    /** Addresses of one round's one thread. */
    private static final int SHARE = 1 << 14;

    private LeaseWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path path = Path.of(arguments[0]);
        int round = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        LeaseFile.Opened.Ready ready = (LeaseFile.Opened.Ready) LeaseFile.open(path);
        DurableLeases store = new DurableLeases(path.toString(), ready);
        for (int thread = 0; thread < threads; thread++) {
            int first = (round * threads + thread) * SHARE;
            new Thread(() -> write(store, first)).start();
        }
    }

    private static void write(DurableLeases store, int first) {
        try {
            for (int number = first; number < first + SHARE; number++) {
                Lease lease = Leases.bound(Leases.address(number), number, Leases.NOON);
                confirm(store.insert(lease), lease);
                for (int version = 1; version < VERSIONS; version++) {
                    Lease next = Leases.bound(lease.address(), number, Leases.NOON.plusSeconds(version));
                    confirm(store.replace(lease, next), next);
                    lease = next;
                }
            }
        } catch (LeaseStoreException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void confirm(boolean made, Lease lease) {
        if (!made) {
            throw new IllegalStateException(lease + " was not made");
        }
        // One call: lines of several threads are never mixed.
        System.out.println(lease.address().getHostAddress() + " " + version(lease) + " " + END);
    }

    static int version(Lease lease) {
        return (int) (lease.starts().getEpochSecond() - Leases.NOON.getEpochSecond());
    }
}
