package org.stirrup.testkit.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/** A content tree that is a folder on disk, the same for everybody. */
public record FolderTree(Path root) implements ContentResolver {

    @Override
    public Lookup find(ResourcePath path, Requester requester) {
        Path file = root.resolve(path.text());
        try {
            return Files.isDirectory(file)
                    ? new Lookup.Folder()
                    : Files.exists(file) ? new Lookup.Found(Resource.of(file)) : new Lookup.Absent("no such file");
        } catch (IOException e) {
            return new Lookup.Failed(e.getMessage());
        }
    }

    @Override
    public List<ContentEntry> list(ResourcePath path, Requester requester) {
        Path folder = root.resolve(path.text());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().map(FolderTree::entry).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ContentEntry entry(Path child) {
        try {
            boolean folder = Files.isDirectory(child);
            return new ContentEntry(
                    child.getFileName().toString(),
                    folder,
                    folder ? 0 : Files.size(child),
                    Files.getLastModifiedTime(child).toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
