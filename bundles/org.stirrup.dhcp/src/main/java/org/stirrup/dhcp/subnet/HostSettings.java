package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stirrup.dhcp.codec.Ipv4;

/**
 * A machine as configured: dhcpd's {@code host}.
 *
 * @param name of its configuration
 * @param source file or PID
 * @param owners what it is known by; any of them will do
 * @param addresses kept for it, at most one in each subnet; none when it gets one of a pool
 * @param hostname what it is told it is called
 * @param terms what is said to it
 */
public record HostSettings(
        String name,
        String source,
        List<Identity> owners,
        List<Inet4Address> addresses,
        Optional<String> hostname,
        Terms terms) {
    static final Set<String> KEYS = keys();

    public HostSettings {
        owners = List.copyOf(owners);
        addresses = List.copyOf(addresses);
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(TermsReader.KEYS);
        keys.addAll(List.of("client", "address", "hostname"));
        return keys;
    }

    /** Reads and checks all that can be checked without knowing the subnets. */
    public static Reading<HostSettings> read(String name, Written written) {
        Complaints complaints = new Complaints(written.source());
        Keys.complainOfOthers(written, KEYS, complaints);
        List<Identity> owners = written.readMany(
                "client",
                Keys.LIST,
                Identity::parse,
                complaints,
                "give a MAC address such as 52:54:00:77:00:10, or id:, uuid:, circuit: or remote: with its value");
        if (owners.isEmpty() && !complaints.refused()) {
            complaints.error(
                    "client",
                    "",
                    "nothing says which machine this is",
                    "add client=52:54:00:77:00:10, its MAC address");
        }
        HostSettings settings = new HostSettings(
                name,
                written.source(),
                owners,
                written.readMany("address", Keys.LIST, Ipv4::parse, complaints, "give an address such as 192.168.1.50"),
                written.read(
                        "hostname",
                        Reservation::checkHostname,
                        complaints,
                        "give letters, digits and dashes, such as pc10"),
                TermsReader.read(written, complaints));
        return complaints.refused() ? Reading.refused(complaints) : Reading.of(settings, complaints);
    }

    /** Whether two of them are about one machine or one address. */
    void apart(HostSettings other, Complaints complaints) {
        owners.stream()
                .filter(other.owners::contains)
                .forEach(owner -> complaints.error(
                        "client", owner.toString(), other.source + " is about this machine too", "keep one of them"));
        addresses.stream()
                .filter(other.addresses::contains)
                .forEach(address -> complaints.error(
                        "address",
                        address.getHostAddress(),
                        "it is kept for the machine of " + other.source + " too",
                        "give each its own"));
    }
}
