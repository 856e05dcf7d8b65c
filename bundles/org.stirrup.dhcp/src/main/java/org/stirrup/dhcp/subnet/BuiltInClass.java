package org.stirrup.dhcp.subnet;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.host.Host;

/** Classes that need no configuration: how well a client is known here. */
public enum BuiltInClass {
    /** Every client. */
    ALL,
    /** It has a reservation or a file of its own in the configuration. */
    RESERVED,
    /** Reserved; or, in the directory of hosts, put into a group or further than that it was seen. */
    KNOWN,
    /** Not known. */
    UNKNOWN,
    /** The directory of hosts has seen it, and nothing was installed on it since. */
    DISCOVERED,
    /** Its installer is at work. */
    INSTALLING,
    /** Its installer has reported the end. */
    INSTALLED,
    /** Its installer has reported a failure. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As it is written in a configuration. */
    public String label() {
        return label;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(BuiltInClass::label).toList();
    }

    /**
     * Those a client is in.
     *
     * @param reserved whether the configuration names it
     * @param host what the directory of hosts has of it
     */
    public static Set<String> of(boolean reserved, Optional<Host> host) {
        Set<String> classes = new HashSet<>(Set.of(ALL.label()));
        host.map(known -> valueOf(known.state().name()).label()).ifPresent(classes::add);
        if (reserved) {
            classes.add(RESERVED.label());
        }
        boolean approved = host.filter(BuiltInClass::isApproved).isPresent();
        classes.add((reserved || approved ? KNOWN : UNKNOWN).label());
        return classes;
    }

    /** A machine that was only ever seen is nobody's yet. */
    private static boolean isApproved(Host host) {
        return host.state() != Host.State.DISCOVERED || !host.groups().isEmpty();
    }
}
