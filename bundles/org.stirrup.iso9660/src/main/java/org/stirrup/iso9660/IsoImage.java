package org.stirrup.iso9660;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * An open ISO 9660 image (ECMA-119). Directories are read when they are asked for. Safe for many threads.
 *
 * <p>Every method that reads throws {@link IsoException} when the image breaks the format, and another IOException when
 * the file cannot be read.
 */
public final class IsoImage implements Closeable {
    private final Path path;
    private final ImageBytes image;
    private final Volume volume;
    private final NameSpace names;
    private final IsoEntry.Folder root;
    private final FolderCache folders;

    private IsoImage(Path path, ImageBytes image) throws IOException {
        this.path = path;
        this.image = image;
        this.volume = Volume.read(image);
        DirectoryRecord self = DirectoryReader.self(image, volume.root().offset());
        int skip = Susp.skip(self);
        boolean rockRidge = skip >= 0 && Susp.speaksRockRidge(self, image, volume.blockSize());
        boolean joliet = !rockRidge && volume.jolietRoot() != null;
        this.names = rockRidge ? NameSpace.ROCK_RIDGE : joliet ? NameSpace.JOLIET : NameSpace.PLAIN;
        Extent place = joliet ? volume.jolietRoot() : volume.root();
        this.root = new IsoEntry.Folder("", self.recorded(), place.offset(), place.length());
        this.folders = new FolderCache(new DirectoryReader(image, volume.blockSize(), names, Math.max(skip, 0)));
    }

    /**
     * Opens an image: reads its header and no directory.
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

    /** The volume's label, such as "CentOS 7 x86_64"; up to 32 characters. */
    public String volumeId() {
        return volume.identifier();
    }

    /** Which of the names it carries are shown. */
    public NameSpace names() {
        return names;
    }

    /** What stands at a path, symbolic links inside the image followed. @param path segments from the root down */
    public IsoLookup find(List<String> path) throws IOException {
        return new Walk(folders, names, root, path).go();
    }

    /** A folder's entries in the disc's order, links not followed. */
    public Collection<IsoEntry> list(IsoEntry.Folder folder) throws IOException {
        return Collections.unmodifiableCollection(folders.of(folder).values());
    }

    /** The programs that firmware may start from the disc; empty when it cannot be booted. */
    public List<BootEntry> bootEntries() throws IOException {
        return volume.bootCatalogue().isPresent()
                ? BootCatalogue.read(image, volume.bootCatalogue().getAsLong())
                : List.of();
    }

    /** Closes the file. Extents that were given out keep their meaning. */
    @Override
    public void close() throws IOException {
        image.close();
    }
}
