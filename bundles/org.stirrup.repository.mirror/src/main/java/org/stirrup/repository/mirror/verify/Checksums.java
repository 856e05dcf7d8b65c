package org.stirrup.repository.mirror.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.ResourcePath;

/** What is known of files before they come: from the indexes that came. Safe for many threads. */
public final class Checksums {
    private static final Logger LOG = LoggerFactory.getLogger(Checksums.class);

    /** A path that is a checksum, below the folder of a list (Acquire-By-Hash). */
    private static final Pattern BY_HASH = Pattern.compile("(.*)/by-hash/SHA256/([0-9a-f]{64})");

    private final Map<ResourcePath, Table> tables = new ConcurrentHashMap<>();

    /** Whether a file of this name says something of others. */
    public static boolean isIndex(ResourcePath path) {
        return DebianIndex.isRelease(path)
                || DebianIndex.isPackages(path)
                || RpmIndex.isRepomd(path)
                || RpmIndex.isPrimary(path);
    }

    /** What speaks of a file has a smaller number than the file: 0 indexes of lists, 1 lists, 2 all else. */
    public static int rank(ResourcePath path) {
        return DebianIndex.isRelease(path) || RpmIndex.isRepomd(path) ? 0 : isIndex(path) ? 1 : 2;
    }

    /** What an index says of a file, if any does. */
    public Optional<Expected> of(ResourcePath path) {
        Matcher byHash = BY_HASH.matcher(path.text());
        if (byHash.matches()) {
            return Optional.of(new Expected(-1, byHash.group(2), path));
        }
        return tables.values().stream()
                .flatMap(table -> table.find(path).stream())
                .findFirst();
    }

    /** Reads an index. One that cannot be read says nothing, and what it said before does not count any more. */
    public List<ResourcePath> learn(ResourcePath path, Path file) {
        try {
            if (DebianIndex.isRelease(path)) {
                tables.put(path, DebianIndex.release(path, file));
            } else if (DebianIndex.isPackages(path)) {
                tables.put(path, DebianIndex.packages(path, file));
            } else if (RpmIndex.isPrimary(path)) {
                tables.put(path, RpmIndex.primary(path, file));
            } else if (RpmIndex.isRepomd(path)) {
                RpmIndex.Repomd repomd = RpmIndex.repomd(path, file);
                tables.put(path, repomd.table());
                return repomd.primary();
            }
        } catch (IOException | RuntimeException e) { // whatever a parser makes of what somebody sends
            tables.remove(path);
            LOG.warn("The index {} cannot be read, what it lists is not verified: {}", path, e.toString());
        }
        return List.of();
    }

    /**
     * The list that says of packages what one says that is packed in a way not read here: {@code Packages.gz} beside
     * {@code Packages.xz}, or beside the same by its checksum.
     */
    public Optional<ResourcePath> readable(ResourcePath path) {
        Matcher byHash = BY_HASH.matcher(path.text());
        Optional<ResourcePath> folder = byHash.matches()
                ? Optional.of(ResourcePath.of(byHash.group(1)))
                : path.name().matches("Packages[.](xz|bz2|zst|lzma)") ? Optional.of(path.parent()) : Optional.empty();
        return folder.map(found -> found.resolve("Packages.gz")).filter(list -> of(list).isPresent());
    }
}
