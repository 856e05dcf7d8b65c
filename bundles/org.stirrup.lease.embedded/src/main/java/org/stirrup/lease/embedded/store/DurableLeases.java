package org.stirrup.lease.embedded.store;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.embedded.file.LeaseFile;

/**
 * Leases in a file of this machine, answered from memory, changed through {@link Committer}. What a reader sees is on
 * stable storage: a change appears after it was saved, and before its caller returns.
 */
public final class DurableLeases implements LeaseBackend, AutoCloseable {
    static final String NAME = "embedded";

    private final String name;
    private final LeaseIndex index;
    private final WaitingChanges waiting = new WaitingChanges();
    private final Committer committer;
    private final Thread thread;

    /**
     * @param name of the file, for people
     * @param opened is closed with this store
     */
    public DurableLeases(String name, LeaseFile.Opened.Ready opened) {
        this.name = name;
        index = new LeaseIndex(opened.leases());
        committer = new Committer(name, opened.file(), index, waiting);
        thread = new Thread(committer, "stirrup-leases");
        thread.start();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean insert(Lease lease) throws LeaseStoreException {
        return change(Optional.empty(), Optional.of(lease));
    }

    @Override
    public boolean replace(Lease expected, Lease next) throws LeaseStoreException {
        if (!expected.address().equals(next.address())) {
            throw new IllegalArgumentException(
                    "a lease of " + expected.address().getHostAddress() + " cannot become one of "
                            + next.address().getHostAddress());
        }
        return change(Optional.of(expected), Optional.of(next));
    }

    @Override
    public boolean remove(Lease expected) throws LeaseStoreException {
        return change(Optional.of(expected), Optional.empty());
    }

    private boolean change(Optional<Lease> expected, Optional<Lease> next) throws LeaseStoreException {
        return made(List.of(PendingChange.of(expected, next))).get(0);
    }

    @Override
    public List<Boolean> change(List<LeaseBackend.Change> changes) throws LeaseStoreException {
        return made(changes.stream()
                .map(change -> PendingChange.of(change.expected(), Optional.of(change.next())))
                .toList());
    }

    private List<Boolean> made(List<PendingChange> changes) throws LeaseStoreException {
        if (!waiting.add(changes)) {
            throw new LeaseStoreException("lease not saved: " + name + " is closed", null);
        }
        List<Boolean> made = new ArrayList<>(changes.size());
        for (PendingChange change : changes) {
            made.add(made(change));
        }
        return made;
    }

    private boolean made(PendingChange change) throws LeaseStoreException {
        try {
            return change.done().join();
        } catch (CompletionException e) {
            throw new LeaseStoreException(
                    "lease not saved to " + name + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public Optional<Lease> byAddress(Inet4Address address) {
        return index.byAddress(address);
    }

    @Override
    public List<Lease> byClient(ClientKey client) {
        return index.byClient(client);
    }

    @Override
    public List<Lease> expired(Instant now, int limit) {
        return index.expired(now, limit);
    }

    @Override
    public List<Lease> page(Optional<Inet4Address> after, int limit) {
        return index.page(after, limit);
    }

    /** How many leases there are, of any state. */
    public int size() {
        return index.size();
    }

    /** Why the last change was not saved: "No space left on device"; empty when it was. */
    public Optional<String> failure() {
        return committer.failure();
    }

    /** Saves what was asked for so far and closes the file; later changes are refused. */
    @Override
    public void close() {
        waiting.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The file has to be free for whoever opens it next, such as the updated bundle.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
