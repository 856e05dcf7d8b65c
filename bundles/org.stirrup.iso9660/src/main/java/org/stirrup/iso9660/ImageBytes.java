package org.stirrup.iso9660;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The image's bytes for reading its directories. A RandomAccessFile and not a FileChannel, because an interrupt of one
 * reading thread closes a channel for all others.
 */
final class ImageBytes implements Closeable {
    /** Unit of the format, whatever the logical block size (ECMA-119, section 6.1.2). */
    static final int SECTOR = 2048;

    private final RandomAccessFile file;
    private final long length;

    private ImageBytes(RandomAccessFile file, long length) {
        this.file = file;
        this.length = length;
    }

    static ImageBytes open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            return new ImageBytes(file, file.length());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    long length() {
        return length;
    }

    /**
     * Reads little-endian bytes.
     *
     * @param what for the message when they lie past the end: "directory of /images"
     */
    ByteBuffer read(long offset, int count, String what) throws IOException {
        if (offset < 0 || offset > length - count) {
            throw new IsoException(what + " lies past the end of the image, which has " + length + " bytes", offset);
        }
        byte[] bytes = new byte[count];
        synchronized (file) {
            file.seek(offset);
            try {
                file.readFully(bytes);
            } catch (EOFException e) {
                IsoException shrunk = new IsoException(what + ": the image became shorter while it was read", offset);
                shrunk.initCause(e);
                throw shrunk;
            }
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
