package org.stirrup.dhcp.subnet;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.Octets;

/**
 * Something that a machine, or the port it is plugged into, is known by.
 *
 * @param value as it is on the wire; a UUID in the order of its text
 */
public record Identity(Kind kind, Octets value) {
    /** What tells one from another. A machine that has several is looked up in this order. */
    public enum Kind {
        /** Hardware address, six bytes. */
        MAC("mac"),
        /** Client identifier, option 61 (RFC 2132, section 9.14). */
        CLIENT("id"),
        /** SMBIOS UUID, option 97 (RFC 4578, section 2.3). */
        MACHINE("uuid"),
        /** The relay agent's name of the port, option 82.1 (RFC 3046, section 3.1). */
        CIRCUIT("circuit"),
        /** The relay agent's name of the subscriber, or of itself, option 82.2 (RFC 3046, section 3.2). */
        REMOTE("remote");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    public Identity {
        if (value.length() == 0) {
            throw new IllegalArgumentException("nothing stands after '" + kind.label + ":'");
        }
    }

    public static Identity of(MacAddress mac) {
        return new Identity(Kind.MAC, Octets.of(mac.bytes()));
    }

    public static Identity of(UUID uuid) {
        return new Identity(Kind.MACHINE, Octets.ofHex(uuid.toString().replace("-", "")));
    }

    /**
     * Reads a MAC address, or {@code id:}, {@code uuid:}, {@code circuit:} or {@code remote:} with a value: a UUID, hex as
     * {@code 0x0152...} or in pairs with colons, else text.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Identity parse(String written) {
        String text = written.strip();
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(each -> text.toLowerCase(Locale.ROOT).startsWith(each.label + ":"))
                .findFirst();
        if (kind.isEmpty()) {
            return of(MacAddress.of(text));
        }
        String rest = text.substring(kind.get().label.length() + 1);
        return switch (kind.get()) {
            case MAC -> of(MacAddress.of(rest));
            case MACHINE -> of(uuid(rest));
            default -> new Identity(kind.get(), bytes(rest));
        };
    }

    private static UUID uuid(String text) {
        if (!text.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a UUID such as 11223344-5566-7788-99aa-bbccddeeff00");
        }
        return UUID.fromString(text);
    }

    /** Hex when it looks so, else one byte a character. */
    static Octets bytes(String text) {
        if (text.matches("0x([0-9A-Fa-f]{2})+")) {
            return Octets.ofHex(text.substring(2));
        }
        return text.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})+")
                ? Octets.ofHex(text.replace(":", ""))
                : Octets.ofText(text);
    }

    /** As it is written in a configuration. */
    @Override
    public String toString() {
        return switch (kind) {
            case MAC -> MacAddress.of(value.toArray()).toString();
            case MACHINE ->
                kind.label + ":" + value.toString().replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
            default -> kind.label + ":" + show(value);
        };
    }

    /** Text when all of it can be seen, else hex. */
    public static String show(Octets value) {
        String text = value.text();
        boolean seen = text.length() == value.length() && text.chars().allMatch(c -> c > ' ' && c <= '~');
        return seen ? text : "0x" + HexFormat.of().formatHex(value.toArray());
    }
}
