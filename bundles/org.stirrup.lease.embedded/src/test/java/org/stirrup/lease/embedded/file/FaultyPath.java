package org.stirrup.lease.embedded.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePathWrapper;

/** A path of a {@link FaultyDisk}; the library makes them by itself. */
public final class FaultyPath extends FilePathWrapper {
    static final String SCHEME = "faulty";

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return FaultyDisk.channel(getBase().toString(), super.open(mode));
    }
}
