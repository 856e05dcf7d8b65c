package org.stirrup.menu.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.Label.Start;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.PasswordHashes;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.Reading.Complaints;
import org.stirrup.api.content.ResourcePath;

/** Makes an entry of a configuration. */
final class EntryReading {
    static final String PID = "org.stirrup.menu.entry";

    private static final List<String> KINDS = List.of("linux", "chain", "disk", "submenu", "memtest");
    private static final Map<String, Platform> PLATFORMS = Map.of(
            "bios", Platform.BIOS,
            "uefi-ia32", Platform.UEFI_IA32,
            "uefi-x64", Platform.UEFI_X64,
            "uefi-arm32", Platform.UEFI_ARM32,
            "uefi-arm64", Platform.UEFI_ARM64);

    private final EntryConfig config;
    private final Complaints complaints;
    private final String kind;
    private final String name;

    private EntryReading(EntryConfig config, Map<String, Object> properties) {
        this.config = config;
        this.complaints = new Complaints(properties, PID);
        this.kind = complaints.choice("kind", config.kind(), "no such kind of entry", KINDS);
        this.name = name(properties);
    }

    static Reading<Entry> of(EntryConfig config, Map<String, Object> properties) {
        return new EntryReading(config, properties).read();
    }

    /** The file's NAME, or what the web console made of it: what follows the pid of the factory. */
    private static String name(Map<String, Object> properties) {
        String pid = String.valueOf(properties.getOrDefault("service.pid", PID + "~entry"));
        return pid.startsWith(PID) && pid.length() > PID.length() + 1 ? pid.substring(PID.length() + 1) : pid;
    }

    private Reading<Entry> read() {
        Label label = label();
        Entry.Content content = content(label);
        Optional<String> parent = Optional.of(config.parent().strip()).filter(id -> !id.isEmpty());
        if (label.start() == Start.BY_DEFAULT && (parent.isPresent() || kind.equals("submenu"))) {
            complaints.refuse(
                    "default",
                    "true",
                    kind.equals("submenu")
                            ? "a submenu boots nothing"
                            : "only an entry of the top menu boots by itself",
                    parent.isPresent() ? "take parent away, or default" : "write default=false");
        }
        complaints.number("order", config.order());
        Audience audience = new Audience(
                set("macs", config.macs(), MacAddress::of, "write addresses such as 52:54:00:77:00:10"),
                Set.copyOf(words(config.groups())),
                set(
                        "architectures",
                        config.architectures(),
                        EntryReading::platform,
                        "write " + PLATFORMS.keySet().stream().sorted().collect(Collectors.joining(", "))));
        return complaints.reading(
                () -> new Entry(content, parent, Integer.parseInt(config.order().strip()), audience));
    }

    private Label label() {
        String id = config.id().isBlank() ? name : config.id().strip();
        String title = config.title().isBlank() ? id : config.title().strip();
        Optional<Character> key = key();
        Optional<PasswordHashes> password = password();
        boolean byDefault = complaints
                .choice("default", config.default$(), "neither true nor false", List.of("true", "false"))
                .equals("true");
        if (byDefault && password.isPresent()) {
            complaints.refuse(
                    "default", "true", "what has a password does not boot by itself", "take default or password away");
        }
        Start start = byDefault && password.isEmpty() ? Start.BY_DEFAULT : Start.BY_HAND;
        return complaints.parsed(
                "id",
                () -> new Label(id, title, key, password, start),
                id,
                new Label("entry", title, key, password, start),
                "write id=, of letters, digits, dots, dashes and underscores");
    }

    private Optional<Character> key() {
        String key = config.key().strip().toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (!key.matches("[a-z0-9]")) {
            complaints.refuse("key", config.key(), "not a letter of ASCII or a digit", "write one, such as m");
            return Optional.empty();
        }
        return Optional.of(key.charAt(0));
    }

    /** What was written is not repeated: it may be the password itself. */
    private Optional<PasswordHashes> password() {
        List<String> hashes = words(config.password());
        return hashes.isEmpty()
                ? Optional.empty()
                : complaints.parsed(
                        "password",
                        () -> Optional.of(new PasswordHashes(hashes)),
                        "...",
                        Optional.empty(),
                        "write what 'openssl passwd -6' and 'grub-mkpasswd-pbkdf2' print, separated by a blank");
    }

    private Entry.Content content(Label label) {
        return switch (kind) {
            case "chain" -> new Entry.Content.Fixed(new MenuEntry.Chain(label, file("program", config.program())));
            case "linux" -> new Entry.Content.Fixed(linux(label));
            case "submenu" -> new Entry.Content.Fixed(new MenuEntry.Submenu(label, List.of()));
            case "memtest" -> new Entry.Content.Memtest(label);
            // A kind that there is not was refused already.
            default -> new Entry.Content.Fixed(new MenuEntry.LocalDisk(label));
        };
    }

    private MenuEntry.Linux linux(Label label) {
        List<ResourcePath> initrds = words(config.initrds()).stream()
                .map(written -> file("initrds", written))
                .toList();
        List<String> arguments = complaints.parsed(
                "arguments",
                () -> Arguments.words(config.arguments()),
                config.arguments(),
                List.of(),
                "put a double quote at both ends of a value with blanks");
        return new MenuEntry.Linux(label, file("kernel", config.kernel()), initrds, arguments);
    }

    private ResourcePath file(String key, String written) {
        String remedy = "write a path in the content tree, such as tools/" + (key.equals("program") ? "x.efi" : "x");
        ResourcePath path =
                complaints.parsed(key, () -> ResourcePath.of(written.strip()), written, ResourcePath.ROOT, remedy);
        if (written.isBlank()) {
            complaints.refuse(key, written, "kind=" + kind + " needs it", remedy);
        }
        return path;
    }

    private <T> Set<T> set(String key, String written, Function<String, T> parser, String remedy) {
        return words(written).stream()
                .flatMap(word ->
                        complaints
                                .parsed(key, () -> Optional.of(parser.apply(word)), word, Optional.<T>empty(), remedy)
                                .stream())
                .collect(Collectors.toSet());
    }

    private static Platform platform(String word) {
        return Optional.ofNullable(PLATFORMS.get(word.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new IllegalArgumentException("no such architecture"));
    }

    private static List<String> words(String written) {
        return Stream.of(written)
                .flatMap(all -> Arrays.stream(all.split("[\\s,]+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
