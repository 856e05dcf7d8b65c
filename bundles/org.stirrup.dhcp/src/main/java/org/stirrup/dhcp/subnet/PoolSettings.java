package org.stirrup.dhcp.subnet;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pool as configured. Which subnet it is of is known once the subnets are: the one that its addresses are in.
 *
 * @param source file or PID
 */
public record PoolSettings(String source, List<AddressRange> ranges, Admission admission, Terms terms) {
    static final Set<String> KEYS = keys();

    public PoolSettings {
        ranges = List.copyOf(ranges);
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(TermsReader.KEYS);
        keys.addAll(List.of("range", "allow", "deny"));
        return keys;
    }

    /** Reads and checks all that can be checked without knowing the subnets. */
    public static Reading<PoolSettings> read(String name, Written written) {
        Complaints complaints = new Complaints(written.source());
        Keys.complainOfOthers(written, KEYS, complaints);
        List<AddressRange> ranges = Keys.ranges(written, "range", "192.168.1.100-192.168.1.200", complaints);
        SubnetChecks.disjoint("range", ranges, complaints);
        if (ranges.isEmpty() && !complaints.refused()) {
            complaints.error("range", "", "there is no address in it", "add range=FIRST-LAST");
        }
        PoolSettings settings = new PoolSettings(
                written.source(), ranges, Keys.admission(written, complaints), TermsReader.read(written, complaints));
        return complaints.refused() ? Reading.refused(complaints) : Reading.of(settings, complaints);
    }

    /** Whether two pools want the same addresses. */
    void apart(PoolSettings other, Complaints complaints) {
        SubnetChecks.apart(ranges, other.ranges, other.source, complaints);
    }
}
