package org.stirrup.tftp.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The file as blocks of one size. Used by one thread at a time. */
public interface BlockSource {
    /**
     * Puts a block into the buffer: its full size, or less in the last one, which may be empty.
     *
     * @param block from 1; the one after the block that was read last, or one of the latest window again
     * @throws IOException when the file cannot be read, with a text that may be shown to the client
     */
    void read(long block, ByteBuffer into) throws IOException;
}
