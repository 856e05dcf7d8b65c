package org.stirrup.image.mount;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.iso9660.IsoEntry;
import org.stirrup.iso9660.IsoImage;
import org.stirrup.iso9660.IsoLookup;

/** The inside of an image, read in place. */
final class IsoRepository implements Repository {
    private static final Logger LOG = LoggerFactory.getLogger(IsoRepository.class);

    private final IsoImage iso;
    private final ImageFile file;

    IsoRepository(IsoImage iso, ImageFile file) {
        this.iso = iso;
        this.file = file;
    }

    @Override
    public Lookup find(ResourcePath path) {
        try {
            IsoLookup found = iso.find(path.segments());
            if (found instanceof IsoLookup.File each) {
                return new Lookup.Found(new ImageResource(file, each.file()));
            } else if (found instanceof IsoLookup.Folder) {
                return new Lookup.Folder();
            } else if (found instanceof IsoLookup.Refused refused) {
                return new Lookup.Refused(named(refused.because()));
            }
            return new Lookup.Absent(named(((IsoLookup.Absent) found).because()));
        } catch (IOException e) {
            return new Lookup.Failed(named(e.getMessage()));
        }
    }

    /**
     * Links are listed as what they lead to. Left out are those that {@link #find} would not follow, and those that
     * lead to the folder itself or one above it, as Debian's {@code debian -> .}: a client that copies a tree would go
     * round in them.
     */
    @Override
    public List<ContentEntry> list(ResourcePath path) {
        try {
            if (!(iso.find(path.segments()) instanceof IsoLookup.Folder here)) {
                return List.of();
            }
            List<ContentEntry> entries = new ArrayList<>();
            for (IsoEntry entry : iso.list(here.folder())) {
                listed(path, here, entry).ifPresent(entries::add);
            }
            return entries;
        } catch (IOException e) {
            LOG.warn("{}: {} cannot be listed: {}", file.name(), path, e.getMessage());
            return List.of();
        }
    }

    private Optional<ContentEntry> listed(ResourcePath path, IsoLookup.Folder here, IsoEntry entry) throws IOException {
        if (!canBeAskedFor(entry.name())) {
            return Optional.empty();
        } else if (entry instanceof IsoEntry.File each) {
            return Optional.of(new ContentEntry(each.name(), false, each.size(), each.modified()));
        } else if (entry instanceof IsoEntry.Folder each) {
            return Optional.of(new ContentEntry(each.name(), true, 0, each.modified()));
        } else if (!(entry instanceof IsoEntry.Link)) {
            return Optional.empty();
        }
        IsoLookup target = iso.find(path.resolve(entry.name()).segments());
        if (target instanceof IsoLookup.File each) {
            return Optional.of(new ContentEntry(
                    entry.name(), false, each.file().size(), each.file().modified()));
        }
        return target instanceof IsoLookup.Folder folder
                        && here.ancestors().stream()
                                .noneMatch(above ->
                                        above.offset() == folder.folder().offset())
                ? Optional.of(new ContentEntry(entry.name(), true, 0, entry.modified()))
                : Optional.empty();
    }

    private static boolean canBeAskedFor(String name) {
        try {
            return ResourcePath.of(name).text().equals(name);
        } catch (IllegalArgumentException e) {
            return false; // a backslash or control character, which no protocol may ask for
        }
    }

    private String named(String because) {
        return file.name() + ": " + because;
    }
}
