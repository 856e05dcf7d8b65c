package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.engine.LeaseChange;

/**
 * Saves leases for everybody, so that nobody who decides waits for the disk: what comes while the store is busy is
 * saved together, with one sync. Safe for many threads.
 */
final class Saver {
    /** As many changes as are asked of a store at once; the first of them waits until the last is written. */
    private static final int MOST = 256;

    /** What became of a change. */
    sealed interface Outcome {
        /** It is on stable storage. */
        record Saved() implements Outcome {}

        /** The store no longer held what was decided on; nothing is changed. */
        record Overtaken() implements Outcome {}

        /** It is not known to be saved. */
        record Failed(LeaseStoreException because) implements Outcome {}
    }

    private record Wish(LeaseStore store, LeaseChange change, Consumer<Outcome> then) {
        Inet4Address address() {
            return change.next().address();
        }
    }

    private final BlockingQueue<Wish> waiting;
    private final Executor executor;
    private final Semaphore idle;

    /**
     * @param executor of the threads that wait for the store; what is done with an outcome is done there too
     * @param width how many of them may do so at once: one sends replies while another waits for the disk
     * @param depth how many changes may wait
     */
    Saver(Executor executor, int width, int depth) {
        this.executor = executor;
        this.idle = new Semaphore(width);
        this.waiting = new LinkedBlockingQueue<>(depth);
    }

    /**
     * Asks for a change.
     *
     * @param then told once what became of it
     * @return false when too many wait already; nothing is changed then, nor told
     */
    boolean save(LeaseStore store, LeaseChange change, Consumer<Outcome> then) {
        if (!waiting.offer(new Wish(store, change, then))) {
            return false;
        }
        begin();
        return true;
    }

    private void begin() {
        if (idle.tryAcquire()) {
            executor.execute(this::work);
        }
    }

    private void work() {
        do {
            try {
                for (List<Wish> batch = next(); !batch.isEmpty(); batch = next()) {
                    save(batch);
                }
            } finally {
                idle.release();
            }
            // Once more for what came when this was about to end.
        } while (!waiting.isEmpty() && idle.tryAcquire());
    }

    private List<Wish> next() {
        List<Wish> batch = new ArrayList<>();
        waiting.drainTo(batch, MOST);
        return batch;
    }

    /** An address that is asked for twice is changed twice, one after the other. */
    private static void save(List<Wish> batch) {
        List<Wish> now = new ArrayList<>();
        List<Wish> later = new ArrayList<>();
        Set<Inet4Address> addresses = new HashSet<>();
        LeaseStore store = batch.get(0).store();
        for (Wish wish : batch) {
            (wish.store() == store && addresses.add(wish.address()) ? now : later).add(wish);
        }
        List<Outcome> outcomes = outcomes(store, now);
        for (int i = 0; i < now.size(); i++) {
            now.get(i).then().accept(outcomes.get(i));
        }
        if (!later.isEmpty()) {
            save(later);
        }
    }

    private static List<Outcome> outcomes(LeaseStore store, List<Wish> wishes) {
        try {
            return store
                    .change(wishes.stream().map(wish -> wish.change().change()).toList())
                    .stream()
                    .<Outcome>map(made -> made ? new Outcome.Saved() : new Outcome.Overtaken())
                    .toList();
        } catch (LeaseStoreException e) {
            return failed(wishes, e);
        } catch (RuntimeException e) {
            return failed(wishes, new LeaseStoreException("the lease store failed: " + e, e));
        }
    }

    private static List<Outcome> failed(List<Wish> wishes, LeaseStoreException because) {
        return Collections.nCopies(wishes.size(), new Outcome.Failed(because));
    }
}
