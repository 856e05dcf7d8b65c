package org.stirrup.loader.pxelinux;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.PasswordHashes;
import org.stirrup.api.content.ResourcePath;

/** What PXELINUX's configuration language can say and what it cannot. */
final class Syntax {
    /** What an x86 kernel takes (COMMAND_LINE_SIZE less one); beyond it PXELINUX says "cmdline too long" and stops. */
    private static final int LONGEST_COMMAND_LINE = 2_047;

    /** What PXELINUX adds to APPEND: the kernel's name before it, the network card after it (IPAPPEND 2). */
    private static final int ADDED = "BOOT_IMAGE= ".length() + " BOOTIF=01-52-54-00-77-00-10".length();

    /** FILENAME_MAX of PXELINUX 6, less one: a longer name is cut, and then not found. */
    private static final int LONGEST_PATH = 255;

    /** Names ending so make KERNEL something else than a Linux kernel: an NBP, a boot sector, a disk image. */
    private static final List<String> NOT_LINUX =
            List.of(".0", ".bin", ".bs", ".bss", ".c32", ".cbt", ".com", ".img", ".lss");

    /** Starts a kernel with RAM disks that it makes of single files (SYSLINUX's com32/modules/linux.c). */
    static final ResourcePath LINUX_MODULE = ResourcePath.of("linux.c32");

    private Syntax() {}

    /** The word before a Linux kernel's path: KERNEL goes by the name's ending, LINUX does not. */
    static String kernelKeyword(ResourcePath kernel) {
        String name = kernel.name().toLowerCase(Locale.ROOT);
        return NOT_LINUX.stream().anyMatch(name::endsWith) ? "LINUX" : "KERNEL";
    }

    /** The word before another program's path. */
    static String programKeyword(ResourcePath program) {
        return program.name().toLowerCase(Locale.ROOT).endsWith(".c32") ? "COM32" : "PXE";
    }

    /** A title on the screen: one line of ASCII, without the mark of a hot key. */
    static String title(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("\\p{Cntrl}", " ")
                .replaceAll("[^\\x20-\\x7e]", "?")
                .replace('^', ' ');
        return plain.strip();
    }

    /** The same with the mark of the hot key before it. */
    static String marked(Label label) {
        String title = title(label.title());
        return label.hotKey()
                .map(key -> {
                    int place = title.toLowerCase(Locale.ROOT).indexOf(key);
                    return place < 0
                            ? title + " (^" + key + ")"
                            : title.substring(0, place) + "^" + title.substring(place);
                })
                .orElse(title);
    }

    /** What MENU PASSWD compares with. */
    static Optional<String> password(Label label) {
        return label.password().flatMap(password -> password.hash(PasswordHashes.Form.CRYPT));
    }

    /** Why an entry cannot be written; empty when it can. */
    static Optional<String> objection(MenuEntry entry, Location files) {
        if (entry.label().password().isPresent() && password(entry.label()).isEmpty()) {
            return Optional.of("its password has no hash that PXELINUX checks ($1$, $5$ or $6$)");
        }
        if (entry instanceof MenuEntry.Linux linux) {
            return linux.files().stream()
                    .flatMap(path -> objection(path, files.large(path)).stream())
                    .findFirst()
                    .or(() -> linux.initrds().stream()
                            .filter(path -> path.text().contains(","))
                            .findFirst()
                            .map(path -> quoted(path) + " has a comma, which separates initial RAM disks"))
                    .or(() -> linux.arguments().stream()
                            .filter(argument -> argument.chars().anyMatch(Character::isISOControl))
                            .findFirst()
                            .map(argument -> "a kernel argument has a line break or another control character"))
                    .or(() -> Optional.of(files.large(linux.kernel()).length()
                                    + append(linux, files).length()
                                    + ADDED)
                            .filter(length -> length > LONGEST_COMMAND_LINE)
                            .map(length -> "the kernel command line has " + length + " characters, at most "
                                    + LONGEST_COMMAND_LINE + " fit"));
        }
        if (entry instanceof MenuEntry.WindowsPe windows) {
            return objection(windows, files);
        }
        return entry instanceof MenuEntry.Chain chain
                ? objection(chain.program(), files.small(chain.program()))
                : Optional.empty();
    }

    private static Optional<String> objection(MenuEntry.WindowsPe windows, Location files) {
        List<ResourcePath> paths = windows.files();
        return paths.stream()
                .flatMap(path -> objection(path, files.small(path)).stream())
                .findFirst()
                .or(() -> paths.stream()
                        .filter(path -> path.text().matches(".*[,@=+].*"))
                        .findFirst()
                        .map(path -> quoted(path) + " has one of , @ = + which linux.c32 takes for its own"))
                .or(() -> Optional.of(append(windows, files).length())
                        .filter(length -> length > LONGEST_COMMAND_LINE)
                        .map(length -> "its files' names have " + length + " characters, at most "
                                + LONGEST_COMMAND_LINE + " fit"));
    }

    /** What linux.c32 is told: the program, and each file with the name that it has in the RAM disk. */
    static String append(MenuEntry.WindowsPe windows, Location files) {
        return files.small(windows.program()) + " "
                + windows.contents().stream()
                        .map(each -> "initrdfile=" + files.small(each.file()) + "@" + each.name())
                        .collect(Collectors.joining(" "));
    }

    /** What follows APPEND. */
    static String append(MenuEntry.Linux linux, Location files) {
        Stream<String> initrds = linux.initrds().isEmpty()
                ? Stream.empty()
                : Stream.of("initrd="
                        + String.join(
                                ",", linux.initrds().stream().map(files::large).toList()));
        return String.join(
                " ", Stream.concat(initrds, linux.arguments().stream()).toList());
    }

    private static Optional<String> objection(ResourcePath path, String written) {
        if (path.isRoot()) {
            return Optional.of("it has no file");
        }
        if (path.text().chars().anyMatch(Character::isWhitespace)) {
            return Optional.of(quoted(path) + " has a space, which ends a name for PXELINUX");
        }
        if (path.text().contains("::")) {
            return Optional.of(quoted(path) + " has '::', before which PXELINUX reads a server's name");
        }
        int length = written.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            return Optional.of("a path has " + length + " bytes, PXELINUX reads " + LONGEST_PATH);
        }
        return Optional.empty();
    }

    private static String quoted(ResourcePath path) {
        return "'" + path.text() + "'";
    }
}
