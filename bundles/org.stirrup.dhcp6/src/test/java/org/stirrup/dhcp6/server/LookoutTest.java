package org.stirrup.dhcp6.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootLoader.Offer.BootFile;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.dhcp6.Board;
import org.stirrup.dhcp6.codec.Association;
import org.stirrup.dhcp6.codec.Dhcp6Codec;
import org.stirrup.dhcp6.codec.Dhcp6Message;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.codec.Ipv6Packet;
import org.stirrup.dhcp6.codec.MessageType;
import org.stirrup.dhcp6.codec.Option;
import org.stirrup.dhcp6.rules.AddressBook;
import org.stirrup.dhcp6.rules.Arrival;
import org.stirrup.dhcp6.rules.Network;
import org.stirrup.dhcp6.rules.Rules;
import org.stirrup.dhcp6.rules.Settings;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;
import org.stirrup.net.PacketFilter;
import org.stirrup.net.PacketPort;
import org.stirrup.net.PacketReceiver;

/** Never two servers by accident: a link where another one answers, and clients of both. */
class LookoutTest {
    private static final MacAddress OWN = new MacAddress("02:00:00:00:77:00");
    private static final MacAddress CLIENT = new MacAddress("52:54:00:77:00:10");
    private static final MacAddress OTHER = new MacAddress("52:54:00:99:00:01");
    private static final Settings SETTINGS = new Settings(14400, List.of(), List.of(), Map.of());

    private final Map<PacketFilter, PacketReceiver> receivers = new HashMap<>();
    private final List<ByteBuffer> sent = new ArrayList<>();
    private final List<String> journal = new ArrayList<>();
    private final Surroundings around = new Surroundings();
    private final PacketPort port = new Port();
    private LinkService service;

    @BeforeEach
    void start() throws Exception {
        Link link = new Link("eth1", 2, (Inet4Address) InetAddress.getByName("192.168.77.1"), 24);
        service = new LinkService(
                link,
                (on, filter, receiver) -> {
                    receivers.put(filter, receiver);
                    return port;
                },
                around);
    }

    private Dhcp6Message sent(int index) throws Exception {
        return Dhcp6Codec.decode(Ipv6Packet.decode(sent.get(index)).datagram());
    }

    /** What the other server says to whoever asked. */
    private void advertised(Dhcp6Message solicit) {
        Dhcp6Message advertise = new Dhcp6Message(
                MessageType.ADVERTISE,
                solicit.transaction(),
                solicit.associations(),
                List.of(
                        new Option(
                                Option.CLIENT_ID,
                                solicit.option(Option.CLIENT_ID).orElseThrow()),
                        new Option(Option.SERVER_ID, ByteBuffer.wrap(new byte[] {0, 1, 2, 3}))));
        ByteBuffer packet =
                Ipv6Packet.toClient(Ipv6.parse("fe80::99"), Ipv6.parse("fe80::1"), Dhcp6Codec.encode(advertise));
        receivers.get(Groups.TO_CLIENTS).received(port, OTHER, packet);
    }

    private void asks(MessageType type, Option... more) {
        List<Option> options =
                new ArrayList<>(List.of(new Option(Option.CLIENT_ID, ByteBuffer.wrap(new byte[] {0, 4, 1, 1}))));
        options.addAll(List.of(more));
        boolean forAddress = type != MessageType.INFORMATION_REQUEST;
        List<Association> cards =
                List.of(new Association(Option.IA_NA, 1, Association.Times.UNSAID, List.of(), List.of()));
        Dhcp6Message message = new Dhcp6Message(type, 7, forAddress ? cards : List.of(), options);
        receivers
                .get(Groups.TO_SERVERS)
                .received(
                        port,
                        CLIENT,
                        Ipv6Packet.toServers(Ipv6.parse("fe80::10"), Groups.ALL_SERVERS, Dhcp6Codec.encode(message)));
    }

    private void isSilentWhen(Runnable heard) {
        sent.clear();
        heard.run();
        assertEquals(List.of(), sent);
    }

