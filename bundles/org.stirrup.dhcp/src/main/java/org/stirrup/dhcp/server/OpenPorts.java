package org.stirrup.dhcp.server;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.dhcp.engine.Arrival;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;

/** The server's port on every link. Opens what is missing and closes what is over; for one thread. */
final class OpenPorts {
    private static final Logger LOG = LoggerFactory.getLogger(OpenPorts.class);

    /** Where a port is wanted. */
    record Place(Link link, int port) {}

    private final UdpPorts udpPorts;
    private final Exchange exchange;
    private final Map<Place, UdpPort> open = new ConcurrentHashMap<>();
    private final Map<Place, String> failed = new HashMap<>();
    private volatile List<Finding> findings = List.of();
    private volatile List<Listener.Port> ports = List.of();

    OpenPorts(UdpPorts udpPorts, Exchange exchange) {
        this.udpPorts = udpPorts;
        this.exchange = exchange;
    }

    /** Makes it so that exactly there is listened; tries again where that failed before. */
    void follow(List<Place> wanted) {
        open.entrySet().removeIf(entry -> {
            boolean over = !wanted.contains(entry.getKey());
            if (over) {
                entry.getValue().close();
                LOG.info(
                        "Port {} on {} is closed",
                        entry.getKey().port(),
                        entry.getKey().link().name());
            }
            return over;
        });
        failed.keySet().retainAll(wanted);
        for (Place place : wanted) {
            if (!open.containsKey(place)) {
                open(place);
            }
        }
        Map<String, Finding> sorted = new TreeMap<>();
        failed.forEach((place, why) -> sorted.put(place.link().name() + place.port(), finding(place, why)));
        findings = List.copyOf(sorted.values());
        ports = wanted.stream()
                .map(place -> new Listener.Port(
                        place.port() == Arrival.BOOT_SERVER ? "proxydhcp" : "dhcp",
                        place.link().name(),
                        new InetSocketAddress(place.link().address(), place.port()),
                        open.containsKey(place)))
                .toList();
    }

    private void open(Place place) {
        try {
            UdpPort port = udpPorts.open(
                    place.link(),
                    place.port(),
                    (where, from, payload) -> exchange.received(where, place.link(), from, payload));
            open.put(place, port);
            failed.remove(place);
            LOG.info("Listening for DHCP on {}, port {}", place.link().name(), place.port());
        } catch (PortException e) {
            if (!e.getMessage().equals(failed.put(place, e.getMessage()))) {
                LOG.error(
                        "No DHCP on {}: {}; tried again every few seconds",
                        place.link().name(),
                        e.getMessage());
            }
        }
    }

    private static Finding finding(Place place, String why) {
        return new Finding(
                Finding.Severity.ERROR,
                DhcpConfiguration.PID,
                "no DHCP on " + place.link().name() + ": " + why,
                "stop the other program, or take " + place.link().name()
                        + " out of org.stirrup.net; the port is tried again every few seconds");
    }

    Optional<UdpPort> on(Link link, int port) {
        return Optional.ofNullable(open.get(new Place(link, port)));
    }

    List<Finding> findings() {
        return findings;
    }

    /** Those that are wanted, open or not. */
    List<Listener.Port> ports() {
        return ports;
    }

    /**
     * Listens no longer; what comes waits for the server that comes next, if one does.
     *
     * @param served whether clients of a link are answered: else the next has to find out for itself what may be done
     */
    void handOn(Predicate<Link> served) {
        open.forEach((place, port) -> {
            if (served.test(place.link())) {
                port.handOn();
            } else {
                port.close();
            }
        });
        open.clear();
        follow(List.of());
    }
}
