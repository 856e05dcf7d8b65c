package org.stirrup.api.forecast;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Architecture;

/**
 * What a machine may ask by DHCP: to begin with, or when it renews the lease that it has.
 *
 * @param kind as what it asks; an operating system where it renews
 * @param architecture option 93, where it is not the one of its kind
 * @param renews whether it has the address, and wants it for longer
 * @param at an address of its network: the one it has, or may have
 * @param identities what it shows of itself: a MAC address, {@code id:}, {@code uuid:}, {@code circuit:} or
 *     {@code remote:} with a value, as a configuration has them; at least one, without blanks
 */
public record Inquiry(
        ClientKind kind,
        Optional<Architecture> architecture,
        boolean renews,
        Inet4Address at,
        List<String> identities) {
    private static final String RENEWS = "renews";

    public Inquiry {
        identities = List.copyOf(identities);
        if (identities.isEmpty() || identities.stream().anyMatch(each -> each.isEmpty() || each.matches(".*\\s.*"))) {
            throw new IllegalArgumentException("a machine is known by something, without blanks: " + identities);
        }
    }

    /**
     * Reads what {@link #toString} writes: {@code uefi 192.168.1.50 52:54:00:77:00:10}, {@code uefi/11 ...},
     * {@code renews ...}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Inquiry parse(String written) {
        List<String> words = Arrays.asList(written.strip().split("\\s+"));
        if (words.size() < 3) {
            throw new IllegalArgumentException("'" + written + "' is not KIND ADDRESS MACHINE");
        }
        boolean renews = words.get(0).equals(RENEWS);
        String[] kind = words.get(0).split("/", 2);
        return new Inquiry(
                renews ? ClientKind.OS : ClientKind.of(kind[0]),
                kind.length == 2 ? Optional.of(new Architecture(number(kind[1]))) : Optional.empty(),
                renews,
                address(words.get(1)),
                new ArrayList<>(words.subList(2, words.size())));
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is no number of an architecture, such as 7");
        }
        return Integer.parseInt(text);
    }

    private static Inet4Address address(String text) {
        try {
            if (text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                    && InetAddress.getByName(text) instanceof Inet4Address address) {
                return address;
            }
        } catch (UnknownHostException notOne) {
            // Said below.
        }
        throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
    }

    /** As what it asks: {@code bios}, {@code uefi/11}, {@code renews}. */
    public String manner() {
        return renews
                ? RENEWS
                : kind.text() + architecture.map(given -> "/" + given.code()).orElse("");
    }

    @Override
    public String toString() {
        return manner() + " " + at.getHostAddress() + " " + String.join(" ", identities);
    }
}
