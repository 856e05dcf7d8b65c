package org.stirrup.dhcp.subnet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.OptionType;

/**
 * An option that the administrator adds.
 *
 * @param code 1 to 254
 * @param value as it is sent
 */
record ExtraOption(int code, Octets value) {
    /** The server's own business, which no configuration may contradict. */
    private static final Set<KnownOption> OWN = Set.of(
            KnownOption.SUBNET_MASK,
            KnownOption.REQUESTED_ADDRESS,
            KnownOption.LEASE_TIME,
            KnownOption.OVERLOAD,
            KnownOption.MESSAGE_TYPE,
            KnownOption.SERVER_IDENTIFIER,
            KnownOption.CLIENT_IDENTIFIER,
            KnownOption.RELAY_AGENT);

    /**
     * Reads {@code 42=ips:192.168.1.2}; the code may be a name, and an option with a name needs no type.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static ExtraOption parse(String written) {
        ExtraOption option = ofAny(written);
        if (KnownOption.of(option.code).filter(OWN::contains).isPresent()) {
            throw new IllegalArgumentException("option " + option.code + " is set by the server itself");
        }
        return option;
    }

    /** The same, of an option that a client sends. */
    static ExtraOption ofAny(String written) {
        String[] sides = written.split("=", 2);
        if (sides.length != 2) {
            throw new IllegalArgumentException("'" + written + "' has no '='");
        }
        String name = sides[0].strip();
        Optional<KnownOption> known = name.matches("[0-9]{1,3}")
                ? KnownOption.of(Integer.parseInt(name))
                : KnownOption.of(name.toLowerCase(Locale.ROOT));
        if (known.isEmpty() && !name.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("'" + name + "' is neither an option's code nor a name known here");
        }
        int code = known.map(KnownOption::code).orElseGet(() -> Integer.parseInt(name));
        if (code < 1 || code > 254) {
            throw new IllegalArgumentException("no option has code " + code);
        }
        return new ExtraOption(code, value(sides[1].strip(), known));
    }

    static String types() {
        return Arrays.stream(OptionType.values()).map(OptionType::label).collect(Collectors.joining(", "));
    }

    private static Octets value(String written, Optional<KnownOption> known) {
        int colon = written.indexOf(':');
        String prefix = colon < 0 ? "" : written.substring(0, colon);
        Optional<OptionType> said = Arrays.stream(OptionType.values())
                .filter(type -> type.label().equals(prefix))
                .findFirst();
        if (said.isPresent()) {
            return said.get().read(written.substring(colon + 1));
        }
        return known.map(KnownOption::type)
                .orElseThrow(() -> new IllegalArgumentException("'" + written + "' does not begin with a type"))
                .read(written);
    }
}
