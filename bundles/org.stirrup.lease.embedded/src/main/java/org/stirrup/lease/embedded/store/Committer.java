package org.stirrup.lease.embedded.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.lease.embedded.file.LeaseFile;
import org.stirrup.lease.embedded.file.Standing;

/**
 * The one thread that changes the file. It takes all changes that wait, tries each, saves them with one sync and then
 * answers all: the more callers, the more changes share a sync. After a failure the next changes are tried like any
 * other, so that the store works again as soon as there is room on the disk.
 */
final class Committer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final String name;
    private final LeaseFile file;
    private final LeaseIndex index;
    private final WaitingChanges waiting;
    private Optional<Renewal> renewal = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    Committer(String name, LeaseFile file, LeaseIndex index, WaitingChanges waiting) {
        this.name = name;
        this.file = file;
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
            for (List<PendingChange> batch = waiting.takeAll(); !batch.isEmpty(); batch = waiting.takeAll()) {
                commit(batch);
                renew();
            }
        } catch (InterruptedException e) {
            LOG.error("The thread that saves leases was interrupted; no lease is given any more until a restart", e);
        } finally {
            waiting.close();
            close();
        }
    }

    private void commit(List<PendingChange> batch) throws InterruptedException {
        try {
            List<Boolean> made = save(batch);
            if (failure.isPresent()) {
                LOG.info("Leases are saved to {} again", name);
                failure = Optional.empty();
            }
            for (int i = 0; i < made.size(); i++) {
                batch.get(i).done().complete(made.get(i));
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        } finally {
            // Also when an error flies through here: nobody waits for ever.
            IOException unsaved = new IOException(failure.orElse("the thread that saves leases failed"));
            batch.stream().filter(change -> !change.done().isDone()).forEach(change -> change.done()
                    .completeExceptionally(unsaved));
        }
    }

    private List<Boolean> save(List<PendingChange> batch) throws IOException, InterruptedException {
        if (file.isDoubtful()) {
            dropRenewal();
            file.rewrite(index.all());
        }
        List<Boolean> made = new ArrayList<>(batch.size());
        List<PendingChange> changes = new ArrayList<>(batch.size());
        List<Standing> standing = new ArrayList<>(batch.size());
        // What stands for an address when the changes before it in the same batch are made.
        Map<Long, byte[]> ahead = new HashMap<>();
        for (PendingChange change : batch) {
            byte[] now = ahead.getOrDefault(change.address(), index.stored(change.address()));
            boolean matches = Arrays.equals(now, change.before());
            made.add(matches);
            if (matches) {
                ahead.put(change.address(), change.bytes());
                changes.add(change);
                standing.add(new Standing(change.address(), change.bytes()));
            }
        }
        if (!changes.isEmpty()) {
            file.commit(standing);
            index.apply(changes);
        }
        return made;
    }

    /** Keeps the file short; whether that succeeds matters to nobody who waits. */
    private void renew() throws InterruptedException {
        try {
            if (renewal.isPresent() && file.isDoubtful()) {
                dropRenewal();
            } else if (renewal.isPresent() && renewal.get().isOver()) {
                Renewal over = renewal.get();
                renewal = Optional.empty();
                over.take();
            } else if (renewal.isEmpty() && file.isLong() && !file.isDoubtful()) {
                renewal = Optional.of(Renewal.start(name, file, index));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be made shorter: {}. It is written anew before the next lease", name, e.toString());
        }
    }

    private void dropRenewal() throws InterruptedException, IOException {
        if (renewal.isPresent()) {
            renewal.get().drop();
            renewal = Optional.empty();
        }
    }

    private void fail(Exception e) {
        String because = e.getMessage() == null ? e.toString() : e.getMessage();
        if (failure.isEmpty()) {
            LOG.error("Leases cannot be saved to {}: {}. No lease is given until they can be", name, because, e);
        }
        failure = Optional.of(because);
    }

    private void close() {
        try {
            dropRenewal();
        } catch (IOException e) {
            LOG.warn("{} was not closed cleanly; nothing is lost: {}", name, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            file.close();
        }
    }
}
