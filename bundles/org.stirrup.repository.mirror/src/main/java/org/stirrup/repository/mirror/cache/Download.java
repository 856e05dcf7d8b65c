package org.stirrup.repository.mirror.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.stirrup.api.content.Resource;

/**
 * A file that comes and is read at the same time, by as many as want it. Its last byte is shown only when it was found
 * good: nobody gets the whole of a file that is not.
 */
public final class Download implements Resource {
    private static final int BLOCK = 64 << 10;

    /** Whether the whole file is what it is to be. */
    @FunctionalInterface
    public interface Judge {
        /** @throws IOException when it is not, with what is wrong */
        void accept(String sha256) throws IOException;
    }

    private final Path part;
    private Path file;
    private final long size;
    private final Instant modified;
    private final long patienceMillis;
    private final Object lock = new Object();
    private long arrived;
    private boolean good;
    private IOException failure;
    private InputStream source;

    /**
     * @param part where it is written
     * @param patienceMillis how long a reader waits for the next bytes
     */
    public Download(Path part, long size, Instant modified, long patienceMillis) {
        this.part = part;
        this.file = part;
        this.size = size;
        this.modified = modified;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Takes the bytes, to their end; readers are served meanwhile.
     *
     * @return SHA-256 in lower-case hex
     * @throws IOException for what readers are told as well
     */
    public String take(InputStream bytes, Judge judge) throws IOException {
        synchronized (lock) {
            source = bytes;
        }
        try (bytes;
                FileChannel to = FileChannel.open(part, StandardOpenOption.WRITE)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK];
            long at = 0;
            for (int count = bytes.read(block); count >= 0; count = bytes.read(block)) {
                if (at + count > size) {
                    throw new IOException("it goes on after " + size + " bytes");
                }
                digest.update(block, 0, count);
                ByteBuffer buffer = ByteBuffer.wrap(block, 0, count);
                while (buffer.hasRemaining()) {
                    at += to.write(buffer, at);
                }
                show(at);
            }
            if (at < size) {
                throw new IOException("it ends after " + at + " of " + size + " bytes");
            }
            to.force(true);
            String sha256 = HexFormat.of().formatHex(digest.digest());
            judge.accept(sha256);
            return sha256;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void show(long now) {
        synchronized (lock) {
            arrived = now;
            lock.notifyAll();
        }
    }

    /** Puts a file that is whole and good where it is kept. */
    @FunctionalInterface
    public interface Keeper {
        /** @return where it lies from now on */
        Path keep() throws IOException;
    }

    /** It is whole and good. */
    public void finish(Keeper keeper) throws IOException {
        // Whoever opens it meanwhile finds it in the one place or in the other.
        synchronized (lock) {
            file = keeper.keep();
            good = true;
            lock.notifyAll();
        }
    }

    /** It comes to nothing; readers are told. */
    public void fail(IOException because) {
        synchronized (lock) {
            failure = because;
            lock.notifyAll();
        }
    }

    /** How many bytes have come. */
    public long arrived() {
        synchronized (lock) {
            return arrived;
        }
    }

    /** Ends a transfer that does not go on: whoever takes its bytes gets an error. */
    public void cut() throws IOException {
        InputStream now;
        synchronized (lock) {
            now = source;
        }
        if (now != null) {
            now.close();
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Instant modified() {
        return modified;
    }

    @Override
    public Content open() throws IOException {
        synchronized (lock) {
            if (failure != null) {
                throw failure();
            }
            return new Reader(FileChannel.open(file, StandardOpenOption.READ));
        }
    }

    private IOException failure() {
        return new IOException(failure.getMessage(), failure);
    }

    /** How far a reader may read from a position; waits until that is at least a byte. */
    private long readable(long position) throws IOException {
        long end = System.nanoTime() + patienceMillis * 1_000_000;
        long seen = -1;
        synchronized (lock) {
            while (true) {
                long shown = good ? size : Math.min(arrived, size - 1);
                if (failure == null && position < shown) {
                    return shown;
                }
                if (failure != null) {
                    throw failure();
                }
                if (arrived != seen) {
                    seen = arrived;
                    end = System.nanoTime() + patienceMillis * 1_000_000;
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IOException("the upstream sent nothing for " + patienceMillis / 1000 + " s, after "
                            + arrived + " of " + size + " bytes");
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while waiting for the upstream", e);
                }
            }
        }
    }

    private final class Reader implements Content {
        private final FileChannel channel;

        Reader(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            if (position >= size) {
                return -1;
            }
            if (!into.hasRemaining()) {
                return 0;
            }
            long until = readable(position);
            int limit = into.limit();
            into.limit(into.position() + (int) Math.min(into.remaining(), until - position));
            try {
                int count = channel.read(into, position);
                if (count < 0) {
                    throw new IOException("the cache lost a part of it");
                }
                return count;
            } finally {
                into.limit(limit);
            }
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            if (position >= size || count <= 0) {
                return 0;
            }
            long until = readable(position);
            return channel.transferTo(position, Math.min(count, until - position), target);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
