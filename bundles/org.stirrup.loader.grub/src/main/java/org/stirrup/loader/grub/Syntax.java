package org.stirrup.loader.grub;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.PasswordHashes;
import org.stirrup.api.content.ResourcePath;

/** What GRUB's script language can say and what it cannot (GRUB manual, "Writing full configuration files directly"). */
final class Syntax {
    /** What a kernel takes (COMMAND_LINE_SIZE less one); GRUB leaves out the arguments that are beyond it. */
    private static final int LONGEST_COMMAND_LINE = 2_047;

    /** GRUB writes its TFTP request, with the options, into 1500 bytes. */
    private static final int LONGEST_PATH = 1_400;

    /** {@code name="some words"}: the kernel reads the same when the quotes are around the whole. */
    private static final Pattern QUOTED_VALUE = Pattern.compile("([^\"'\\\\ ]+=)\"([^\"'\\\\]*)\"");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:,=@%+-]+");

    private Syntax() {}

    /** One word of a script, whatever is in it. */
    static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    /** The same, in quotes even where it could do without. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** What {@code password_pbkdf2} compares with. */
    static Optional<String> password(Label label) {
        return label.password().flatMap(password -> password.hash(PasswordHashes.Form.GRUB_PBKDF2));
    }

    /** The key that chooses an entry; empty where GRUB's menu has a use of its own for it: edit, command line, down. */
    static Optional<Character> hotKey(Label label) {
        return label.hotKey().filter(key -> "ecv".indexOf(key) < 0);
    }

    /** A title on the screen: one line, without characters that turn the direction or are not seen. */
    static String title(String title) {
        return quoted(title.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ").strip());
    }

    /**
     * A kernel argument as a word for {@code linux}, which puts quotes around an argument that has a space and a
     * backslash before every quote in it.
     */
    static String argument(String argument) {
        Matcher value = QUOTED_VALUE.matcher(argument);
        return word(value.matches() ? value.group(1) + value.group(2) : argument);
    }

    /** Why an entry cannot be written; empty when it can. */
    static Optional<String> objection(MenuEntry entry) {
        if (entry.label().password().isPresent() && password(entry.label()).isEmpty()) {
            return Optional.of("its password has no hash that GRUB checks (grub.pbkdf2.sha512)");
        }
        if (entry instanceof MenuEntry.Linux linux) {
            return linux.files().stream()
                    .flatMap(path -> objection(path).stream())
                    .findFirst()
                    .or(() -> linux.arguments().stream()
                            .flatMap(argument -> objection(argument).stream())
                            .findFirst())
                    .or(() -> Optional.of(commandLineLength(linux))
                            .filter(length -> length > LONGEST_COMMAND_LINE)
                            .map(length -> "the kernel command line has " + length + " characters, at most "
                                    + LONGEST_COMMAND_LINE + " fit"));
        }
        if (entry instanceof MenuEntry.WindowsPe windows) {
            return windows.files().stream()
                    .flatMap(path -> objection(path).stream())
                    .findFirst();
        }
        if (entry instanceof MenuEntry.Chain chain) {
            return objection(chain.program())
                    .or(() -> Optional.of(chain.program().name())
                            .filter(name -> !name.toLowerCase(Locale.ROOT).endsWith(".efi"))
                            .map(name -> "'" + name + "' is no UEFI program (its name does not end in .efi)"));
        }
        return Optional.empty();
    }

    private static Optional<String> objection(String argument) {
        if (argument.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("a kernel argument has a line break or another control character");
        }
        boolean changed = argument.matches(".*[\"'\\\\].*")
                && !QUOTED_VALUE.matcher(argument).matches();
        return changed
                ? Optional.of("GRUB puts a backslash before each quote and backslash of the kernel argument "
                        + argument.replaceAll("[\\p{C}]", "?"))
                : Optional.empty();
    }

    private static Optional<String> objection(ResourcePath path) {
        if (path.isRoot()) {
            return Optional.of("it has no file");
        }
        int length = path.text().getBytes(StandardCharsets.UTF_8).length;
        return length > LONGEST_PATH
                ? Optional.of("a path has " + length + " bytes, GRUB asks for " + LONGEST_PATH + " at the most")
                : Optional.empty();
    }

    /** With what GRUB and this loader add; as long as it can become. */
    private static int commandLineLength(MenuEntry.Linux linux) {
        List<String> arguments = linux.arguments();
        return "BOOT_IMAGE=\"/\" BOOTIF=01-52-54-00-77-00-10".length()
                + linux.kernel().text().length()
                + arguments.stream()
                        .mapToInt(argument -> argument.length() + (argument.contains(" ") ? 3 : 1))
                        .sum();
    }
}
