package org.stirrup.iso9660;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * An open image of ISO 9660 (ECMA-119), or of UDF 1.02 to 2.01 (ECMA-167) where that is all there is to show. Directories are read when they are asked for. Safe for many threads.
 *
 * <p>Every method that reads throws {@link IsoException} when the image breaks the format, and another IOException when
 * the file cannot be read.
 */
public final class IsoImage implements Closeable {
    private final Path path;
    private final ImageBytes image;
    private final FileTree tree;

    private IsoImage(Path path, ImageBytes image) throws IOException {
        this.path = path;
        this.image = image;
        this.tree = FileTree.of(image);
    }

    /**
     * Opens an image: reads its header, and the root directory of one that has a UDF tree too.
     *
     * @throws TruncatedImageException when the file is shorter than its header says
     */
    public static IsoImage open(Path path) throws IOException {
        ImageBytes image = ImageBytes.open(path);
        try {
            return new IsoImage(path, image);
        } catch (IOException | RuntimeException e) {
            image.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    /** The file's length in bytes when it was opened. */
    public long length() {
        return image.length();
    }

    /** The volume's label, such as "CentOS 7 x86_64"; up to 32 characters, 126 in UDF. */
    public String volumeId() {
        return tree.label();
    }

    /** Which of the names it carries are shown. */
    public NameSpace names() {
        return tree.names();
    }

    /** What stands at a path, symbolic links inside the image followed. @param path segments from the root down */
    public IsoLookup find(List<String> path) throws IOException {
        return new Walk(tree.folders(), tree.names(), tree.root(), path).go();
    }

    /** A folder's entries in the disc's order, links not followed. */
    public Collection<IsoEntry> list(IsoEntry.Folder folder) throws IOException {
        return Collections.unmodifiableCollection(tree.folders().of(folder).values());
    }

    /** The programs that firmware may start from the disc; empty when it cannot be booted. */
    public List<BootEntry> bootEntries() throws IOException {
        return tree.bootCatalogue().isPresent()
                ? BootCatalogue.read(image, tree.bootCatalogue().getAsLong())
                : List.of();
    }

    /** Closes the file. Extents that were given out keep their meaning. */
    @Override
    public void close() throws IOException {
        image.close();
    }
}
