package org.stirrup.api.content;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/** A file of the content tree. Its size is known before it is read: TFTP's tsize and FTP's SIZE need it. */
@ConsumerType
public interface Resource {
    /** In bytes. */
    long size();

    Instant modified();

    /**
     * Opens it for one transfer. The bytes stay readable until the {@link Content} is closed, also when the
     * repository, the loader or the image they came from is taken away meanwhile.
     */
    Content open() throws IOException;

    /** The bytes of an open resource. Safe for use by several threads. */
    interface Content extends Closeable {
        /**
         * Reads into the buffer from a position.
         *
         * @param position from 0; at or past the end gives -1
         * @return how many bytes were read, at least 1 unless the buffer was full already, or -1 at the end
         */
        int read(ByteBuffer into, long position) throws IOException;

        /**
         * Sends bytes to a channel, without a copy through this process where the system can, as
         * {@link java.nio.channels.FileChannel#transferTo}.
         *
         * @return how many bytes went, fewer than asked when the target is full; 0 at or past the end
         */
        long transferTo(long position, long count, WritableByteChannel target) throws IOException;
    }

    /** A file on disk, as it is now. @throws IOException when it cannot be looked at */
    static Resource of(Path file) throws IOException {
        return FileResource.of(file);
    }

    /** Bytes in memory. */
    static Resource of(byte[] bytes, Instant modified) {
        return new BytesResource(bytes.clone(), modified);
    }

    /** An open resource as a stream from an offset; closing the stream closes the resource. */
    static InputStream stream(Content content, long offset) {
        return new ContentStream(content, offset);
    }
}
