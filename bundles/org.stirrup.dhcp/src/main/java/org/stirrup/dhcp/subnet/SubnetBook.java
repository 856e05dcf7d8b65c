package org.stirrup.dhcp.subnet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.check.Finding;

/**
 * Keeps, for each configuration, the last version that was right. A version that is refused changes nothing but what
 * there is to say. Not safe for several threads.
 */
public final class SubnetBook {
    private final Map<String, Page> pages = new LinkedHashMap<>();

    private static final class Page {
        private Written latest;
        private Optional<SubnetSettings> good = Optional.empty();
        private List<Finding> findings = List.of();
        private boolean current;

        private Page(Written latest) {
            this.latest = latest;
        }
    }

    /** @param pid of the configuration, new or known */
    public void put(String pid, Written written) {
        Page page = pages.computeIfAbsent(pid, key -> new Page(written));
        page.latest = written;
        page.current = false;
        consider();
    }

    public void remove(String pid) {
        pages.remove(pid);
        consider();
    }

    /** Those in force, in the order in which they first came. */
    public List<SubnetSettings> settings() {
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
        for (Page page : pages.values()) {
            if (page.current) {
                continue;
            }
            Reading<SubnetSettings> reading = SubnetReader.read(page.latest);
            Complaints complaints = new Complaints(page.latest.source());
            reading.value().ifPresent(settings -> pages.values().stream()
                    .filter(other -> other != page)
                    .flatMap(other -> other.good.stream())
                    .forEach(other -> SubnetChecks.apart(settings, other, complaints)));
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
