package org.stirrup.dhcp.subnet;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.guard.Policy;

/** Reads what holds for every subnet. */
public final class DefaultsReader {
    private static final Set<String> KEYS = Set.of(
            "mode",
            "otherServer",
            "knownServers",
            "lookSeconds",
            "authoritative",
            "allowBooting",
            "leaseSeconds",
            "minLeaseSeconds",
            "maxLeaseSeconds",
            "offerSeconds",
            "declineSeconds",
            "probeMillis",
            "probeRelayed",
            "messagesPerClient",
            "newClients",
            "identity",
            "port");

    private DefaultsReader() {}

    public static Reading<Defaults> read(Written written) {
        Complaints complaints = new Complaints(written.source());
        Keys.complainOfOthers(written, KEYS, complaints);
        Defaults standard = Defaults.STANDARD;
        Duration usual = seconds(written, "leaseSeconds", standard.times().usual(), complaints);
        Duration least = seconds(written, "minLeaseSeconds", standard.times().least(), complaints);
        Duration most = seconds(written, "maxLeaseSeconds", standard.times().most(), complaints);
        LeaseTimes times = standard.times();
        try {
            times = new LeaseTimes(usual, least, most);
        } catch (IllegalArgumentException e) {
            complaints.error(
                    "leaseSeconds",
                    Long.toString(usual.toSeconds()),
                    e.getMessage(),
                    "keep minLeaseSeconds <= leaseSeconds <= maxLeaseSeconds");
        }
        Defaults defaults = new Defaults(
                written.read("mode", Keys::mode, complaints, Keys.MODES).orElse(standard.mode()),
                company(written, complaints),
                flag(written, "authoritative", standard.authoritative(), complaints),
                Keys.booting(written, complaints).orElse(standard.booting()),
                times,
                seconds(written, "offerSeconds", standard.offer(), complaints),
                seconds(written, "declineSeconds", standard.quarantine(), complaints),
                written.read(
                                "probeMillis",
                                text -> Duration.ofMillis(number(text, 0, 10_000)),
                                complaints,
                                "give milliseconds such as 500, or 0 to ask nobody")
                        .or(standard::probe)
                        .filter(time -> !time.isZero()),
                flag(written, "probeRelayed", standard.probeRelayed(), complaints),
                new Limits(
                        limit(written, "messagesPerClient", standard.limits().messagesPerClient(), complaints),
                        limit(written, "newClients", standard.limits().newClients(), complaints)),
                written.read(
                                "identity",
                                DefaultsReader::identification,
                                complaints,
                                "write automatic, client-id or chaddr")
                        .orElse(standard.identification()),
                written.read("port", DefaultsReader::port, complaints, "leave it out: DHCP clients send to port 67")
                        .orElse(standard.port()));
        return complaints.refused() ? Reading.refused(complaints) : Reading.of(defaults, complaints);
    }

    private static Company company(Written written, Complaints complaints) {
        Company standard = Company.STANDARD;
        return new Company(
                written.read("otherServer", DefaultsReader::policy, complaints, "write proxy, serve or silent")
                        .orElse(standard.policy()),
                Set.copyOf(written.readMany(
                        "knownServers",
                        "[,\\s]+",
                        Ipv4::parse,
                        complaints,
                        "give the addresses of other DHCP servers that may be there, such as 192.168.1.2")),
                seconds(written, "lookSeconds", standard.look(), complaints));
    }

    private static Policy policy(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "proxy" -> Policy.PROXY;
            case "serve" -> Policy.SERVE;
            case "silent" -> Policy.SILENT;
            default -> throw new IllegalArgumentException("'" + text + "' is neither proxy, serve nor silent");
        };
    }

    private static Identification identification(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "automatic" -> Identification.AUTOMATIC;
            case "client-id" -> Identification.CLIENT_ID;
            case "chaddr" -> Identification.CHADDR;
            default -> throw new IllegalArgumentException("'" + text + "' is neither automatic, client-id nor chaddr");
        };
    }

    private static boolean flag(Written written, String key, boolean standard, Complaints complaints) {
        return written.read(key, Keys::flag, complaints, "write true or false").orElse(standard);
    }

    private static Duration seconds(Written written, String key, Duration standard, Complaints complaints) {
        return written.read(key, Keys::seconds, complaints, "give seconds such as " + standard.toSeconds())
                .orElse(standard);
    }

    private static int limit(Written written, String key, int standard, Complaints complaints) {
        return written.read(key, text -> number(text, 1, 1_000_000), complaints, "give a number such as " + standard)
                .orElse(standard);
    }

    /** @throws IllegalArgumentException when it is none, or not between the two */
    private static int number(String text, int low, int high) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < low || Integer.parseInt(text) > high) {
            throw new IllegalArgumentException("'" + text + "' is not a number from " + low + " to " + high);
        }
        return Integer.parseInt(text);
    }

    /** @throws IllegalArgumentException when it is none, or its neighbour is none */
    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65534) {
            throw new IllegalArgumentException("'" + text + "' is not a port from 1 to 65534");
        }
        return Integer.parseInt(text);
    }
}
