package org.stirrup.api.host;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an administrator wants a machine, or a group of them, to boot.
 *
 * @param image id of an image, or of another entry of the boot menu; the two modes that boot it cannot do without
 * @param answers name of the answer files that it installs with; empty for those of the image
 * @param mode when it boots the image
 */
public record Assignment(Optional<String> image, Optional<String> answers, Mode mode) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    /** When a machine boots its image. */
    public enum Mode {
        /** At once, until it reported the end of its installation; its own disk at once from then on. */
        ONCE,
        /** When a person chooses it: the menu waits at every boot, also of an installed machine. */
        MENU,
        /** At once, at every boot: a live system. An installer would install for ever. */
        ALWAYS,
        /** Never: its own disk, at once. */
        NEVER;

        /** Reads what {@link #word} writes, in either case. @throws IllegalArgumentException with the words there are */
        public static Mode of(String word) {
            return Stream.of(values())
                    .filter(mode -> mode.word().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is none of "
                            + Stream.of(values()).map(Mode::word).collect(Collectors.joining(", "))));
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException for what is no name, or a mode without the image it needs */
    public Assignment {
        image.ifPresent(name -> check("image", name));
        answers.ifPresent(name -> check("answers", name));
        if (image.isEmpty() && (mode == Mode.ONCE || mode == Mode.ALWAYS)) {
            throw new IllegalArgumentException("to boot " + mode.word() + " it needs an image");
        }
    }

    private static void check(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(what + " '" + name
                    + "' is not 1 to 128 letters, digits, dots, dashes and underscores, the first a letter or a digit");
        }
    }

    /** For a person: "CentOS-7 once, answers kiosk", "never". */
    @Override
    public String toString() {
        return image.map(name -> name + " ").orElse("")
                + mode.word()
                + answers.map(name -> ", answers " + name).orElse("");
    }
}
