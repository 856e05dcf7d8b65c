package org.stirrup.tftp.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.stirrup.api.content.Resource;

/** A file's bytes as they are: mode octet (RFC 1350, section 1). */
public final class OctetSource implements BlockSource {
    private final ReadAhead file;
    private final int blockSize;

    /** @param size what the content's resource said, in bytes */
    public OctetSource(Resource.Content content, long size, int blockSize) {
        this.file = new ReadAhead(content, size);
        this.blockSize = blockSize;
    }

    @Override
    public void read(long block, ByteBuffer into) throws IOException {
        long position = (block - 1) * blockSize;
        file.copy(position, (int) Math.min(blockSize, file.size() - position), into);
    }
}
