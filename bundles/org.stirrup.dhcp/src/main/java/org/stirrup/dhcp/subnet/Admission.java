package org.stirrup.dhcp.subnet;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may have something, by the classes a client is in: none of those that are denied, and one of those that are
 * allowed, if any are named.
 */
public record Admission(List<String> allow, List<String> deny) {
    /** The class that every client is in. */
    public static final String EVERYBODY = "all";

    public static final Admission ALL = new Admission(List.of(), List.of());
    public static final Admission NONE = new Admission(List.of(), List.of(EVERYBODY));

    public Admission {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    public boolean admits(Collection<String> classes) {
        return Collections.disjoint(deny, classes) && (allow.isEmpty() || !Collections.disjoint(allow, classes));
    }

    /** The classes it speaks of that are not among these. */
    List<String> strangers(Set<String> known) {
        return Stream.concat(allow.stream(), deny.stream())
                .filter(name -> !known.contains(name))
                .distinct()
                .toList();
    }

    /** For messages: {@code only known; no lab}. */
    @Override
    public String toString() {
        String only = allow.isEmpty() ? "everybody" : "only " + String.join(", ", allow);
        return deny.isEmpty() ? only : only + "; not " + String.join(", ", deny);
    }
}
