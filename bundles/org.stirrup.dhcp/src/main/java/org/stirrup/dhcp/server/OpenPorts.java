package org.stirrup.dhcp.server;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;

/** The server's port on every link. Opens what is missing and closes what is over; for one thread. */
final class OpenPorts {
    private static final Logger LOG = LoggerFactory.getLogger(OpenPorts.class);

    private record Place(Link link, int port) {}

    private final UdpPorts udpPorts;
    private final Exchange exchange;
    private final Map<Place, UdpPort> open = new HashMap<>();
    private final Map<Place, String> failed = new HashMap<>();
    private volatile List<Finding> findings = List.of();
    private volatile List<Listener.Port> ports = List.of();

    OpenPorts(UdpPorts udpPorts, Exchange exchange) {
        this.udpPorts = udpPorts;
        this.exchange = exchange;
    }

    /** Makes it so that exactly these links are listened on; tries again where that failed before. */
    void follow(List<Link> links, int port) {
        List<Place> wanted = links.stream().map(link -> new Place(link, port)).toList();
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
        failed.forEach((place, why) -> sorted.put(place.link().name(), finding(place, why)));
        findings = List.copyOf(sorted.values());
        ports = wanted.stream()
                .map(place -> new Listener.Port(
                        "dhcp",
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

    List<Finding> findings() {
        return findings;
    }

    /** Those that are wanted, open or not. */
    List<Listener.Port> ports() {
        return ports;
    }

    void close() {
        follow(List.of(), 0);
    }
}
