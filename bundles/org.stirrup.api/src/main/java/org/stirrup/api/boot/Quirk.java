package org.stirrup.api.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row of the table of odd clients: what some firmware does that no standard says, and what is done about it.
 *
 * @param name short and unique in the table, {@code edk2-message-size}; a row takes the place of one of the same name
 *     that ranks lower
 * @param match whom it is about
 * @param effect what is done differently for them
 * @param seen where this was seen: program and version, capture, issue, manual
 */
public record Quirk(String name, Match match, QuirkEffect effect, String seen) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Quirk {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name for a quirk, expected lower-case words joined by dashes");
        }
        if (seen.isBlank()) {
            throw new IllegalArgumentException("quirk " + name + " does not say where it was seen");
        }
    }

    /**
     * Whom a row is about: those for whom every condition holds. Patterns must match the whole text.
     *
     * @param vendorClass option 60; empty for any
     * @param userClass option 77; empty for any
     * @param architectures option 93; empty for any
     * @param stages who speaks; empty for any
     * @param macPrefixes beginnings of MAC addresses, as {@link MacAddress#text()} has them; empty for any
     * @param path file name as a client asked for it by TFTP; empty for a row that is about more than one file
     */
    public record Match(
            Optional<Pattern> vendorClass,
            Optional<Pattern> userClass,
            Set<Architecture> architectures,
            Set<BootClient.Stage> stages,
            Set<String> macPrefixes,
            Optional<Pattern> path) {
        private static final Pattern MAC_PREFIX = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){0,5}");

        /** Everybody. */
        public static final Match ANY =
                new Match(Optional.empty(), Optional.empty(), Set.of(), Set.of(), Set.of(), Optional.empty());

        public Match {
            architectures = Set.copyOf(architectures);
            stages = Set.copyOf(stages);
            macPrefixes = Set.copyOf(macPrefixes);
            macPrefixes.stream()
                    .filter(prefix -> !MAC_PREFIX.matcher(prefix).matches())
                    .findAny()
                    .ifPresent(wrong -> {
                        throw new IllegalArgumentException(
                                "'" + wrong + "' begins no MAC address, expected hex pairs as b8:27:eb");
                    });
        }

        /** Of these, those whose option 60 is so. @param regex for the whole of it */
        public Match vendorClass(String regex) {
            return new Match(Optional.of(Pattern.compile(regex)), userClass, architectures, stages, macPrefixes, path);
        }

        /** Of these, those whose option 77 is so. @param regex for the whole of it */
        public Match userClass(String regex) {
            return new Match(
                    vendorClass, Optional.of(Pattern.compile(regex)), architectures, stages, macPrefixes, path);
        }

        /** Of these, those with one of these architectures. */
        public Match architectures(Architecture... any) {
            return new Match(vendorClass, userClass, Set.of(any), stages, macPrefixes, path);
        }

        /** Of these, those at one of these stages. */
        public Match stages(BootClient.Stage... any) {
            return new Match(vendorClass, userClass, architectures, Set.of(any), macPrefixes, path);
        }

        /** Of these, those whose MAC address begins so. @param any {@code b8:27:eb} */
        public Match macPrefixes(String... any) {
            return new Match(vendorClass, userClass, architectures, stages, Set.of(any), path);
        }

        /** Of these, when they ask for such a file. @param regex for the whole name as it was asked */
        public Match path(String regex) {
            return new Match(
                    vendorClass, userClass, architectures, stages, macPrefixes, Optional.of(Pattern.compile(regex)));
        }

        /** Whether it is about this client, whatever it asks for. */
        public boolean fits(BootClient client) {
            // What is quick to see first.
            return (stages.isEmpty() || stages.contains(client.stage()))
                    && (architectures.isEmpty()
                            || client.architecture()
                                    .filter(architectures::contains)
                                    .isPresent())
                    && holds(vendorClass, client.vendorClass())
                    && holds(userClass, client.userClass())
                    && (macPrefixes.isEmpty()
                            || macPrefixes.stream().anyMatch(client.mac().text()::startsWith));
        }

        /** Whether it is about this client when it asks for this. @param asked file name as it was sent */
        public boolean fits(BootClient client, String asked) {
            return fits(client)
                    && path.filter(wanted -> !wanted.matcher(asked).matches()).isEmpty();
        }

        private static boolean holds(Optional<Pattern> wanted, Optional<String> said) {
            return wanted.isEmpty()
                    || said.filter(text -> wanted.get().matcher(text).matches()).isPresent();
        }

        /** For people: {@code vendorClass=PXEClient.* stages=PXE_ROM}; "everybody" when there is no condition. */
        public String text() {
            List<String> parts = new ArrayList<>();
            vendorClass.ifPresent(pattern -> parts.add("vendorClass=" + pattern));
            userClass.ifPresent(pattern -> parts.add("userClass=" + pattern));
            if (!architectures.isEmpty()) {
                parts.add("architectures="
                        + architectures.stream()
                                .map(Architecture::code)
                                .sorted()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")));
            }
            if (!stages.isEmpty()) {
                parts.add("stages="
                        + Arrays.stream(BootClient.Stage.values())
                                .filter(stages::contains)
                                .map(stage -> stage.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(",")));
            }
            if (!macPrefixes.isEmpty()) {
                parts.add("macPrefixes=" + String.join(",", new TreeSet<>(macPrefixes)));
            }
            path.ifPresent(pattern -> parts.add("path=" + pattern));
            return parts.isEmpty() ? "everybody" : String.join(" ", parts);
        }
    }
}
