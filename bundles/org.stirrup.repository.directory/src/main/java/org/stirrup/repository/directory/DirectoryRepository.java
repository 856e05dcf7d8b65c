package org.stirrup.repository.directory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;

/** A folder of this machine. Nothing outside it is ever shown, wherever its symbolic links lead. */
final class DirectoryRepository implements Repository {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryRepository.class);

    private final Path root;

    DirectoryRepository(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    @Override
    public Lookup find(ResourcePath path) {
        try {
            Path jail = root.toRealPath();
            Path real = jail;
            // A step at a time: what lies outside must not even be told from what does not.
            for (String segment : path.segments()) {
                real = real.resolve(segment).toRealPath();
                if (!real.startsWith(jail)) {
                    return new Lookup.Refused(path + " leads out of " + root + " by a symbolic link");
                }
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                return new Lookup.Folder();
            } else if (!attributes.isRegularFile()) {
                return new Lookup.Refused(path + " is a device, pipe or socket");
            } else if (!Files.isReadable(real)) {
                return new Lookup.Failed(notReadable(path));
            }
            return new Lookup.Found(new JailedFile(
                    jail, real, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return new Lookup.Absent("no such file in " + root);
        } catch (InvalidPathException e) {
            return new Lookup.Absent("no such file in " + root + ": " + e.getReason());
        } catch (AccessDeniedException e) {
            return new Lookup.Failed(notReadable(path));
        } catch (FileSystemException e) {
            return liesBelowFile(path)
                    ? new Lookup.Absent("no such file in " + root)
                    : new Lookup.Failed(path + " in " + root + ": " + e.getReason());
        } catch (IOException e) {
            return new Lookup.Failed(path + " in " + root + ": " + e.getMessage());
        }
    }

    private String notReadable(ResourcePath path) {
        return path + " in " + root + ": permission denied; make it readable for " + System.getProperty("user.name");
    }

    private boolean liesBelowFile(ResourcePath path) {
        for (ResourcePath above = path.parent(); !above.isRoot(); above = above.parent()) {
            if (Files.isRegularFile(root.resolve(above.text()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Links are listed as what they lead to. Left out is what {@link #find} would not give, and links to the folder
     * itself or one above it: a client that copies a tree would go round in them.
     */
    @Override
    public List<ContentEntry> list(ResourcePath path) {
        if (!(find(path) instanceof Lookup.Folder)) {
            return List.of();
        }
        List<ContentEntry> entries = new ArrayList<>();
        try {
            Path folder = root.toRealPath().resolve(path.text()).toRealPath();
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    listed(path, folder, child.getFileName().toString()).ifPresent(entries::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("{} in {} cannot be listed: {}", path, root, e.toString());
        }
        return entries;
    }

    private Optional<ContentEntry> listed(ResourcePath path, Path folder, String name) throws IOException {
        try {
            if (!ResourcePath.of(name).text().equals(name)) {
                return Optional.empty();
            }
            Lookup lookup = find(path.resolve(name));
            if (lookup instanceof Lookup.Found found) {
                return Optional.of(new ContentEntry(
                        name, false, found.resource().size(), found.resource().modified()));
            } else if (lookup instanceof Lookup.Folder
                    && !folder.startsWith(folder.resolve(name).toRealPath())) {
                return Optional.of(new ContentEntry(
                        name,
                        true,
                        0,
                        Files.getLastModifiedTime(folder.resolve(name)).toInstant()));
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            LOG.debug("{} went while {} was listed", name, folder);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            LOG.debug("{} in {} has a name that no client may ask for: {}", name, folder, e.getMessage());
            return Optional.empty();
        }
    }
}
