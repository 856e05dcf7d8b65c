package org.stirrup.wake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPort;
import org.stirrup.testkit.journal.RecordingJournal;
import org.stirrup.testkit.lease.Leases;

class WakeOnLanTest {
    private static final MacAddress MAC = Leases.mac(1);
    private static final Link EAST = new Link("east", 2, Leases.address("10.1.0.1"), 16);
    private static final Link WEST = new Link("west", 3, Leases.address("10.2.0.1"), 16);

    private final List<String> sent = new ArrayList<>();
    private final WakeOnLan waker = new WakeOnLan((link, port, receiver) -> port(link, port));

    private UdpPort port(Link link, int number) {
        return (UdpPort) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UdpPort.class}, (self, method, arguments) -> {
                    if (method.getName().equals("send")) {
                        ByteBuffer payload = (ByteBuffer) arguments[0];
                        byte[] bytes = new byte[payload.remaining()];
                        payload.get(bytes);
                        sent.add(
                                link.name() + ":" + number + " to " + ((InetSocketAddress) arguments[1]).getHostString()
                                        + ":" + ((InetSocketAddress) arguments[1]).getPort() + " "
                                        + HexFormat.of().formatHex(bytes));
                    }
                    return null;
                });
    }

    @Test
    void theMagicPacketGoesToEverybodyOnItsLinkAndIntoTheJournal() throws IOException {
        RecordingJournal journal = new RecordingJournal();
        waker.journal = journal;
        waker.links = List.of(EAST);
        assertEquals("east", waker.wake(MAC, Optional.empty()));
        assertEquals(List.of("east:0 to 255.255.255.255:9 ffffffffffff" + "525400000001".repeat(16)), sent);
        BootEvent event = journal.events.remove();
        assertEquals(BootEvent.of(BootEvent.Kind.WAKE, MAC, "a magic packet on east", Map.of("link", "east")), event);
    }

    @Test
    void aMachineIsOnTheLinkThatItWasLastHeardOn() throws IOException {
        waker.links = List.of(EAST, WEST);
        waker.boot = (BootResolver) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BootResolver.class},
                (self, method, arguments) ->
                        Optional.of(new BootResolver.Sighting(BootClient.of(MAC, "west"), Leases.NOON)));
        assertEquals("west", waker.wake(MAC, Optional.empty()));
        assertEquals("east", waker.wake(MAC, Optional.of("east")));
    }

    @Test
    void byItsAddressWhereItWasNotHeardAndByNoGuess() {
        List<Link> links = List.of(EAST, WEST);
        assertEquals(
                WEST,
                LinkChoice.of(
                        MAC, links, Optional.empty(), Optional.of("gone"), Optional.of(Leases.address("10.2.9.9"))));
        assertEquals(
                "it is not known which link 52:54:00:00:00:01 is on; served are east, west: name one with --link",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> LinkChoice.of(
                                        MAC,
                                        links,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Leases.address("10.3.0.9"))))
                        .getMessage());
        waker.links = links;
        assertEquals(
                "'north' is no link that is served: served are east, west",
                assertThrows(IllegalArgumentException.class, () -> waker.wake(MAC, Optional.of("north")))
                        .getMessage());
        assertEquals(List.of(), sent);
    }

    @Test
    void whatCannotBeSentIsSaid() {
        WakeOnLan barred = new WakeOnLan((link, port, receiver) -> {
            throw new PortException("needs CAP_NET_RAW", null);
        });
        barred.links = List.of(EAST);
        assertEquals(
                "nothing can be sent on east: needs CAP_NET_RAW",
                assertThrows(IOException.class, () -> barred.wake(MAC, Optional.empty()))
                        .getMessage());
    }
}
