package org.stirrup.dhcp6.server;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp6.codec.Dhcp6Codec;
import org.stirrup.dhcp6.codec.Dhcp6Message;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.codec.Ipv6Packet;
import org.stirrup.dhcp6.codec.Malformed;
import org.stirrup.dhcp6.codec.Option;
import org.stirrup.dhcp6.codec.RouterAdvertisement;
import org.stirrup.dhcp6.rules.Arrival;
import org.stirrup.dhcp6.rules.Decision;
import org.stirrup.dhcp6.rules.Network;
import org.stirrup.dhcp6.rules.Rules;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;
import org.stirrup.net.PacketPort;
import org.stirrup.net.PacketPorts;
import org.stirrup.net.PortException;

/** One link: DHCPv6, and the advertisements that send clients to it. */
final class LinkService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkService.class);

    private final Link link;
    private final Around around;
    private final PacketPort clients;
    private final PacketPort hosts;
    private final Lookout lookout;
    private Optional<Link6> served = Optional.empty();
    private Runnable withdraw = () -> {};
    private boolean closed;

    /** What it needs of the component; all of it may change while it runs. Safe for many threads. */
    interface Around {
        Wanted wanted();

        Rules rules();

        Addresses addresses();

        /** Empty while there is none. */
        Optional<BootResolver> boot();

        Journal journal();

        /** Makes the network known to the servers of files. @return takes that back */
        Runnable announce(Link6 network);
    }

    /** @throws PortException when the link has no network to serve, or a port cannot be had */
    LinkService(Link link, PacketPorts ports, Around around) throws PortException {
        this.link = link;
        this.around = around;
        if (network().isEmpty()) {
            throw new PortException(lack(), null);
        }
        clients = ports.open(link, Groups.TO_SERVERS, this::asked);
        try {
            hosts = ports.open(link, Groups.TO_ROUTERS, this::solicited);
        } catch (PortException e) {
            clients.close();
            throw e;
        }
        try {
            lookout = new Lookout(link, ports, Arrival.serverId(hosts.hardware()), text -> around.journal()
                    .warning(text, link.name()));
        } catch (PortException e) {
            clients.close();
            hosts.close();
            throw e;
        }
        follow();
        look();
    }

    /** Looks for other servers. */
    void look() {
        Addresses.linkLocal(around.addresses().of(link)).ifPresent(lookout::look);
    }

    /** The first look is over: clients are answered from now on, unless another server does. */
    void begin() {
        lookout.settle();
        advertise();
    }

    /** Other servers on the link, for a person. */
    Optional<String> others() {
        return lookout.others();
    }

    /** Why a client is not answered: never two servers by accident. Who has an address from here keeps it. */
    private Optional<String> objection(Dhcp6Message message) {
        boolean toUs = message.has(Option.SERVER_ID);
        if (lookout.isLooking() && !toUs) {
            return Optional.of("it is looked for other DHCPv6 servers first");
        }
        return lookout.others()
                .filter(others -> !toUs && !around.wanted().servesBeside())
                .map(others -> "another DHCPv6 server answers here: " + others);
    }

    private String lack() {
        return link.name() + " has no IPv6 address "
                + around.wanted().network().map(wanted -> "in " + wanted).orElse("but that of the link itself")
                + ", with a prefix of at most " + Network.LONGEST_PREFIX + " bits";
    }

    /** What is served now. */
    synchronized Optional<Link6> served() {
        return served;
    }

    private Optional<Network> network() {
        return around.wanted().of(around.addresses().of(link));
    }

    /** The network that is there now; the servers of files follow it. */
    private synchronized Optional<Network> follow() {
        Optional<Network> network = closed ? Optional.empty() : network();
        Optional<Link6> now = network.map(there -> new Link6(link, there.server(), there.prefixLength()));
        if (!now.equals(served)) {
            withdraw.run();
            withdraw = now.map(around::announce).orElse(() -> {});
            served = now;
            network.ifPresent(
                    there -> LOG.info("DHCPv6 serves {} on {}, at {}", there, link.name(), Ipv6.text(there.server())));
        }
        return network;
    }

    /** Tells everybody on the link, again and again: what is advertised holds for a time only. */
    void advertise() {
        advertise(Groups.ALL_NODES, Groups.ALL_NODES_HARDWARE);
    }

    private void advertise(Inet6Address to, MacAddress hardware) {
        Optional<Network> network = follow();
        List<Network> all = around.addresses().of(link);
        Optional<Inet6Address> own = Addresses.linkLocal(all);
        boolean alone = around.wanted().servesBeside() || lookout.others().isEmpty();
        if (network.isPresent() && own.isPresent() && around.wanted().advertises() && alone && !lookout.isLooking()) {
            RouterAdvertisement advertisement = new RouterAdvertisement(
                    network.get().server(),
                    network.get().prefixLength(),
                    around.wanted().settings().lifetime());
            hosts.send(advertisement.encode(own.get(), to, hosts.hardware().bytes()), hardware);
        }
    }

    private void solicited(PacketPort port, MacAddress from, ByteBuffer packet) {
        try {
            Ipv6Packet heard = Ipv6Packet.decode(packet);
            if (!heard.isRouterSolicitation()) {
                LOG.debug("{}: from {}: no router solicitation", link.name(), from);
            } else if (heard.source().isLinkLocalAddress()) {
                advertise(heard.source(), from);
            } else {
                advertise();
            }
        } catch (Malformed e) {
            LOG.debug("{}: from {}: {}", link.name(), from, e.getMessage());
        }
    }

    private void asked(PacketPort port, MacAddress from, ByteBuffer packet) {
        Ipv6Packet heard;
        Dhcp6Message message;
        try {
            heard = Ipv6Packet.decode(packet);
            message = Dhcp6Codec.decode(heard.datagram());
        } catch (Malformed e) {
            around.journal().malformed(e.getMessage(), link.name(), from);
            return;
        }
        Optional<Network> network = follow();
        Optional<Inet6Address> own = Addresses.linkLocal(around.addresses().of(link));
        if (network.isEmpty() || own.isEmpty()) {
            around.journal().dropped(message, lack(), link.name(), from);
            return;
        }
        Optional<String> objection = objection(message);
        if (objection.isPresent()) {
            around.journal().dropped(message, objection.get(), link.name(), from);
            return;
        }
        Arrival arrival =
                new Arrival(from, link.name(), link.address(), Arrival.serverId(port.hardware()), network.get());
        Decision decision = around.rules().decide(message, arrival, around.boot());
        if (decision instanceof Decision.Drop drop) {
            around.journal().dropped(message, drop.because(), link.name(), from);
        } else if (decision instanceof Decision.Reply reply) {
            // Known before the client can ask for its first file.
            reply.address()
                    .ifPresent(address -> around.boot().ifPresent(boot -> boot.confirmed(reply.client(), address)));
            port.send(Ipv6Packet.toClient(own.get(), heard.source(), Dhcp6Codec.encode(reply.message())), from);
            around.journal().replied(message, reply, link.name(), from);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        follow();
        clients.close();
        hosts.close();
        lookout.close();
    }
}
