package org.stirrup.tftp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.net.Link;
import org.stirrup.tftp.codec.TftpPacket;
import org.stirrup.tftp.codec.TftpPacket.Ack;
import org.stirrup.tftp.codec.TftpPacket.Data;
import org.stirrup.tftp.codec.TftpPacket.Error;
import org.stirrup.tftp.codec.TftpPacket.Option;
import org.stirrup.tftp.codec.TftpPacket.OptionAck;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;
import org.stirrup.tftp.codec.TftpPacket.WriteRequest;
import org.stirrup.tftp.server.FakePorts.FakePort;
import org.stirrup.tftp.server.FakePorts.Sent;
import org.stirrup.tftp.transfer.Limits;

class LinkServerTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("10.0.0.50", 49153);
    private static final Option TSIZE = new Option("tsize", "0");
    private static final ReadRequest KERNEL = new ReadRequest("/vmlinuz", "octet", List.of());

    private final FakePorts ports = new FakePorts();
    private final FakeSurroundings around = new FakeSurroundings();
    private final CountedResource kernel = new CountedResource(1000);
    private LinkServer server;
    private FakePort requests;

    @BeforeEach
    void open() throws IOException {
        around.files.put("vmlinuz", new Lookup.Found(kernel));
        Link link = new Link("eth1", 2, (Inet4Address) InetAddress.getByName("10.0.0.1"), 24);
        server = new LinkServer(link, 69, ports, around);
        requests = ports.at(69);
    }

    @AfterEach
    void nothingStaysOpen() {
        server.close();
        assertEquals(0, kernel.open.get());
        assertEquals(0, around.underWay.get());
        assertEquals(0, ports.open());
    }

    @Test
    void sendsAFileFromAnotherPortAndTellsTheJournal() {
        requests.receive(KERNEL, CLIENT);
        FakePort from = oneSent(Data.class).from();
        assertNotEquals(requests, from);
        around.now += TimeUnit.MILLISECONDS.toNanos(7);
        from.receive(new Ack(1), CLIENT);
        assertEquals(from, oneSent(Data.class).from());
        from.receive(new Ack(2), CLIENT);

        List<BootEvent> events = around.events();
        assertEquals(
                List.of(Kind.TRANSFER_START, Kind.TRANSFER_END),
                events.stream().map(BootEvent::kind).toList());
        assertEquals("vmlinuz, 1000 bytes in 7 ms", events.get(1).text());
        assertEquals(
                Map.of(
                        "file",
                        "vmlinuz",
                        "bytes",
                        "1000",
                        "millis",
                        "7",
                        "protocol",
                        "tftp",
                        "blksize",
                        "512",
                        "windowsize",
                        "1",
                        "retransmits",
                        "0",
                        "link",
                        "eth1"),
                events.get(1).details());
        assertEquals(0, kernel.open.get());
    }

    @Test
    void aRepeatedRequestDoesNotStartASecondTransfer() {
        requests.receive(KERNEL, CLIENT);
        requests.receive(KERNEL, CLIENT);

        assertEquals(1, kernel.open.get());
        List<Sent> sent = ports.sent();
        assertEquals(sent.get(0), sent.get(1));
        sent.get(0).from().receive(new Ack(1), CLIENT);
        ports.sent();
        requests.receive(KERNEL, CLIENT);
        assertEquals(List.of(), ports.sent());
        assertEquals(List.of(Kind.TRANSFER_START), around.kinds());
    }

    /** Firmware with a fixed port: the machine was reset in the middle and starts over. */
    @Test
    void aClientThatStartsOverIsServedAnew() {
        requests.receive(KERNEL, CLIENT);
        FakePort first = oneSent(Data.class).from();
        first.receive(new Ack(1), CLIENT);
        ports.sent();
        around.now += TimeUnit.SECONDS.toNanos(2);

        requests.receive(KERNEL, CLIENT);

        Sent again = oneSent(Data.class);
        assertEquals(1, ((Data) again.packet()).block());
        assertNotEquals(first, again.from());
        assertEquals(1, kernel.open.get());
        assertEquals(List.of(Kind.TRANSFER_START, Kind.TRANSFER_FAILED, Kind.TRANSFER_START), around.kinds());
    }

    /** lpxelinux asks for every file from the same port. */
    @Test
    void aStragglerOfTheLastFileDoesNotTouchTheNext() {
        requests.receive(KERNEL, CLIENT);
        FakePort first = oneSent(Data.class).from();
        first.receive(new Ack(1), CLIENT);
        first.receive(new Ack(2), CLIENT);
        around.files.put("initrd.img", new Lookup.Found(new CountedResource(5000)));
        requests.receive(new ReadRequest("initrd.img", "octet", List.of()), CLIENT);
        ports.sent();

        first.receive(new Ack(1), CLIENT);
        first.receive(new Error(0, "late"), CLIENT);

        assertEquals(List.of(), ports.sent());
        assertEquals(List.of(Kind.TRANSFER_START, Kind.TRANSFER_END, Kind.TRANSFER_START), around.kinds());
    }

    /** EDK2 and Intel's ROMs: the size is in the options, then the transfer is called off. */
    @Test
    void aProbeForTheSizeLeavesNoTrace() {
        requests.receive(new ReadRequest("vmlinuz", "octet", List.of(TSIZE)), CLIENT);
        Sent options = oneSent(OptionAck.class);
        assertEquals(new OptionAck(List.of(new Option("tsize", "1000"))), options.packet());

        options.from().receive(new Error(8, "User aborted the transfer"), CLIENT);

        assertEquals(List.of(), around.kinds());
        assertEquals(0, kernel.open.get());
    }

    @Test
    void anErrorInTheMiddleIsAFailureWithTheClientsWords() {
        requests.receive(KERNEL, CLIENT);
        oneSent(Data.class).from().receive(new Error(3, "disk full"), CLIENT);

        List<BootEvent> events = around.events();
        assertEquals(Kind.TRANSFER_FAILED, events.get(1).kind());
        assertEquals("error 3: disk full", events.get(1).details().get("reason"));
    }

    @Test
    void aSilentClientIsGivenUpAndTheFileClosed() {
        requests.receive(KERNEL, CLIENT);
        while (server.isBusy()) {
            around.now += TimeUnit.MILLISECONDS.toNanos(20);
            server.tick(around.now);
        }

        assertEquals(0, kernel.open.get());
        assertEquals(
                "timeout: no answer to block 1 sent 4 times",
                around.events().get(1).details().get("reason"));
    }

    @Test
    void whatIsNotThereIsError1() {
        requests.receive(new ReadRequest("pxelinux.cfg/C0A8", "octet", List.of()), CLIENT);

        assertEquals(new Error(1, "no such file"), oneSent(Error.class).packet());
        BootEvent event = around.events().get(0);
        assertEquals(Kind.NOT_FOUND, event.kind());
        assertEquals("pxelinux.cfg/C0A8: no such file", event.text());
    }

    @Test
    void writingIsRefused() {
        requests.receive(new WriteRequest("passwd", "octet", List.of()), CLIENT);

        assertEquals(
                new Error(2, "nothing can be written here"),
                oneSent(Error.class).packet());
        assertEquals(List.of(Kind.REFUSED), around.kinds());
    }

    @Test
    void nonsenseIsCountedAndWrittenDown() {
        requests.receive(ByteBuffer.wrap(new byte[] {0, 1, 'x'}), CLIENT);
        requests.receive(new Ack(3), CLIENT);

        List<BootEvent> events = around.events();
        assertEquals(
                List.of(Kind.DROP, Kind.DROP),
                events.stream().map(BootEvent::kind).toList());
        assertEquals(
                "read request whose file name has no end",
                events.get(0).details().get("reason"));
        assertEquals(2, server.drops());
        assertEquals(List.of(), ports.sent());
    }

    @Test
    void aFloodOfNonsenseDoesNotFloodTheJournal() {
        for (int i = 0; i < 1000; i++) {
            requests.receive(ByteBuffer.allocate(1), CLIENT);
        }
        assertEquals(10, around.events().size());

        around.now += TimeUnit.SECONDS.toNanos(1);
        requests.receive(ByteBuffer.allocate(1), CLIENT);
        assertEquals(
                "TFTP datagram of 1 bytes (and 990 more before it)",
                around.events().get(0).text());
        assertEquals(1001, server.drops());
    }

    @Test
    void moreThanTheLimitAreTurnedAway() {
        around.settings = new Settings(69, 2, new Limits(512, 1, 3));
        for (int i = 0; i < 3; i++) {
            requests.receive(KERNEL, new InetSocketAddress("10.0.0.50", 2000 + i));
        }

        Sent last = ports.sent().get(2);
        assertEquals(new Error(0, "the limit of 2 transfers at once is reached"), last.packet());
        assertEquals(2, kernel.open.get());
    }

    @Test
    void withoutAContentTreeThePortAnswers() {
        around.installed = false;
        requests.receive(KERNEL, CLIENT);
        assertEquals(0, ((Error) oneSent(Error.class).packet()).code());

        around.installed = true;
        requests.receive(KERNEL, CLIENT);
        oneSent(Data.class);
    }

    @Test
    void closingTellsTheClientsAndClosesTheFiles() {
        requests.receive(KERNEL, CLIENT);
        ports.sent();

        server.close();

        assertEquals(new Error(0, "the server stops"), oneSent(Error.class).packet());
        assertEquals(0, kernel.open.get());
        assertTrue(around.kinds().contains(Kind.TRANSFER_FAILED));
    }

    private Sent oneSent(Class<? extends TftpPacket> type) {
        List<Sent> sent = ports.sent();
        assertEquals(1, sent.size(), sent::toString);
        assertEquals(type, sent.get(0).packet().getClass());
        assertEquals(CLIENT, sent.get(0).to());
        return sent.get(0);
    }
}
