package org.stirrup.answers.autoinstall;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whether a user-data file is one that cloud-init takes and Ubuntu's installer understands, as its "Autoinstall
 * configuration reference manual" says. The installer stops in the middle, or asks, where one is not.
 */
public final class UserData {
    private static final String HEADER = "#cloud-config";

    private static final String ROOT = "autoinstall";

    private static final Set<String> SECTIONS = Set.of(
            "version",
            "interactive-sections",
            "early-commands",
            "locale",
            "refresh-installer",
            "keyboard",
            "source",
            "network",
            "proxy",
            "apt",
            "storage",
            "identity",
            "active-directory",
            "ubuntu-pro",
            "ssh",
            "codecs",
            "drivers",
            "oem",
            "snaps",
            "debconf-selections",
            "packages",
            "kernel",
            "kernel-crash-dumps",
            "timezone",
            "updates",
            "shutdown",
            "late-commands",
            "error-commands",
            "reporting",
            "user-data",
            "zdevs");

    private static final List<String> COMMANDS = List.of("early-commands", "late-commands", "error-commands");

    /** Keys of cloud-init and of the installer whose values are hashes, or have to be. */
    private static final Set<String> HASHED = Set.of("password", "passwd", "hashed_passwd");

    /** A hash of crypt(5), or a sign that the account is locked. */
    private static final Pattern HASH = Pattern.compile("[!*x]|\\$[0-9a-z]+\\$\\S+");

    private UserData() {}

    /** A line each; empty when nothing is wrong. */
    public static List<String> faults(String text) {
        if (!text.lines().findFirst().orElse("").stripTrailing().equals(HEADER)) {
            return List.of("line 1: is not " + HEADER + ": cloud-init takes no word of such a file");
        }
        YamlMap yaml = YamlMap.read(text);
        if (!yaml.faults().isEmpty()) {
            return yaml.faults();
        }
        if (!(yaml.values().get(ROOT) instanceof Map<?, ?>)) {
            return List.of("it has no '" + ROOT + ":' with answers below it");
        }
        List<String> faults =
                new ArrayList<>(sections(YamlMap.below(yaml.values().get(ROOT))));
        secrets(yaml.values(), faults);
        return faults;
    }

    private static List<String> sections(Map<String, Object> answers) {
        List<String> faults = new ArrayList<>();
        if (!Integer.valueOf(1).equals(answers.get("version"))) {
            faults.add(ROOT + " says no 'version: 1'");
        }
        answers.keySet().stream()
                .filter(key -> !SECTIONS.contains(key))
                .map(key -> key + " is no answer that the installer knows; known are "
                        + String.join(", ", new TreeSet<>(SECTIONS)))
                .forEach(faults::add);
        if (!answers.containsKey("identity") && !answers.containsKey("user-data")) {
            faults.add("neither identity nor user-data says who may use the machine: the installer stops");
        }
        COMMANDS.stream()
                .filter(answers::containsKey)
                .filter(key -> !(answers.get(key) instanceof Collection<?>))
                .map(key -> key + " is no list: each command stands on a line of its own after a dash")
                .forEach(faults::add);
        return faults;
    }

    private static void secrets(Object value, List<String> faults) {
        if (value instanceof Collection<?> list) {
            list.forEach(each -> secrets(each, faults));
        }
        YamlMap.below(value).forEach((key, each) -> {
            if (key.equals("plain_text_passwd") || HASHED.contains(key) && !isHash(each)) {
                faults.add(key + " would be readable by whoever fetches this file; give a hash: the output of"
                        + " 'openssl passwd -6'");
            }
            secrets(each, faults);
        });
    }

    /** Of a map no hash is expected: "password" also names a section. */
    private static boolean isHash(Object value) {
        return value == null
                || value instanceof Map<?, ?>
                || HASH.matcher(value.toString()).matches();
    }
}
