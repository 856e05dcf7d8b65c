package org.stirrup.boot.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;

/** The repositories that are mounted at this moment, and the folders that exist because something is mounted in them. */
final class MountedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(MountedFiles.class);

    private final List<Mount<Repository>> users;
    private final List<Mount<Repository>> others;
    private final BiFunction<Repository, ResourcePath, Lookup> asking;
    private final Consumer<String> journal;

    /** @param asking how a repository is asked for a path: {@code Repository::find}, or {@code Repository::await} */
    MountedFiles(
            List<Map.Entry<Map<String, Object>, Repository>> bound,
            BiFunction<Repository, ResourcePath, Lookup> asking,
            Consumer<String> journal) {
        this.asking = asking;
        List<Mount<Repository>> mounts = Mount.sorted(bound, journal);
        Predicate<Mount<Repository>> isUsers = mount -> mount.plugin().ranking() >= Repository.USER_RANKING;
        this.users = mounts.stream().filter(isUsers).toList();
        this.others = mounts.stream().filter(isUsers.negate()).toList();
        this.journal = journal;
    }

    Lookup findUsers(ResourcePath path) {
        return find(users, path);
    }

    Lookup findOthers(ResourcePath path) {
        Lookup found = find(others, path);
        boolean folder = path.isRoot() || all().anyMatch(mount -> mount.isInside(path));
        return found instanceof Lookup.Absent && folder ? new Lookup.Folder() : found;
    }

    /** All entries of a folder; of two with one name, the one that {@code find} would give. */
    Collection<ContentEntry> list(ResourcePath path, Instant modified) {
        Map<String, ContentEntry> byName = new TreeMap<>();
        all().filter(mount -> mount.holds(path))
                .flatMap(mount -> list(mount, path).stream())
                .forEach(entry -> byName.putIfAbsent(entry.name(), entry));
        all().filter(mount -> mount.isInside(path))
                .map(mount -> mount.folder().below(path).segments().get(0))
                .forEach(name -> byName.putIfAbsent(name, new ContentEntry(name, true, 0, modified)));
        return byName.values();
    }

    private Stream<Mount<Repository>> all() {
        return Stream.concat(users.stream(), others.stream());
    }

    private Lookup find(List<Mount<Repository>> mounts, ResourcePath path) {
        List<String> reasons = new ArrayList<>();
        for (Mount<Repository> mount : mounts) {
            if (mount.holds(path)) {
                Lookup found = find(mount, path);
                if (!(found instanceof Lookup.Absent absent)) {
                    return found;
                }
                reasons.add(absent.because());
            }
        }
        // The deepest mount knows best why: "no such file in CentOS-7.iso" rather than "no such file in files".
        return new Lookup.Absent(reasons.isEmpty() ? Mount.NO_SUCH_FILE : reasons.get(0));
    }

    private Lookup find(Mount<Repository> mount, ResourcePath path) {
        try {
            return Objects.requireNonNull(asking.apply(mount.service(), path.below(mount.folder())), "null");
        } catch (RuntimeException | LinkageError e) {
            return new Lookup.Failed(failed(mount, path, e));
        }
    }

    private List<ContentEntry> list(Mount<Repository> mount, ResourcePath path) {
        try {
            return mount.service().list(path.below(mount.folder()));
        } catch (RuntimeException | LinkageError e) {
            failed(mount, path, e);
            return List.of();
        }
    }

    private String failed(Mount<Repository> mount, ResourcePath path, Throwable cause) {
        String because = "what is mounted at " + mount.folder() + " failed at " + path + ": " + cause;
        LOG.warn("{}", because, cause);
        journal.accept(because);
        return because;
    }
}
