package org.stirrup.dhcp.subnet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.check.Finding;

/**
 * Keeps, for each configuration of one kind, the last version that was right. A version that is refused changes nothing
 * but what there is to say. Not safe for several threads.
 */
public final class Book<T> {
    /** Understands what was written. */
    @FunctionalInterface
    interface Reader<T> {
        /** @param name that the configuration has: {@code lan} of {@code org.stirrup.dhcp.subnet-lan.cfg} */
        Reading<T> read(String name, Written written);
    }

    /** Says what two of them contradict each other in. */
    @FunctionalInterface
    interface Apart<T> {
        void check(T one, T other, Complaints complaints);
    }

    private final Reader<T> reader;
    private final Apart<T> apart;
    private final Map<String, Page<T>> pages = new LinkedHashMap<>();

    private Book(Reader<T> reader, Apart<T> apart) {
        this.reader = reader;
        this.apart = apart;
    }

    public static Book<SubnetSettings> ofSubnets() {
        return new Book<>((name, written) -> SubnetReader.read(written), SubnetChecks::apart);
    }

    public static Book<PoolSettings> ofPools() {
        return new Book<>(PoolSettings::read, PoolSettings::apart);
    }

    public static Book<ClassSettings> ofClasses() {
        return new Book<>(ClassSettings::read, (one, other, complaints) -> {});
    }

    public static Book<HostSettings> ofHosts() {
        return new Book<>(HostSettings::read, HostSettings::apart);
    }

    private static final class Page<T> {
        private final String name;
        private Written latest;
        private Optional<T> good = Optional.empty();
        private List<Finding> findings = List.of();
        private boolean current;

        private Page(String name, Written latest) {
            this.name = name;
            this.latest = latest;
        }
    }

    /** @param pid of the configuration, new or known */
    public void put(String pid, Written written) {
        Page<T> page = pages.computeIfAbsent(pid, key -> new Page<>(name(pid), written));
        page.latest = written;
        page.current = false;
        consider();
    }

    /** A factory configuration's PID ends in a tilde and its name. */
    private static String name(String pid) {
        return pid.substring(pid.lastIndexOf('~') + 1);
    }

    public void remove(String pid) {
        pages.remove(pid);
        consider();
    }

    /** Those in force, in the order in which they first came. */
    public List<T> settings() {
        return pages.values().stream().flatMap(page -> page.good.stream()).toList();
    }

    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        pages.values().forEach(page -> all.addAll(page.findings));
        return all;
    }

    public boolean isEmpty() {
        return pages.isEmpty();
    }

    /** Reads every version that is not in force yet: what stood in its way may be gone. */
    private void consider() {
        for (Page<T> page : pages.values()) {
            if (page.current) {
                continue;
            }
            Reading<T> reading = reader.read(page.name, page.latest);
            Complaints complaints = new Complaints(page.latest.source());
            reading.value().ifPresent(settings -> pages.values().stream()
                    .filter(other -> other != page)
                    .flatMap(other -> other.good.stream())
                    .forEach(other -> apart.check(settings, other, complaints)));
            List<Finding> findings = new ArrayList<>(reading.findings());
            findings.addAll(complaints.findings());
            if (reading.value().isPresent() && !complaints.refused()) {
                page.good = reading.value();
                page.current = true;
            } else if (page.good.isPresent()) {
                findings.add(new Finding(
                        Finding.Severity.WARNING,
                        page.latest.source(),
                        "the last good version stays in force",
                        "mend the file, it is read again at once"));
            }
            page.findings = List.copyOf(findings);
        }
    }
}
