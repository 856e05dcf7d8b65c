package org.stirrup.dhcp.subnet;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.Octets;

/** Reads the keys that subnets, pools, classes and hosts have in common. */
final class TermsReader {
    static final Set<String> KEYS =
            Set.of("nextServer", "filename", "leaseSeconds", "minLeaseSeconds", "maxLeaseSeconds", "options");

    private TermsReader() {}

    static Terms read(Written written, Complaints complaints) {
        Terms terms = new Terms(
                written.read("nextServer", Ipv4::parse, complaints, "give an address such as 192.168.1.2"),
                written.read(
                        "filename",
                        TermsReader::filename,
                        complaints,
                        "give a path in the content tree such as pxelinux.0"),
                seconds(written, "leaseSeconds", complaints),
                seconds(written, "minLeaseSeconds", complaints),
                seconds(written, "maxLeaseSeconds", complaints),
                options(written, complaints));
        try {
            terms.times(Defaults.STANDARD.times());
        } catch (IllegalArgumentException e) {
            complaints.error(
                    "leaseSeconds",
                    terms.usual().map(time -> Long.toString(time.toSeconds())).orElse(""),
                    e.getMessage(),
                    "keep minLeaseSeconds <= leaseSeconds <= maxLeaseSeconds");
        }
        return terms;
    }

    private static Optional<Duration> seconds(Written written, String key, Complaints complaints) {
        return written.read(key, Keys::seconds, complaints, "give seconds such as 3600");
    }

    private static String filename(String text) {
        if (text.length() > 255 || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("a boot file's name is at most 255 visible ASCII characters");
        }
        return text;
    }

    private static Map<Integer, Octets> options(Written written, Complaints complaints) {
        Map<Integer, Octets> options = new LinkedHashMap<>();
        Function<String, ExtraOption> reader = ExtraOption::parse;
        String remedy = "give CODE=TYPE:VALUE with a type of " + ExtraOption.types()
                + ", several with ; between them, such as 42=ips:192.168.1.2; 150=ip:192.168.1.3";
        written.readMany("options", ";", reader, complaints, remedy)
                .forEach(option -> options.put(option.code(), option.value()));
        return options;
    }
}
