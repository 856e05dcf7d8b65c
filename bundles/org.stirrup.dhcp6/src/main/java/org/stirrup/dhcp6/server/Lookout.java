package org.stirrup.dhcp6.server;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp6.codec.Association;
import org.stirrup.dhcp6.codec.Dhcp6Codec;
import org.stirrup.dhcp6.codec.Dhcp6Message;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.codec.Ipv6Packet;
import org.stirrup.dhcp6.codec.Malformed;
import org.stirrup.dhcp6.codec.MessageType;
import org.stirrup.dhcp6.codec.Option;
import org.stirrup.dhcp6.rules.Probe;
import org.stirrup.net.Link;
import org.stirrup.net.PacketPort;
import org.stirrup.net.PacketPorts;
import org.stirrup.net.PortException;

/**
 * Looks for other DHCPv6 servers on a link, as a client would: by a SOLICIT, whose advertisement is not taken. Another
 * Stirrup does not answer it: two of them give each client the same address. Safe for many threads.
 */
final class Lookout implements AutoCloseable {
    /** In which the first look is answered; clients ask again after a second (RFC 8415, section 7.6). */
    static final Duration WINDOW = Duration.ofMillis(1150);

    /** Looks that a server may leave unanswered before it is gone. */
    private static final int PATIENCE = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final Link link;
    private final ByteBuffer own;
    private final Consumer<String> warning;
    private final PacketPort port;
    private final Map<ByteBuffer, Other> others = new HashMap<>();
    private boolean looking = true;

    /** Another server. @param unanswered looks since it last answered */
    private record Other(MacAddress mac, Inet6Address address, int unanswered) {
        @Override
        public String toString() {
            return Ipv6.text(address) + " (" + mac + ")";
        }
    }

    /** @param own the appliance's DUID @param warning told for the journal, with who it is about */
    Lookout(Link link, PacketPorts ports, ByteBuffer own, Consumer<String> warning) throws PortException {
        this.link = link;
        this.own = own;
        this.warning = warning;
        this.port = ports.open(link, Groups.TO_CLIENTS, this::heard);
    }

    /** Asks who is there. @param from the appliance's own address of the link */
    void look(Inet6Address from) {
        List<String> gone = new ArrayList<>();
        synchronized (this) {
            others.replaceAll((duid, other) -> new Other(other.mac(), other.address(), other.unanswered() + 1));
            others.values().removeIf(other -> other.unanswered() > PATIENCE && gone.add(other.toString()));
        }
        gone.forEach(each -> warning.accept("the DHCPv6 server " + each + " on " + link.name() + " has not answered "
                + PATIENCE + " looks: it is gone"));
        Dhcp6Message solicit = new Dhcp6Message(
                MessageType.SOLICIT,
                ThreadLocalRandom.current().nextInt(1 << 24),
                List.of(new Association(Option.IA_NA, 1, Association.Times.UNSAID, List.of(), List.of())),
                List.of(new Option(Option.CLIENT_ID, Probe.duid(port.hardware()))));
        port.send(
                Ipv6Packet.toServers(from, Groups.ALL_SERVERS, Dhcp6Codec.encode(solicit)),
                Groups.ALL_SERVERS_HARDWARE);
    }

    /** The first look is over. */
    synchronized void settle() {
        looking = false;
    }

    private void heard(PacketPort at, MacAddress from, ByteBuffer packet) {
        try {
            Ipv6Packet heard = Ipv6Packet.decode(packet);
            Dhcp6Message message = Dhcp6Codec.decode(heard.datagram());
            Optional<ByteBuffer> server = message.option(Option.SERVER_ID);
            boolean ofProbe =
                    message.option(Option.CLIENT_ID).filter(Probe::isProbe).isPresent();
            if (message.type() == MessageType.ADVERTISE && ofProbe && server.isPresent()) {
                answered(server.get(), new Other(from, heard.source(), 0));
            }
        } catch (Malformed e) {
            LOG.debug("{}: from {}: {}", link.name(), from, e.getMessage());
        }
    }

    private void answered(ByteBuffer duid, Other other) {
        boolean fresh;
        synchronized (this) {
            fresh = !duid.equals(own) && others.put(duid, other) == null;
        }
        if (fresh) {
            warning.accept("another DHCPv6 server answers on " + link.name() + ": " + other);
        }
    }

    synchronized boolean isLooking() {
        return looking;
    }

    /** Who else is there, for a person; empty for nobody. */
    synchronized Optional<String> others() {
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        others.values().stream().map(Other::toString).sorted().collect(Collectors.joining(", ")));
    }

    @Override
    public void close() {
        port.close();
    }
}
