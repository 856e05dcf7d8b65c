package org.stirrup.lease.embedded.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import org.stirrup.lease.embedded.codec.LogCodec;
import org.stirrup.lease.embedded.codec.LogText;

/** One file of the log, open to be added to. For one thread at a time, which must not be interrupted. */
final class LeaseLog implements Closeable {
    private static final int BLOCK = 1 << 16;

    private final FileChannel channel;
    private ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private long end;
    private long commit;
    private boolean trusted = true;

    private LeaseLog(FileChannel channel, long end, long commit) {
        this.channel = channel;
        this.end = end;
        this.commit = commit;
    }

    /** Goes on with a log that was read; a torn end is cut off. */
    static LeaseLog append(Disk disk, Path path, LogText text) throws IOException {
        FileChannel channel = disk.open(path, StandardOpenOption.WRITE);
        LeaseLog log = new LeaseLog(channel, text.end(), text.commit());
        try {
            if (channel.size() > text.end()) {
                channel.truncate(text.end());
                // The commit whose rest was cut off is over.
                log.mark();
                channel.force(true);
            }
            return log;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Writes a log anew; it is on stable storage when this returns.
     *
     * @param standing all leases, each once
     * @param commit the number of the last commit that they are the outcome of, at least 2. They are written under a
     *     number two below it, so that damage in the last of them is not taken for a torn end
     */
    static LeaseLog make(Disk disk, Path path, Iterator<Standing> standing, long commit) throws IOException {
        FileChannel channel = disk.open(
                path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        LeaseLog log = new LeaseLog(channel, 0, commit - 1);
        try {
            log.block.put(LogText.TITLE.getBytes(StandardCharsets.US_ASCII));
            while (standing.hasNext()) {
                Standing one = standing.next();
                log.room(LogCodec.length(one.lease()));
                LogCodec.write(log.block, commit - 2, 0, one.address(), one.lease());
            }
            log.flush();
            log.mark();
            channel.force(true);
            return log;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    long end() {
        return end;
    }

    /** Number of the last commit. */
    long lastCommit() {
        return commit;
    }

    /**
     * Whether all that was confirmed is surely in it. After a failed sync the system takes pages for written that are
     * not, and never tries them again (fsync(2)): the log has to be made anew then.
     */
    boolean isTrusted() {
        return trusted;
    }

    void distrust() {
        trusted = false;
    }

    /** Writes changes and syncs them, as one commit. When it fails, the log ends where it did before, or is not trusted. */
    void commit(List<Standing> changes) throws IOException {
        long before = end;
        try {
            int left = changes.size();
            for (Standing change : changes) {
                room(LogCodec.length(change.lease()));
                LogCodec.write(block, commit + 1, --left, change.address(), change.lease());
            }
            flush();
        } catch (IOException | RuntimeException e) {
            block.clear();
            cut(before, e);
            throw e;
        }
        sync();
        commit++;
    }

    private void cut(long before, Exception because) {
        try {
            channel.truncate(before);
            end = before;
        } catch (IOException e) {
            trusted = false;
            because.addSuppressed(e);
        }
    }

    /** Takes what another log got after a position, with its numbers. */
    void takeOver(FileChannel other, long from, long to, long lastCommit) throws IOException {
        for (long at = from; at < to; ) {
            block.clear().limit((int) Math.min(block.capacity(), to - at));
            int count = other.read(block, at);
            if (count < 0) {
                throw new IOException("the log ends at byte " + at + " and not at " + to);
            }
            at += count;
            flush();
        }
        commit = lastCommit;
        sync();
    }

    private void sync() throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            trusted = false;
            throw e;
        }
    }

    private void mark() throws IOException {
        LogCodec.writeMark(block, commit + 1);
        flush();
        commit++;
    }

    private void room(int length) throws IOException {
        if (block.remaining() < length) {
            flush();
        }
        if (block.capacity() < length) {
            block = ByteBuffer.allocateDirect(length);
        }
    }

    private void flush() throws IOException {
        block.flip();
        while (block.hasRemaining()) {
            end += channel.write(block, end);
        }
        block.clear();
    }

    /** Says at its end that nothing is missing there: without, a damaged last commit looks like a torn one. */
    void finish() throws IOException {
        if (trusted) {
            mark();
            sync();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
