package org.stirrup.lease.embedded.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.stirrup.api.lease.Lease;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.LeaseCodec;

/**
 * One compare-and-set, waiting for the committer.
 *
 * @param address its number
 * @param expected what must stand there; empty for nothing
 * @param next what is to stand there; empty for nothing
 * @param bytes {@code next} as stored; empty array for nothing
 * @param before {@code expected} as stored; empty array for nothing
 * @param done completed with whether it was made once that is on stable storage, or with why that is not known
 */
record PendingChange(
        long address,
        Optional<Lease> expected,
        Optional<Lease> next,
        byte[] bytes,
        byte[] before,
        CompletableFuture<Boolean> done) {
    private static final byte[] NOTHING = {};

    static PendingChange of(Optional<Lease> expected, Optional<Lease> next) {
        Lease either = next.or(() -> expected).orElseThrow();
        return new PendingChange(
                AddressKey.of(either.address()),
                expected,
                next,
                next.map(LeaseCodec::encode).orElse(NOTHING),
                expected.map(LeaseCodec::encode).orElse(NOTHING),
                new CompletableFuture<>());
    }
}