    private void isAnswered(MessageType answer, Runnable heard) throws Exception {
        sent.clear();
        heard.run();
        assertEquals(answer, sent(0).type());
    }

    @Test
    void nobodyIsAnsweredBeforeTheFirstLookIsOver() throws Exception {
        assertEquals(1, sent.size(), "the look alone: no router advertisement yet");
        assertEquals(MessageType.SOLICIT, sent(0).type());
        isSilentWhen(() -> asks(MessageType.SOLICIT));
        service.begin();
        isAnswered(MessageType.ADVERTISE, () -> asks(MessageType.SOLICIT));
        isAnswered(MessageType.REPLY, () -> asks(MessageType.INFORMATION_REQUEST));
        assertEquals(Optional.empty(), service.others());
    }

    @Test
    void whereAnotherAnswersNobodyNewIsAnsweredAndWhoHasAnAddressKeepsIt() throws Exception {
        advertised(sent(0));
        isSilentWhen(service::begin);
        assertEquals(Optional.of("fe80::99 (52:54:00:99:00:01)"), service.others());
        assertEquals(List.of("WARNING another DHCPv6 server answers on eth1: fe80::99 (52:54:00:99:00:01)"), journal);
        isSilentWhen(() -> asks(MessageType.SOLICIT));
        isSilentWhen(() -> asks(MessageType.INFORMATION_REQUEST));
        assertTrue(journal.get(1).contains("another DHCPv6 server answers here: fe80::99"), journal::toString);
        Option us = new Option(Option.SERVER_ID, Arrival.serverId(OWN));
        isAnswered(MessageType.REPLY, () -> asks(MessageType.RENEW, us));
    }

    @Test
    void oneThatLeavesFiveLooksUnansweredIsGone() throws Exception {
        advertised(sent(0));
        service.begin();
        for (int i = 0; i < 5; i++) {
            service.look();
            assertTrue(service.others().isPresent());
        }
        advertised(sent(sent.size() - 1));
        for (int i = 0; i < 5; i++) {
            service.look();
            assertTrue(service.others().isPresent(), "it has answered in between");
        }
        service.look();
        assertEquals(Optional.empty(), service.others());
        assertTrue(journal.get(journal.size() - 1).endsWith("it is gone"), journal::toString);
        isAnswered(MessageType.ADVERTISE, () -> asks(MessageType.SOLICIT));
    }

    @Test
    void whoWantsBothIsToldAllTheSame() throws Exception {
        around.beside = true;
        advertised(sent(0));
        service.begin();
        isAnswered(MessageType.ADVERTISE, () -> asks(MessageType.SOLICIT));
        assertTrue(service.others().isPresent());
    }

    private final class Port implements PacketPort {
        @Override
        public MacAddress hardware() {
            return OWN;
        }

        @Override
        public void send(ByteBuffer packet, MacAddress to) {
            sent.add(packet);
        }

        @Override
        public void close() {}
    }

    /** The component, as far as a link needs it. */
    private final class Surroundings implements LinkService.Around, BootJournal {
        private final Rules rules = new Rules(SETTINGS, new AddressBook());
        private boolean beside;

        @Override
        public Wanted wanted() {
            return new Wanted(true, Optional.empty(), true, beside, Duration.ofMinutes(1), SETTINGS);
        }

        @Override
        public Rules rules() {
            return rules;
        }

        @Override
        public Addresses addresses() {
            return link -> List.of(new Network(Ipv6.parse("fe80::1"), 64), new Network(Ipv6.parse("fd77::1"), 64));
        }

        @Override
        public Optional<BootResolver> boot() {
            return Optional.of(new Board(new BootFile("shimx64.efi")));
        }

        @Override
        public Journal journal() {
            return new Journal(() -> this, InstantSource.system());
        }

        @Override
        public Runnable announce(Link6 network) {
            return () -> {};
        }

        @Override
        public void record(BootEvent event) {
            journal.add(event.kind() + " " + event.text());
        }

        @Override
        public List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public AutoCloseable follow(Consumer<Line> listener) {
            throw new UnsupportedOperationException("not asked here");
        }
    }
}
