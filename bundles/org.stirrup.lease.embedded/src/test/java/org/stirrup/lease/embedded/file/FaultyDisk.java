package org.stirrup.lease.embedded.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBaseDefault;

/** A disk that counts syncs, and that fails when it is told to. */
public final class FaultyDisk implements Disk {
    private final AtomicInteger syncs = new AtomicInteger();
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean syncFails;
    private volatile Optional<PowerCuts> watch = Optional.empty();

    public LeaseFile.Opened open(Path path) {
        return LeaseFile.open(this, path);
    }

    @Override
    public FileChannel open(Path path, StandardOpenOption... how) throws IOException {
        FileChannel below = Disk.REAL.open(path, how);
        return new Below(below, Files.readAllBytes(path));
    }

    /** Calls of {@link FileChannel#force} that succeeded. */
    public int syncs() {
        return syncs.get();
    }

    /** How many bytes can still be written, wherever they go. */
    public void setRoom(long bytes) {
        room.set(bytes);
    }

    public void setSyncFails(boolean fails) {
        syncFails = fails;
    }

    /** Shows it everything that is written from now on; to be called before the file is opened. */
    public void setWatch(PowerCuts cuts) {
        watch = Optional.of(cuts);
    }

    private final class Below extends FileBaseDefault {
        private final FileChannel below;

        Below(FileChannel below, byte[] content) {
            this.below = below;
            watch.ifPresent(cuts -> cuts.opened(content));
        }

        @Override
        public long size() throws IOException {
            return below.size();
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            return below.read(into, position);
        }

        /** Writes what there is room for, as a disk does, before it says that there is none. */
        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            long left = room.get();
            if (left <= 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer part = from.duplicate();
            part.limit((int) Math.min(part.limit(), part.position() + left));
            byte[] bytes = new byte[part.remaining()];
            part.duplicate().get(bytes);
            int count = below.write(part, position);
            watch.ifPresent(cuts -> cuts.written(position, Arrays.copyOf(bytes, count)));
            from.position(from.position() + count);
            room.addAndGet(-count);
            return count;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            if (syncFails) {
                throw new IOException("Input/output error");
            }
            watch.ifPresent(PowerCuts::beforeSync);
            below.force(metadata);
            watch.ifPresent(PowerCuts::synced);
            syncs.incrementAndGet();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            below.truncate(size);
            watch.ifPresent(cuts -> cuts.truncated(size));
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return below.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            below.close();
        }
    }
}
