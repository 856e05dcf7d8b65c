package org.stirrup.image.mount;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.iso9660.IsoImage;

/** An image of which at least the header is right, open for reading. */
public final class OpenImage implements Closeable {
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
        return new OpenImage(IsoImage.open(path), new ImageFile(path, stamp));
    }

    public String volumeId() {
        return iso.volumeId();
    }

    /** What it holds. */
    public Repository tree() {
        return tree;
    }

    /** A folder that holds nothing but the image itself. @param name of the file in it */
    public Repository asFile(String name) {
        return new WholeImage(new ResourcePath(name), new ImageResource(file, file.asEntry(name)));
    }

    /** Ends lookups; transfers that are open go on. */
    @Override
    public void close() throws IOException {
        iso.close();
    }
}
