package org.stirrup.dhcp.subnet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;

/**
 * One key of a class: it holds for a client that any of the values fits.
 *
 * @param written the values, for messages
 */
public record Condition(Key key, List<String> written, Predicate<Traits> test) {
    /** What may be asked of a client. */
    enum Key {
        /** Option 60, with {@code *} for anything. */
        VENDOR_CLASS("vendorClass", "give the text of option 60, such as PXEClient*"),
        /** Option 77, with {@code *} for anything. */
        USER_CLASS("userClass", "give the text of option 77, such as iPXE"),
        /** Option 93, by number or by what programs for it are built for. */
        ARCHITECTURE("architecture", "give codes of option 93 such as 7, 9, or one of " + platforms()),
        /** What is speaking. */
        STAGE("stage", "give one of " + stages()),
        /** Hardware address, or how it begins. */
        MAC("mac", "give a MAC address or its beginning, such as 52:54:00"),
        /** Option 97. */
        UUID("uuid", "give a UUID or its beginning with *, such as 11223344-*"),
        /** Option 82.1. */
        CIRCUIT("circuit", "give the relay agent's circuit id as text, with * for anything, or in hex as 0x0102"),
        /** Option 82.2. */
        REMOTE("remote", "give the relay agent's remote id as text, with * for anything, or in hex as 0x0102"),
        /** The relay agent's address, or its network. */
        RELAY("relay", "give the address of the relay agent, or a network such as 10.1.0.0/16"),
        /** How well it is known here. */
        HOST("host", "give one of " + String.join(", ", BuiltInClass.names())),
        /** The groups that the administrator put it into. */
        GROUP("group", "give the name of a group of the directory of hosts"),
        /** Any option, with its value. */
        OPTION("option", "give CODE=TYPE:VALUE, such as 60=text:anaconda-Linux");

        private final String label;
        private final String remedy;

        Key(String label, String remedy) {
            this.label = label;
            this.remedy = remedy;
        }

        String label() {
            return label;
        }
    }

    public Condition {
        written = List.copyOf(written);
    }

    boolean holds(Traits traits) {
        return test.test(traits);
    }

    /** For messages: {@code vendorClass=PXEClient*}. */
    @Override
    public String toString() {
        return key.label + "=" + String.join(",", written);
    }

    static Optional<Condition> read(Key key, Written written, Complaints complaints) {
        String delimiter = key == Key.OPTION ? ";" : key == Key.VENDOR_CLASS || key == Key.USER_CLASS ? "," : Keys.LIST;
        List<Predicate<Traits>> tests =
                written.readMany(key.label, delimiter, text -> test(key, text), complaints, key.remedy);
        return tests.isEmpty()
                ? Optional.empty()
                : Optional.of(new Condition(key, written.many(key.label, delimiter), traits -> tests.stream()
                        .anyMatch(test -> test.test(traits))));
    }

    private static Predicate<Traits> test(Key key, String text) {
        return switch (key) {
            case VENDOR_CLASS -> {
                Pattern pattern = glob(text);
                yield traits -> fits(pattern, traits.client().vendorClass());
            }
            case USER_CLASS -> {
                Pattern pattern = glob(text);
                yield traits -> fits(pattern, traits.client().userClass())
                        || fits(pattern, traits.options().text(KnownOption.USER_CLASS));
            }
            case ARCHITECTURE -> architecture(text);
            case STAGE -> {
                BootClient.Stage stage = one(BootClient.Stage.values(), text);
                yield traits -> traits.client().stage() == stage;
            }
            case MAC -> mac(text);
            case UUID -> {
                Pattern pattern = glob(text.toLowerCase(Locale.ROOT));
                yield traits -> fits(pattern, traits.client().uuid().map(Object::toString));
            }
            case CIRCUIT -> {
                Predicate<Octets> test = bytes(text);
                yield traits -> traits.circuit().filter(test).isPresent();
            }
            case REMOTE -> {
                Predicate<Octets> test = bytes(text);
                yield traits -> traits.remote().filter(test).isPresent();
            }
            case RELAY -> {
                Network network = Network.parse(text.contains("/") ? text : text + "/32");
                yield traits -> !Ipv4.isNone(traits.relay()) && network.contains(traits.relay());
            }
            case HOST -> {
                String label = one(BuiltInClass.values(), text).label();
                yield traits -> traits.builtIn().contains(label);
            }
            case GROUP -> traits -> traits.groups().contains(text);
            case OPTION -> {
                ExtraOption option = ExtraOption.ofAny(text);
                yield traits -> traits.options()
                        .get(option.code())
                        .filter(option.value()::equals)
                        .isPresent();
            }
        };
    }

    private static boolean fits(Pattern pattern, Optional<String> text) {
        return text.filter(there -> pattern.matcher(there).matches()).isPresent();
    }

    private static Pattern glob(String text) {
        return Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    private static Predicate<Octets> bytes(String text) {
        Octets exact = Identity.bytes(text);
        if (!exact.equals(Octets.ofText(text))) {
            return exact::equals;
        }
        Pattern pattern = glob(text);
        return value -> pattern.matcher(value.text()).matches();
    }

    private static Predicate<Traits> architecture(String text) {
        if (text.matches("[0-9]{1,5}")) {
            Architecture wanted = new Architecture(Integer.parseInt(text));
            return traits ->
                    traits.client().architecture().filter(wanted::equals).isPresent();
        }
        Architecture.Platform platform = one(Architecture.Platform.values(), text);
        return traits -> traits.client()
                .architecture()
                .filter(there -> there.platform() == platform)
                .isPresent();
    }

    private static Predicate<Traits> mac(String text) {
        String bare = text.replaceAll("[:-]?\\*$", "").replace("-", ":").toLowerCase(Locale.ROOT);
        if (!bare.matches("[0-9a-f]{2}(:[0-9a-f]{2}){0,5}")) {
            throw new IllegalArgumentException("'" + text + "' is not a MAC address or the beginning of one");
        }
        Octets prefix = Octets.ofHex(bare.replace(":", ""));
        return traits -> traits.hardware().length() >= prefix.length()
                && traits.hardware().slice(0, prefix.length()).equals(prefix);
    }

    private static <E extends Enum<E>> E one(E[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of " + names(values)));
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String platforms() {
        return names(Architecture.Platform.values());
    }

    private static String stages() {
        return names(BootClient.Stage.values());
    }
}
