package org.stirrup.lease.embedded.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Optional;
import org.h2.store.fs.FileBaseDefault;

/**
 * Lets the bytes of an MVStore reach the disk in an order that survives a loss of power. MVStore takes a chunk for whole
 * when its beginning and its end are there, and looks for the newest one from where the head of the file points to; a
 * disk writes what is not synced in any order. So the end of a chunk is written when the rest of it is on stable
 * storage, and a head when the chunk is that it points to.
 */
final class SealedChannel extends FileBaseDefault {
    /** What a disk writes wholly or not at all. A chunk's end is shorter, and so is each of the head's two copies. */
    private static final int SECTOR = 512;

    private final FileChannel file;
    private Optional<ByteBuffer> head = Optional.empty();

    SealedChannel(FileChannel file) {
        this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
        int length = from.remaining();
        if (position == 0) {
            head = Optional.of(ByteBuffer.allocate(length).put(from).flip());
            return length;
        }
        if (length > SECTOR) {
            ByteBuffer body = from.slice(from.position(), length - SECTOR);
            writeFully(body, position);
            file.force(false);
            from.position(from.limit() - SECTOR);
        }
        writeFully(from, position + length - from.remaining());
        return length;
    }

    private void writeFully(ByteBuffer from, long position) throws IOException {
        long next = position;
        while (from.hasRemaining()) {
            next += file.write(from, next);
        }
    }

    /** The head follows what it points to. */
    @Override
    public synchronized void force(boolean metadata) throws IOException {
        file.force(metadata);
        if (head.isPresent()) {
            writeFully(head.get(), 0);
            file.force(metadata);
            head = Optional.empty();
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public synchronized int read(ByteBuffer into, long position) throws IOException {
        return file.read(into, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        file.truncate(size);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }
}
