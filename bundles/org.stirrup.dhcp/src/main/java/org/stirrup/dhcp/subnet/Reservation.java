package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stirrup.dhcp.codec.Ipv4;

/**
 * An address kept for one machine, or for whatever is plugged into one port.
 *
 * @param hostname what the machine is told it is called
 */
public record Reservation(Identity owner, Inet4Address address, Optional<String> hostname) {
    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

    /**
     * Reads {@code 52:54:00:77:00:10=192.168.1.50} with or without {@code ,pc10} behind it; in place of the MAC address
     * any {@link Identity}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Reservation parse(String written) {
        int equals = written.lastIndexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + written + "' is not MAC=ADDRESS or MAC=ADDRESS,HOSTNAME");
        }
        String[] right = written.substring(equals + 1).split(",", 2);
        Optional<String> hostname = right.length == 2 ? Optional.of(right[1].strip()) : Optional.empty();
        hostname.ifPresent(Reservation::checkHostname);
        return new Reservation(Identity.parse(written.substring(0, equals)), Ipv4.parse(right[0]), hostname);
    }

    /** @throws IllegalArgumentException when it is none */
    static String checkHostname(String name) {
        if (!isHostname(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a host name");
        }
        return name;
    }

    /** Letters, digits, dashes and dots (RFC 1123, section 2.1), at most 255 of them. */
    public static boolean isHostname(String text) {
        return text.length() <= 255 && HOSTNAME.matcher(text).matches();
    }

    /** For messages: {@code 52:54:00:77:00:10=192.168.1.50}. */
    @Override
    public String toString() {
        return owner + "=" + address.getHostAddress();
    }
}
