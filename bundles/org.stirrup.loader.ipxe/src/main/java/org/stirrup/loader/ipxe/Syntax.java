package org.stirrup.loader.ipxe;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stirrup.api.boot.MenuEntry;

/**
 * What an iPXE script can say and what it cannot: there is no quoting. Words end at white space, some words are
 * commands' ends, and variables are expanded everywhere, again and again until none is left.
 */
final class Syntax {
    /** What x86 and arm64 kernels take, COMMAND_LINE_SIZE less one. */
    private static final int LONGEST_COMMAND_LINE = 2_047;

    /** The installer uses the card that it was booted from; iPXE knows which. */
    private static final String CARD = "BOOTIF=01-${netX/mac:hexhyp}";

    private static final String EXPANDED_CARD = "BOOTIF=01-52-54-00-77-00-10";

    /** Words that end a command, and what stands for them in a title. */
    private static final Map<String, String> ENDS = Map.of("&&", "&", "||", "|", ";", ",", "#", "-");

    private Syntax() {}

    /** A title on the screen: one line of ASCII that ends no command and is no option. */
    static String title(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("\\p{Cntrl}", " ")
                .replaceAll("[^\\x20-\\x7e]", "?")
                .replace("${", "$ {");
        return Arrays.stream(plain.strip().split(" +"))
                .map(word -> ENDS.getOrDefault(word, word))
                .collect(Collectors.joining(" "))
                .replaceFirst("^-+ *", "");
    }

    /** Why an entry cannot be written; empty when it can. */
    static Optional<String> objection(MenuEntry entry) {
        if (entry.label().password().isPresent()) {
            return Optional.of("it has a password, and iPXE cannot check a hash");
        }
        if (entry.files().stream().anyMatch(path -> path.isRoot())) {
            return Optional.of("it has no file");
        }
        return entry instanceof MenuEntry.Linux linux ? arguments(linux) : Optional.empty();
    }

    private static Optional<String> arguments(MenuEntry.Linux linux) {
        String all = String.join(" ", linux.arguments());
        if (all.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("a kernel argument has a line break or another control character");
        }
        if (all.contains("${")) {
            return Optional.of("a kernel argument has '${', which begins a variable for iPXE");
        }
        Optional<String> end =
                Arrays.stream(all.split(" ")).filter(ENDS::containsKey).findFirst();
        if (end.isPresent()) {
            return Optional.of("a kernel argument has the word '" + end.get() + "', which ends a command for iPXE");
        }
        // Under UEFI the kernel's name comes first.
        int length = (linux.kernel().name() + " " + commandLine(linux))
                .replace(CARD, EXPANDED_CARD)
                .length();
        return length > LONGEST_COMMAND_LINE
                ? Optional.of("the kernel command line has " + length + " characters, at most " + LONGEST_COMMAND_LINE
                        + " fit")
                : Optional.empty();
    }

    /** What iPXE calls the initial RAM disks, in their order. */
    static List<String> initrdNames(MenuEntry.Linux linux) {
        return IntStream.range(0, linux.initrds().size())
                .mapToObj(i -> i == 0 ? "initrd.img" : "initrd" + i + ".img")
                .toList();
    }

    /**
     * The kernel's arguments. A kernel that is an UEFI program finds its RAM disks by {@code initrd=} and the name that
     * iPXE shows them under; any other ignores these.
     */
    static String commandLine(MenuEntry.Linux linux) {
        return Stream.of(
                        initrdNames(linux).stream().map(name -> "initrd=" + name),
                        linux.arguments().stream(),
                        Stream.of(CARD))
                .flatMap(words -> words)
                .collect(Collectors.joining(" "));
    }
}
