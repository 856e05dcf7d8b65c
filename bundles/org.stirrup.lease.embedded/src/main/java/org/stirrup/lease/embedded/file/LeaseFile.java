package org.stirrup.lease.embedded.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SingleFileStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.stirrup.api.lease.Lease;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.DamagedLeaseException;
import org.stirrup.lease.embedded.codec.LeaseCodec;

/**
 * The file that holds the leases, an MVStore with one map: address to {@link LeaseCodec}'s bytes. Changes are kept in
 * memory until {@link #commit}, which returns when they are on stable storage. For one thread at a time; that thread
 * must not be interrupted, since an interrupt closes the channel below MVStore.
 */
public final class LeaseFile implements AutoCloseable {
    /** Nothing but a few pages is read again after opening. */
    private static final int CACHE_MEGABYTES = 2;

    /** The head of the file may point to a commit that is 20 old (MVStore), and all from there on must be whole. */
    private static final int COMMITS_KEPT = 32;

    private final MVStore store;
    private final MVMap<Long, byte[]> leases;

    private LeaseFile(MVStore store) {
        this.store = store;
        this.leases = store.openMap(
                "leases",
                new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
    }

    /** What became of an attempt to open it. */
    public sealed interface Opened {
        /** Why it is not open, for a person; "it is open" when it is. */
        String because();

        /** Open, and every lease in it is readable. */
        record Ready(LeaseFile file, List<Lease> leases) implements Opened {
            @Override
            public String because() {
                return "it is open";
            }
        }

        /** Another process has it. @param because "process 4711 (java) has it open" */
        record Locked(String because) implements Opened {}

        /** Its content is not what was written. The file is left as it is. @param because what is wrong in it */
        record Damaged(String because) implements Opened {}

        /** It cannot be opened for a reason that lies outside it. @param because "Permission denied" */
        record Unusable(String because) implements Opened {}
    }

    /** Opens the file, or makes it when there is none, and reads every lease once. */
    public static Opened open(Path path) {
        return open(path, path.toString());
    }

    /** @param name of the path for MVStore, which may name a file system of its own */
    static Opened open(Path path, String name) {
        MVStore store = null;
        try {
            if (!Files.exists(path)) {
                make(path, name);
            }
            if (!Files.isWritable(path)) {
                return new Opened.Unusable("no permission to write to it");
            }
            if (Files.size(path) == 0) {
                return new Opened.Damaged("it is empty, which no lease file ever is");
            }
            store = open(name);
            long missing = missingCommits(store);
            if (missing > 0) {
                return refuse(store, new Opened.Damaged("the last " + missing + " changes or more are missing in it"));
            }
            LeaseFile file = new LeaseFile(store);
            return new Opened.Ready(file, file.readAll());
        } catch (IOException e) {
            return refuse(store, new Opened.Unusable(Failures.text(e)));
        } catch (DamagedLeaseException e) {
            return refuse(store, new Opened.Damaged(e.getMessage()));
        } catch (MVStoreException e) {
            return refuse(store, refusal(path, e));
        } catch (RuntimeException e) {
            // Some damage goes deeper than MVStore looks for it.
            return refuse(store, new Opened.Damaged("it cannot be understood: " + e));
        }
    }

    /** A file is under its name only when it is whole: a crash at the first start leaves no damaged one. */
    private static void make(Path path, String name) throws IOException {
        Files.createDirectories(path.getParent());
        String suffix = ".new";
        Path unborn = path.resolveSibling(path.getFileName() + suffix);
        Files.deleteIfExists(unborn);
        try (LeaseFile file = new LeaseFile(open(name + suffix))) {
            file.commit();
        }
        Files.move(unborn, path, StandardCopyOption.ATOMIC_MOVE);
        // Without it the file's name may be lost with the power although its bytes are not.
        try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static MVStore open(String name) {
        SingleFileStore file = new SingleFileStore(Map.of("cacheSize", CACHE_MEGABYTES));
        file.open(SealedPath.of(name), false, null);
        MVStore store;
        try {
            store = new MVStore.Builder()
                    .adoptFileStore(file)
                    .autoCommitDisabled()
                    .open();
        } catch (RuntimeException e) {
            // MVStore leaves the file locked where damage surprises it; a mended one could not be opened then.
            file.close();
            throw e;
        }
        // What is free is written to again by the count of commits and not of seconds: each is synced before the next.
        store.setRetentionTime(0);
        store.setVersionsToKeep(COMMITS_KEPT);
        return store;
    }

    /**
     * How many commits that the head of the file knows of are not in the rest of it, such as in a file that was cut
     * short: MVStore silently goes back to the last that is.
     */
    private static long missingCommits(MVStore store) {
        return DataUtils.readHexLong(store.getFileStore().getStoreHeader(), "version", 0) - store.getCurrentVersion();
    }

    private static Opened refuse(MVStore store, Opened because) {
        if (store != null) {
            store.closeImmediately();
        }
        return because;
    }

    private static Opened refusal(Path path, MVStoreException e) {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new Opened.Locked(LockHolder.of(path)
                        .map(holder -> holder + " has it open")
                        .orElse("another process has it open"));
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_UNSUPPORTED_FORMAT,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_BLOCK_NOT_FOUND,
                    DataUtils.ERROR_SERIALIZATION,
                    DataUtils.ERROR_INTERNAL -> new Opened.Damaged(Failures.text(e));
            default ->
                e.getCause() instanceof EOFException
                        ? new Opened.Damaged("it ends too early")
                        : new Opened.Unusable(Failures.text(e));
        };
    }

    private List<Lease> readAll() throws DamagedLeaseException {
        List<Lease> all = new ArrayList<>(leases.size());
        for (Map.Entry<Long, byte[]> entry : leases.entrySet()) {
            all.add(LeaseCodec.decode(AddressKey.address(entry.getKey()), entry.getValue()));
        }
        return all;
    }

    public Optional<byte[]> get(long address) {
        return Optional.ofNullable(leases.get(address));
    }

    public void put(long address, byte[] lease) {
        leases.put(address, lease);
    }

    public void remove(long address) {
        leases.remove(address);
    }

    /**
     * Saves what was changed since the last time.
     *
     * @throws IOException when it is not known to be saved; the file is closed then and has to be opened anew
     */
    public void commit() throws IOException {
        try {
            store.commit();
            store.sync();
        } catch (MVStoreException e) {
            store.closeImmediately();
            throw new IOException(Failures.text(e), e);
        }
    }

    /**
     * Writes everything anew. After a failed sync the system takes pages for written that are not, and never tries them
     * again (fsync(2)): whatever is to last must not lean on them.
     *
     * @throws IOException as {@link #commit}
     */
    public void rewrite() throws IOException {
        for (Map.Entry<Long, byte[]> entry : leases.entrySet()) {
            leases.put(entry.getKey(), entry.getValue());
        }
        store.setStoreVersion(store.getStoreVersion() + 1);
        commit();
    }

    /** Closes it without saving what was not committed. */
    public void abandon() {
        store.closeImmediately();
    }

    @Override
    public void close() {
        store.close();
    }
}
