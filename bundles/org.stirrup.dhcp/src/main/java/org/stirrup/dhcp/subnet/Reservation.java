package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.Ipv4;

/**
 * An address kept for one machine.
 *
 * @param hostname what the machine is told it is called
 */
public record Reservation(MacAddress mac, Inet4Address address, Optional<String> hostname) {
    /**
     * Reads {@code 52:54:00:77:00:10=192.168.1.50} with or without {@code ,pc10} behind it.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Reservation parse(String written) {
        String[] sides = written.split("=", -1);
        if (sides.length != 2) {
            throw new IllegalArgumentException("'" + written + "' is not MAC=ADDRESS or MAC=ADDRESS,HOSTNAME");
        }
        String[] right = sides[1].split(",", 2);
        Optional<String> hostname = right.length == 2 ? Optional.of(right[1].strip()) : Optional.empty();
        if (hostname.filter(name -> !isHostname(name)).isPresent()) {
            throw new IllegalArgumentException("'" + hostname.get() + "' is not a host name");
        }
        return new Reservation(MacAddress.of(sides[0]), Ipv4.parse(right[0]), hostname);
    }

    /** Letters, digits, dashes and dots (RFC 1123, section 2.1), at most 255 of them. */
    public static boolean isHostname(String text) {
        return text.length() <= 255 && text.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    }
}
