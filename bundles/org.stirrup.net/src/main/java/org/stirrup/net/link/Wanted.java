package org.stirrup.net.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Finding.Severity;
import org.stirrup.net.linux.Kernel;

/**
 * The interfaces that the configuration names.
 *
 * @param source the configuration file, or the component's name when there is none
 * @param text the value as written
 * @param names in order, none twice
 */
record Wanted(String source, String text, List<String> names) {
    private static final String KEY = "interfaces";

    static Wanted of(String source, String text) {
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(text.split("[,\\s]+")).filter(name -> !name.isEmpty()).forEach(names::add);
        return new Wanted(source, text, List.copyOf(names));
    }

    /** Whether nothing that it names is missing; an interface may be down and still be there. */
    boolean allThere(Map<String, Nic> there) {
        return !names.isEmpty() && there.keySet().containsAll(names);
    }

    List<Finding> findings(Map<String, Nic> there) {
        List<Finding> findings = new ArrayList<>();
        if (names.isEmpty()) {
            findings.add(error("no network interface is chosen, so nothing is served", choose(there)));
        }
        for (String name : names) {
            Nic nic = there.get(name);
            if (name.length() > Kernel.NAME_LENGTH || name.contains(":") || name.contains("/")) {
                findings.add(error("'" + name + "' cannot be the name of a network interface", choose(there)));
            } else if (nic == null) {
                findings.add(error("there is no network interface '" + name + "'", choose(there)));
            } else if (!nic.up()) {
                findings.add(warning(name + " is switched off", "ip link set " + name + " up"));
            } else if (nic.addresses().isEmpty()) {
                findings.add(warning(
                        name + " has no IPv4 address", "give it one: ip address add 192.168.1.1/24 dev " + name));
            }
        }
        return findings;
    }

    private static String choose(Map<String, Nic> there) {
        return "set " + KEY + " to one or more of: " + String.join(", ", there.keySet());
    }

    private Finding error(String what, String remedy) {
        return new Finding(Severity.ERROR, source, KEY + "=" + text + ": " + what, remedy);
    }

    private Finding warning(String what, String remedy) {
        return new Finding(Severity.WARNING, source, KEY + "=" + text + ": " + what, remedy);
    }
}
