package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.Octets;

/** Reads one subnet's configuration. */
public final class SubnetReader {
    private static final Set<String> KEYS = Set.of(
            "subnet",
            "netmask",
            "range",
            "dynamicBootp",
            "routers",
            "domainNameServers",
            "domainName",
            "nextServer",
            "filename",
            "leaseSeconds",
            "minLeaseSeconds",
            "maxLeaseSeconds",
            "allowBooting",
            "reservations",
            "options");
    private static final String LIST = "[,\\s]+";
    /** Between reservations: whatever separates, where the next MAC address begins. */
    private static final String RESERVATIONS = "[,;\\s]+(?=[^,;\\s=]+=|$)";

    private static final String AN_ADDRESS = "give an address such as 192.168.1.2";

    private final Written written;
    private final Complaints complaints;

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
        List<AddressRange> ranges = written.readMany(
                "range",
                LIST,
                AddressRange::parse,
                complaints,
                "give FIRST-LAST, such as "
                        + network.map(Network::example).orElse(AddressRange.parse("192.168.1.100-192.168.1.200")));
        SubnetSettings settings = new SubnetSettings(
                written.source(),
                network,
                ranges,
                flag("dynamicBootp").orElse(false),
                addresses("routers"),
                addresses("domainNameServers"),
                written.one("domainName"),
                written.read("nextServer", Ipv4::parse, complaints, AN_ADDRESS),
                written.read(
                        "filename",
                        SubnetReader::filename,
                        complaints,
                        "give a path in the content tree such as pxelinux.0"),
                seconds("leaseSeconds"),
                seconds("minLeaseSeconds"),
                seconds("maxLeaseSeconds"),
                flag("allowBooting"),
                written.readMany(
                        "reservations",
                        RESERVATIONS,
                        Reservation::parse,
                        complaints,
                        "give MAC=ADDRESS or MAC=ADDRESS,HOSTNAME, such as 52:54:00:77:00:10=192.168.1.50,pc10"),
                options());
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
        return written.readMany(key, LIST, Ipv4::parse, complaints, "give addresses such as 192.168.1.2, 192.168.1.3");
    }

    private Optional<Boolean> flag(String key) {
        return written.read(key, Keys::flag, complaints, "write true or false");
    }

    private Optional<Duration> seconds(String key) {
        return written.read(key, Keys::seconds, complaints, "give seconds such as 3600");
    }

    private static String filename(String text) {
        if (text.length() > 255 || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("a boot file's name is at most 255 visible ASCII characters");
        }
        return text;
    }

    private Map<Integer, Octets> options() {
        Map<Integer, Octets> options = new LinkedHashMap<>();
        Function<String, ExtraOption> reader = ExtraOption::parse;
        String remedy = "give CODE=TYPE:VALUE with a type of " + ExtraOption.types()
                + ", several with ; between them, such as 42=ips:192.168.1.2; 150=ip:192.168.1.3";
        written.readMany("options", ";", reader, complaints, remedy)
                .forEach(option -> options.put(option.code(), option.value()));
        return options;
    }
}
