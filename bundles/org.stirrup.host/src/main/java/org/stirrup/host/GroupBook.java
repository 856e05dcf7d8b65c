package org.stirrup.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.host.file.GroupFile;

/** What groups of hosts boot, in memory and in a file. */
final class GroupBook {
    private static final Logger LOG = LoggerFactory.getLogger(GroupBook.class);

    private final Path path;
    private final GroupFile file;
    private final List<String> damage;
    private boolean asideIsKept;
    private volatile SortedMap<String, Assignment> groups;

    GroupBook(Path path) throws IOException {
        this.path = path;
        this.file = new GroupFile(path);
        GroupFile.Contents found = file.read();
        groups = Collections.unmodifiableSortedMap(found.groups());
        damage = found.damage();
        findings().forEach(wrong -> LOG.warn("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    Map<String, Assignment> all() {
        return groups;
    }

    /** A host's own, else that of the first of its groups, which are sorted. */
    Optional<Assignment> of(Host host) {
        Map<String, Assignment> now = groups;
        return host.assignment().or(() -> host.groups().stream()
                .map(now::get)
                .filter(Objects::nonNull)
                .findFirst());
    }

    synchronized void assign(String group, Optional<Assignment> assignment) {
        Host.checkGroup(group);
        SortedMap<String, Assignment> next = new TreeMap<>(groups);
        assignment.ifPresentOrElse(given -> next.put(group, given), () -> next.remove(group));
        try {
            if (!damage.isEmpty() && !asideIsKept) {
                Files.copy(path, aside(), StandardCopyOption.REPLACE_EXISTING);
                asideIsKept = true;
            }
            file.write(next);
        } catch (IOException e) {
            throw new UncheckedIOException("group " + group + " boots what it booted before: not saved to " + path, e);
        }
        groups = Collections.unmodifiableSortedMap(next);
    }

    private Path aside() {
        return path.resolveSibling(path.getFileName() + ".corrupt");
    }

    List<Finding> findings() {
        return damage.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        Finding.Severity.WARNING,
                        path.toString(),
                        damage.size() + " lines of what groups boot cannot be read; the first is " + damage.get(0),
                        "assign these groups again with 'stirrup sh assign --group', or mend the file while Stirrup"
                                + " is stopped; the first change keeps a copy of it as " + aside().getFileName()));
    }
}
