package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stirrup.dhcp.codec.Ipv4;

/** Reads one subnet's configuration. */
public final class SubnetReader {
    private static final Set<String> KEYS = keys();

    /** Between reservations: whatever separates, where the next one begins. */
    private static final String RESERVATIONS = "[,;\\s]+(?=[^,;\\s=]+=|$)";

    private final Written written;
    private final Complaints complaints;

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(TermsReader.KEYS);
        keys.addAll(List.of(
                "subnet",
                "netmask",
                "sharedNetwork",
                "range",
                "exclude",
                "allow",
                "deny",
                "dynamicBootp",
                "routers",
                "domainNameServers",
                "domainName",
                "allowBooting",
                "mode",
                "reservations"));
        return keys;
    }

    private SubnetReader(Written written) {
        this.written = written;
        this.complaints = new Complaints(written.source());
    }

    /**
     * Reads and checks all that can be checked without knowing the links.
     *
     * @return settings unless something was refused, and what there is to say
     */
    public static Reading<SubnetSettings> read(Written written) {
        return new SubnetReader(written).read();
    }

    private Reading<SubnetSettings> read() {
        Keys.complainOfOthers(written, KEYS, complaints);
        Optional<Network> network = network();
        String example =
                network.map(Network::example).map(AddressRange::toString).orElse("192.168.1.100-192.168.1.200");
        SubnetSettings settings = new SubnetSettings(
                written.source(),
                network,
                written.read("sharedNetwork", Keys::className, complaints, "give a name of letters and digits"),
                Keys.ranges(written, "range", example, complaints),
                Keys.ranges(written, "exclude", example, complaints),
                Keys.admission(written, complaints),
                written.read("dynamicBootp", Keys::flag, complaints, "write true or false")
                        .orElse(false),
                addresses("routers"),
                addresses("domainNameServers"),
                written.one("domainName"),
                TermsReader.read(written, complaints),
                Keys.booting(written, complaints),
                written.read("mode", Keys::mode, complaints, Keys.MODES),
                written.readMany(
                        "reservations",
                        RESERVATIONS,
                        Reservation::parse,
                        complaints,
                        "give MAC=ADDRESS or MAC=ADDRESS,HOSTNAME, such as 52:54:00:77:00:10=192.168.1.50,pc10; in place of"
                                + " the MAC id:, uuid:, circuit: or remote: with its value"));
        network.ifPresent(known -> SubnetChecks.fits(settings, known, complaints));
        SubnetChecks.agrees(settings, complaints);
        return complaints.refused() ? Reading.refused(complaints) : Reading.of(settings, complaints);
    }

    private Optional<Network> network() {
        Optional<String> subnet = written.one("subnet");
        Optional<Integer> mask = written.read(
                "netmask",
                text -> Network.prefixOf(Ipv4.parse(text)),
                complaints,
                "give a netmask such as 255.255.255.0, or write subnet=192.168.1.0/24");
        if (subnet.isEmpty()) {
            mask.ifPresent(bits -> complaints.error(
                    "netmask",
                    written.one("netmask").orElse(""),
                    "there is no subnet to it",
                    "add subnet=192.168.1.0, or leave both out: then the link's network is taken"));
            return Optional.empty();
        }
        if (written.one("netmask").isPresent() && mask.isEmpty()) {
            return Optional.empty();
        }
        return written.read(
                "subnet",
                text -> subnet(text, mask),
                complaints,
                "give the lowest address with its prefix, such as 192.168.1.0/24, or with netmask=255.255.255.0");
    }

    private static Network subnet(String text, Optional<Integer> mask) {
        String[] parts = text.split("/", -1);
        Inet4Address address = Ipv4.parse(parts[0]);
        if (parts.length > 2 || parts.length == 2 && !parts[1].strip().matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("'" + text + "' is not ADDRESS/PREFIX");
        }
        Optional<Integer> prefix =
                parts.length == 2 ? Optional.of(Integer.valueOf(parts[1].strip())) : Optional.empty();
        if (prefix.isPresent() && mask.isPresent() && !prefix.equals(mask)) {
            throw new IllegalArgumentException(
                    "its prefix is not that of the netmask, which has " + mask.get() + " bits");
        }
        return new Network(
                address,
                prefix.or(() -> mask).orElseThrow(() -> new IllegalArgumentException("the netmask is missing")));
    }

    private List<Inet4Address> addresses(String key) {
        return written.readMany(
                key, Keys.LIST, Ipv4::parse, complaints, "give addresses such as 192.168.1.2, 192.168.1.3");
    }
}
