package org.stirrup.answers.kickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the sections of a kickstart file begin and end as Anaconda wants it: it stops in the middle of the
 * installation, or asks, where they do not.
 */
public final class KickstartSections {
    private static final Set<String> SECTIONS = Set.of(
            "%packages",
            "%pre", "%pre-install", "%post", "%onerror", "%traceback", "%addon", "%anaconda", "%certificate");

    private static final Set<String> DIRECTIVES = Set.of("%include", "%ksappend");

    private static final String END = "%end";

    private KickstartSections() {}

    /** A line each: "line 12: %post has no %end"; empty when nothing is wrong. */
    public static List<String> faults(String kickstart) {
        List<String> faults = new ArrayList<>();
        Optional<String> open = Optional.empty();
        String[] lines = kickstart.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String word = lines[i].strip().split("\\s", 2)[0];
            String place = "line " + (i + 1) + ": ";
            if (word.equals(END)) {
                if (open.isEmpty()) {
                    faults.add(place + "%end ends nothing");
                }
                open = Optional.empty();
            } else if (SECTIONS.contains(word)) {
                open.ifPresent(section -> faults.add(section + " has no %end"));
                open = Optional.of(place + word);
            } else if (open.isEmpty() && word.startsWith("%") && !DIRECTIVES.contains(word)) {
                faults.add(place + word + " is no section that a kickstart file has");
            }
        }
        open.ifPresent(section -> faults.add(section + " has no %end"));
        return faults;
    }
}
