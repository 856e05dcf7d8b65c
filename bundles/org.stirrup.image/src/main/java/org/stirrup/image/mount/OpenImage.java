package org.stirrup.image.mount;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.iso9660.IsoImage;
import org.stirrup.iso9660.IsoLookup;

/** An image of which at least the header is right, open for reading. */
public final class OpenImage implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenImage.class);

    /** Of the boot catalogue. */
    private static final int BIOS = 0;

    private final IsoImage iso;
    private final ImageFile file;
    private final Repository tree;

    private OpenImage(IsoImage iso, ImageFile file) {
        this.iso = iso;
        this.file = file;
        this.tree = new IsoRepository(iso, file);
    }

    /**
     * @param stamp of the file as it was seen
     * @throws org.stirrup.iso9660.TruncatedImageException when it is not whole
     * @throws org.stirrup.iso9660.IsoException when it is no image, or a broken one
     */
    public static OpenImage of(Path path, FileStamp stamp) throws IOException {
        IsoImage iso = IsoImage.open(path);
        try {
            if (iso.find(List.of()) instanceof IsoLookup.Folder root) {
                iso.list(root.folder()); // a fault there must show now and not at the first client
            }
        } catch (IOException e) {
            iso.close();
            throw e;
        }
        return new OpenImage(iso, new ImageFile(path, stamp));
    }

    public String volumeId() {
        return iso.volumeId();
    }

    /** What it holds. */
    public Repository tree() {
        return tree;
    }

    public long bytes() {
        return iso.length();
    }

    /** Whether the BIOS of a machine starts it as a disc (El Torito 1.0, section 2). */
    public boolean startsBios() {
        try {
            return iso.bootEntries().stream().anyMatch(entry -> entry.platform() == BIOS && entry.bootable());
        } catch (IOException e) {
            LOG.warn("{}: its boot catalogue cannot be read: {}", file.name(), e.getMessage());
            return false;
        }
    }

    /** A folder that holds nothing but the image itself. @param name of the file in it */
    public Repository asFile(String name) {
        return new WholeImage(new ResourcePath(name), whole());
    }

    /**
     * A folder that holds nothing but an archive for a RAM disk, with the image itself in it.
     *
     * @param name of the archive
     * @param inside name of the image in it
     * @return empty when the image is too large for such an archive
     */
    public Optional<Repository> asArchive(String name, String inside) {
        return Optional.of(whole())
                .filter(Archive::holds)
                .map(whole -> new WholeImage(new ResourcePath(name), Archive.of(inside, whole)));
    }

    private Resource whole() {
        return new ImageResource(file, file.asEntry(file.name()));
    }

    /** Ends transfers that are open too: somebody wrote to the file, and what they would send is neither old nor new. */
    public void spoil() {
        file.spoil();
    }

    /** Ends lookups; transfers that are open go on. */
    @Override
    public void close() throws IOException {
        iso.close();
    }
}
