package org.stirrup.lease.embedded.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file that MVStore writes through {@link SealedChannel}; MVStore makes further paths of this class by itself. */
public final class SealedPath extends FilePathWrapper {
    private static final String SCHEME = "sealed";

    /** @param name of a file, which may name a file system below this one */
    static String of(String name) {
        FilePath.register(new SealedPath());
        return SCHEME + ":" + name;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SealedChannel(super.open(mode));
    }
}
