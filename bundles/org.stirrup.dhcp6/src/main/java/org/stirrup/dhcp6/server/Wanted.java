package org.stirrup.dhcp6.server;

import java.net.Inet6Address;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.Reading.Complaints;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.rules.Machine;
import org.stirrup.dhcp6.rules.Network;
import org.stirrup.dhcp6.rules.Settings;

/**
 * The configuration, read.
 *
 * @param everybody whether clients are answered at all
 * @param network from which addresses are given; empty for the first of each link
 * @param advertises whether router advertisements are sent
 * @param servesBeside whether clients are answered where another server answers too
 * @param look time between two looks for other servers
 * @param settings what clients get
 */
record Wanted(
        boolean everybody,
        Optional<Network> network,
        boolean advertises,
        boolean servesBeside,
        Duration look,
        Settings settings) {
    static final Wanted NOTHING = new Wanted(
            false,
            Optional.empty(),
            true,
            false,
            Duration.ofMinutes(1),
            new Settings(14400, List.of(), List.of(), Map.of()));

    private static final int SHORTEST = 600;
    private static final int LONGEST_LOOK = 3600;
    private static final int LONGEST = 31_536_000;

    /** Servers, and texts of parameters: what is sent has to go into one packet. */
    private static final int MANY = 3;

    private static final int LONGEST_PARAMETERS = 256;

    static Reading<Wanted> read(Dhcp6Server.Config config, Map<String, Object> properties) {
        Complaints wrong = new Complaints(properties, Dhcp6Server.PID);
        String answer = wrong.choice("answer", config.answer(), "nobody of that name", List.of("nobody", "everybody"));
        String advertise = wrong.choice("advertise", config.advertise(), "no such choice", List.of("yes", "no"));
        String beside = wrong.choice("otherServer", config.otherServer(), "no such choice", List.of("silent", "serve"));
        Optional<Network> network = config.network().isBlank()
                ? Optional.empty()
                : wrong.parsed(
                        "network",
                        () -> Optional.of(network(config.network().strip())),
                        config.network(),
                        Optional.empty(),
                        "write a network such as fd00:1:2:3::/64, in which the link has an address");
        int look = wrong.parsed(
                "lookSeconds",
                () -> seconds(config.lookSeconds().strip(), 1, LONGEST_LOOK),
                config.lookSeconds(),
                1,
                "write seconds such as 60");
        int lifetime = wrong.parsed(
                "lifetime",
                () -> seconds(config.lifetime().strip(), SHORTEST, LONGEST),
                config.lifetime(),
                SHORTEST,
                "write seconds such as 14400");
        List<Inet6Address> dns = wrong.parsed(
                "dns",
                () -> words(config.dns()).map(Ipv6::parse).toList(),
                config.dns(),
                List.of(),
                "write IPv6 addresses with commas between them: fd00:1:2:3::53");
        Map<Machine, Inet6Address> reservations = wrong.parsed(
                "reservations",
                () -> reservations(config.reservations()),
                config.reservations(),
                Map.of(),
                "write 52:54:00:77:00:10=fd00:1:2:3::50, several with commas; duid:00030001525400770010 in place of a"
                        + " MAC address");
        List<String> parameters = words(config.parameters()).toList();
        if (dns.size() > MANY) {
            wrong.refuse("dns", config.dns(), "more than " + MANY + " servers", "keep the first " + MANY);
        }
        if (config.parameters().length() > LONGEST_PARAMETERS) {
            wrong.refuse(
                    "parameters",
                    config.parameters(),
                    "more than " + LONGEST_PARAMETERS + " characters",
                    "write fewer of them");
        }
        return wrong.reading(() -> new Wanted(
                answer.equals("everybody"),
                network,
                advertise.equals("yes"),
                beside.equals("serve"),
                Duration.ofSeconds(look),
                new Settings(lifetime, dns, parameters, reservations)));
    }

    /** The network of a link from which addresses are given. @param all of the link's */
    Optional<Network> of(List<Network> all) {
        return all.stream()
                .filter(there ->
                        !there.server().isLinkLocalAddress() && !there.server().isLoopbackAddress())
                .filter(there -> there.prefixLength() <= Network.LONGEST_PREFIX)
                .filter(there -> network.map(
                                wanted -> wanted.prefixLength() == there.prefixLength() && wanted.holds(there.server()))
                        .orElse(true))
                .findFirst();
    }

    private static Stream<String> words(String written) {
        return Arrays.stream(written.split("[,\\s]+")).filter(word -> !word.isEmpty());
    }

    private static Network network(String written) {
        String[] parts = written.split("/", 2);
        if (parts.length != 2 || !parts[1].matches("\\d{1,3}")) {
            throw new IllegalArgumentException("no length of a prefix after a slash");
        }
        int length = Integer.parseInt(parts[1]);
        if (length < 1 || length > Network.LONGEST_PREFIX) {
            throw new IllegalArgumentException("the prefix is to have 1 to " + Network.LONGEST_PREFIX + " bits");
        }
        return new Network(Ipv6.parse(parts[0]), length);
    }

    private static Map<Machine, Inet6Address> reservations(String written) {
        Map<Machine, Inet6Address> all = new LinkedHashMap<>();
        for (String each : words(written).toList()) {
            String[] parts = each.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("'" + each + "' is not MACHINE=ADDRESS");
            }
            Inet6Address address = Ipv6.parse(parts[1]);
            if (all.containsValue(address)) {
                throw new IllegalArgumentException(Ipv6.text(address) + " is kept for two machines");
            }
            if (all.put(Machine.parse(parts[0]), address) != null) {
                throw new IllegalArgumentException(parts[0] + " has two addresses");
            }
        }
        return all;
    }

    private static int seconds(String written, int least, int most) {
        if (!written.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("not a number");
        }
        int seconds = Integer.parseInt(written);
        if (seconds < least || seconds > most) {
            throw new IllegalArgumentException("outside " + least + " to " + most);
        }
        return seconds;
    }
}
