package org.stirrup.image.catalogue;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.image.mount.FileStamp;

/** Which files of a folder may be images. */
final class ImageFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ImageFiles.class);

    private ImageFiles() {}

    static SortedMap<Path, FileStamp> in(Path folder) throws IOException {
        SortedMap<Path, FileStamp> stamps = new TreeMap<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, ImageFiles::isImageName)) {
            for (Path path : paths) {
                try {
                    if (Files.isRegularFile(path)) {
                        stamps.put(path, FileStamp.of(path));
                    }
                } catch (NoSuchFileException e) {
                    LOG.debug("{} went while the folder was read", path);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return stamps;
    }

    /** Hidden files are those that rsync and browsers still write. */
    private static boolean isImageName(Path path) {
        String name = path.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(".iso") && !name.startsWith(".");
    }
}
