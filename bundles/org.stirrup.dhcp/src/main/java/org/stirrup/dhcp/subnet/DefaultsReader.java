package org.stirrup.dhcp.subnet;

import java.time.Duration;
import java.util.Set;

/** Reads what holds for every subnet. */
public final class DefaultsReader {
    private static final Set<String> KEYS = Set.of(
            "authoritative",
            "allowBooting",
            "leaseSeconds",
            "minLeaseSeconds",
            "maxLeaseSeconds",
            "offerSeconds",
            "declineSeconds",
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
                flag(written, "authoritative", standard.authoritative(), complaints),
                flag(written, "allowBooting", standard.allowBooting(), complaints),
                times,
                seconds(written, "offerSeconds", standard.offer(), complaints),
                seconds(written, "declineSeconds", standard.quarantine(), complaints),
                written.read("port", DefaultsReader::port, complaints, "leave it out: DHCP clients send to port 67")
                        .orElse(standard.port()));
        return complaints.refused() ? Reading.refused(complaints) : Reading.of(defaults, complaints);
    }

    private static boolean flag(Written written, String key, boolean standard, Complaints complaints) {
        return written.read(key, Keys::flag, complaints, "write true or false").orElse(standard);
    }

    private static Duration seconds(Written written, String key, Duration standard, Complaints complaints) {
        return written.read(key, Keys::seconds, complaints, "give seconds such as " + standard.toSeconds())
                .orElse(standard);
    }

    /** @throws IllegalArgumentException when it is none, or its neighbour is none */
    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65534) {
            throw new IllegalArgumentException("'" + text + "' is not a port from 1 to 65534");
        }
        return Integer.parseInt(text);
    }
}
