package org.stirrup.dhcp.subnet;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reading of single values, and of keys themselves. */
final class Keys {
    /** Between items: commas, blanks. */
    static final String LIST = "[,\\s]+";

    private static final String CLASSES = "give names of classes: those of org.stirrup.dhcp.class-NAME.cfg, or "
            + String.join(", ", BuiltInClass.names());

    private Keys() {}

    static List<AddressRange> ranges(Written written, String key, String example, Complaints complaints) {
        return written.readMany(key, LIST, AddressRange::parse, complaints, "give FIRST-LAST, such as " + example);
    }

    static Admission admission(Written written, Complaints complaints) {
        return new Admission(classes(written, "allow", complaints), classes(written, "deny", complaints));
    }

    /** Whether such classes exist is known when all of them are. */
    private static List<String> classes(Written written, String key, Complaints complaints) {
        return written.readMany(key, LIST, Keys::className, complaints, CLASSES);
    }

    /** @throws IllegalArgumentException when no class can be called so */
    static String className(String text) {
        if (!text.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("'" + text + "' is not the name of a class");
        }
        return text;
    }

    /** true: everybody; false: nobody; else the classes that are meant. */
    static Optional<Admission> booting(Written written, Complaints complaints) {
        return written.read(
                "allowBooting",
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> Admission.ALL;
                    case "false" -> Admission.NONE;
                    default ->
                        new Admission(
                                Arrays.stream(text.split(LIST))
                                        .map(Keys::className)
                                        .toList(),
                                List.of());
                },
                complaints,
                "write true or false, or " + CLASSES);
    }

    /** @throws IllegalArgumentException when it is neither true nor false */
    static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    /** What would be right for {@link #mode}. */
    static final String MODES = "write server, or proxy beside another DHCP server";

    /** @throws IllegalArgumentException when it is neither server nor proxy */
    static Mode mode(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "server" -> Mode.SERVER;
            case "proxy" -> Mode.PROXY;
            default -> throw new IllegalArgumentException("'" + text + "' is neither server nor proxy");
        };
    }

    /** @throws IllegalArgumentException when it is no number of seconds from 1 to 2^32 - 2 */
    static Duration seconds(String text) {
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) < 1 || Long.parseLong(text) >= 0xffff_ffffL) {
            throw new IllegalArgumentException("'" + text + "' is not a number of seconds from 1 to 4294967294");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /** A key nobody reads is most often a slip of the pen, and its writer believes that it works. */
    static void complainOfOthers(Written written, Collection<String> known, Complaints complaints) {
        Set<String> others = new TreeSet<>(written.values().keySet());
        others.removeAll(known);
        for (String other : others) {
            complaints.warning(
                    other,
                    written.one(other).orElse(""),
                    "there is no such key, it is ignored",
                    "the keys are " + String.join(", ", new TreeSet<>(known)));
        }
    }
}
