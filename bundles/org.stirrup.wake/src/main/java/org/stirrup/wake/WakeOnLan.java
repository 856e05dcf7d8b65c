package org.stirrup.wake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.Waker;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;

/** Sends magic packets by UDP, to the discard port (RFC 863) of everybody on one link. */
@Component
public final class WakeOnLan implements Waker {
    private static final InetSocketAddress EVERYBODY = new InetSocketAddress("255.255.255.255", 9);

    private final UdpPorts ports;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    volatile List<Link> links = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver boot;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostDirectory hosts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootJournal journal;

    @Activate
    public WakeOnLan(@Reference UdpPorts ports) {
        this.ports = ports;
    }

    @Override
    public String wake(MacAddress mac, Optional<String> named) throws IOException {
        Link link = LinkChoice.of(
                mac,
                links,
                named,
                Optional.ofNullable(boot).flatMap(it -> it.lastSeen(mac)).map(seen -> seen.client()
                        .link()),
                Optional.ofNullable(hosts).flatMap(it -> it.find(mac)).flatMap(Host::address));
        // What is said on a port of no number of its own nobody answers to it.
        try (UdpPort port = ports.open(link, 0, (own, from, payload) -> {})) {
            port.send(MagicPacket.to(mac), EVERYBODY);
        } catch (PortException e) {
            throw new IOException("nothing can be sent on " + link.name() + ": " + e.getMessage(), e);
        }
        BootJournal present = journal;
        if (present != null) {
            present.record(BootEvent.of(
                    BootEvent.Kind.WAKE, mac, "a magic packet on " + link.name(), Map.of("link", link.name())));
        }
        return link.name();
    }
}
