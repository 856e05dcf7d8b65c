package org.stirrup.iso9660;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks an image for everything that it lists, going on where something is refused. */
final class DamagedWalk {
    private final IsoImage image;
    private int asked;
    private int refusals;
    private long firstByteOfFiles = Long.MAX_VALUE;

    DamagedWalk(IsoImage image) {
        this.image = image;
    }

    void below(List<String> path) throws IOException {
        try {
            if (!(image.find(path) instanceof IsoLookup.Folder here)) {
                return;
            }
            for (IsoEntry entry : image.list(here.folder())) {
                if (++asked > Listing.MOST || path.size() > 40) {
                    return;
                }
                List<String> below = new ArrayList<>(path);
                below.add(entry.name());
                if (entry instanceof IsoEntry.File file && file.size() > 0) {
                    firstByteOfFiles =
                            Math.min(firstByteOfFiles, file.extents().get(0).offset());
                }
                if (entry instanceof IsoEntry.Folder) {
                    below(below);
                } else {
                    ask(below);
                }
            }
        } catch (IsoException e) {
            refusals++;
        }
    }

    private void ask(List<String> path) throws IOException {
        try {
            image.find(path);
        } catch (IsoException e) {
            refusals++;
        }
    }

    int refusals() {
        return refusals;
    }

    long firstByteOfFiles() {
        return firstByteOfFiles;
    }
}
