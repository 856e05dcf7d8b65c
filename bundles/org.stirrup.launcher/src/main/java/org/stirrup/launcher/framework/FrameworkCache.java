package org.stirrup.launcher.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stirrup.launcher.home.FileTree;

/**
 * What the framework keeps of its bundles from one start to the next. It is whole only when the mark beside it says of
 * which distribution it is; a cache of another one, or one whose making was interrupted, is thrown away.
 *
 * @param folder the framework's own
 * @param mark file with the fingerprint of the distribution
 */
record FrameworkCache(Path folder, Path mark) {
    static FrameworkCache at(Path folder) {
        return new FrameworkCache(folder, folder.resolveSibling(folder.getFileName() + ".of"));
    }

    boolean isOf(String fingerprint) throws IOException {
        return Files.isDirectory(folder)
                && Files.exists(mark)
                && Files.readString(mark).equals(fingerprint);
    }

    void discard() throws IOException {
        Files.deleteIfExists(mark);
        FileTree.delete(folder);
        Files.createDirectories(folder);
    }

    void markAs(String fingerprint) throws IOException {
        Files.writeString(mark, fingerprint);
    }
}
