package org.stirrup.lease.embedded.store;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.lease.Lease;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.DamagedLeaseException;
import org.stirrup.lease.embedded.codec.LeaseCodec;
import org.stirrup.lease.embedded.file.LeaseFile;

/**
 * The one thread that changes the file. It takes all changes that wait, tries each, saves them with one sync and then
 * answers all: the more callers, the more changes share a sync. After a failure the file is opened anew for the next
 * changes, so that the store works again as soon as there is room on the disk.
 */
final class Committer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final String name;
    private final Supplier<LeaseFile.Opened> opener;
    private final LeaseIndex index;
    private final WaitingChanges waiting;
    private Optional<LeaseFile> file;
    private volatile Optional<String> failure = Optional.empty();

    Committer(
            String name, LeaseFile file, Supplier<LeaseFile.Opened> opener, LeaseIndex index, WaitingChanges waiting) {
        this.name = name;
        this.opener = opener;
        this.file = Optional.of(file);
        this.index = index;
        this.waiting = waiting;
    }

    /** Why the last changes were not saved; empty when they were. */
    Optional<String> failure() {
        return failure;
    }

    @Override
    public void run() {
        try {
            for (List<Change> batch = waiting.takeAll(); !batch.isEmpty(); batch = waiting.takeAll()) {
                commit(batch);
            }
        } catch (InterruptedException e) {
            LOG.error("The thread that saves leases was interrupted; no lease is given any more until a restart", e);
        } finally {
            waiting.close();
            close();
        }
    }

    private void commit(List<Change> batch) {
        try {
            List<Boolean> made = save(batch);
            if (failure.isPresent()) {
                LOG.info("Leases are saved to {} again", name);
                failure = Optional.empty();
            }
            for (int i = 0; i < made.size(); i++) {
                batch.get(i).done().complete(made.get(i));
            }
        } catch (IOException | DamagedLeaseException | RuntimeException e) {
            fail(e);
        } finally {
            // Also when an error flies through here: nobody waits for ever.
            IOException unsaved = new IOException(failure.orElse("the thread that saves leases failed"));
            batch.forEach(change -> change.done().completeExceptionally(unsaved));
        }
    }

    private List<Boolean> save(List<Change> batch) throws IOException, DamagedLeaseException {
        LeaseFile open = reopened();
        List<Boolean> made = new ArrayList<>(batch.size());
        List<Change> changes = new ArrayList<>(batch.size());
        for (Change change : batch) {
            boolean matches = standing(open, change.address()).equals(change.expected());
            made.add(matches);
            if (matches) {
                changes.add(change);
                make(open, change);
            }
        }
        if (!changes.isEmpty()) {
            open.commit();
            index.apply(changes);
        }
        return made;
    }

    private static Optional<Lease> standing(LeaseFile file, long key) throws DamagedLeaseException {
        Optional<byte[]> bytes = file.get(key);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Inet4Address address = AddressKey.address(key);
        return Optional.of(LeaseCodec.decode(address, bytes.get()));
    }

    private static void make(LeaseFile file, Change change) {
        if (change.next().isPresent()) {
            file.put(change.address(), change.bytes());
        } else {
            file.remove(change.address());
        }
    }

    /** The file; opened anew when it failed, and then the index follows what really is in it. */
    private LeaseFile reopened() throws IOException {
        if (file.isEmpty()) {
            LeaseFile.Opened opened = opener.get();
            if (!(opened instanceof LeaseFile.Opened.Ready ready)) {
                throw new IOException(opened.because());
            }
            ready.file().rewrite();
            index.reset(ready.leases());
            file = Optional.of(ready.file());
        }
        return file.get();
    }

    private void fail(Exception e) {
        String because = e.getMessage() == null ? e.toString() : e.getMessage();
        if (failure.isEmpty()) {
            LOG.error("Leases cannot be saved to {}: {}. No lease is given until they can be", name, because, e);
        }
        failure = Optional.of(because);
        file.ifPresent(LeaseFile::abandon);
        file = Optional.empty();
    }

    private void close() {
        try {
            file.ifPresent(LeaseFile::close);
        } catch (RuntimeException e) {
            LOG.warn("{} was not closed cleanly; nothing is lost: {}", name, e.toString());
        }
    }
}
