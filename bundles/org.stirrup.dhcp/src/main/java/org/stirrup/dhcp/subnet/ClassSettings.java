package org.stirrup.dhcp.subnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A class of clients as configured. A client is in it when each condition holds.
 *
 * @param name that allow and deny call it by
 * @param source file or PID
 * @param conditions at least one
 * @param terms what is said to those in it
 */
public record ClassSettings(String name, String source, List<Condition> conditions, Terms terms) {
    static final Set<String> KEYS = keys();

    public ClassSettings {
        conditions = List.copyOf(conditions);
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(TermsReader.KEYS);
        for (Condition.Key key : Condition.Key.values()) {
            keys.add(key.label());
        }
        return keys;
    }

    /** @param name that its configuration has */
    public static Reading<ClassSettings> read(String name, Written written) {
        Complaints complaints = new Complaints(written.source());
        Keys.complainOfOthers(written, KEYS, complaints);
        if (BuiltInClass.names().contains(name)) {
            complaints.error(
                    "NAME",
                    name,
                    "a class of this name is built in",
                    "call the file otherwise: org.stirrup.dhcp.class-NAME.cfg");
        }
        List<Condition> conditions = new ArrayList<>();
        boolean any = false;
        for (Condition.Key key : Condition.Key.values()) {
            any |= written.one(key.label()).isPresent();
            Optional<Condition> condition = Condition.read(key, written, complaints);
            condition.ifPresent(conditions::add);
        }
        if (!any) {
            complaints.error(
                    "vendorClass",
                    "",
                    "nothing says who is in this class",
                    "add a condition such as vendorClass=PXEClient*");
        }
        ClassSettings settings =
                new ClassSettings(name, written.source(), conditions, TermsReader.read(written, complaints));
        return complaints.refused() ? Reading.refused(complaints) : Reading.of(settings, complaints);
    }

    public boolean contains(Traits traits) {
        return conditions.stream().allMatch(condition -> condition.holds(traits));
    }
}
