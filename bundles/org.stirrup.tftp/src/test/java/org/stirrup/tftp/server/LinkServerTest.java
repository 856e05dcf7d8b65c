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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
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
        server = new LinkServer(new Place.OnLink(link), 69, ports, around);
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

    private void quirk(Quirk.Match match, QuirkEffect effect) {
        around.rows.add(new Quirk("test-" + around.rows.size(), match, effect, "a test"));
    }

    /** EDK2: the size is in the options, then the transfer is called off. */
    @Test
    void aProbeForTheSizeIsNoTransfer() {
        quirk(Quirk.Match.ANY, new QuirkEffect.SizeProbe());
        requests.receive(new ReadRequest("vmlinuz", "octet", List.of(TSIZE)), CLIENT);
        Sent options = oneSent(OptionAck.class);
        assertEquals(new OptionAck(List.of(new Option("tsize", "1000"))), options.packet());

        options.from().receive(new Error(8, "User aborted the transfer"), CLIENT);

        assertEquals(List.of(), around.kinds());
        assertEquals(0, kernel.open.get());
        assertEquals(List.of("test-0: asked only for the size of vmlinuz"), around.applied);
    }

    @Test
    void aProbeWhoseNextRequestComesBeforeItsErrorIsNoTransferEither() {
        quirk(Quirk.Match.ANY, new QuirkEffect.SizeProbe());
        requests.receive(new ReadRequest("vmlinuz", "octet", List.of(TSIZE)), CLIENT);
        Sent options = oneSent(OptionAck.class);
        requests.receive(KERNEL, CLIENT);
        options.from().receive(new Error(8, "User aborted the transfer"), CLIENT);

        FakePort from = oneSent(Data.class).from();
        from.receive(new Ack(1), CLIENT);
        from.receive(new Ack(2), CLIENT);
        assertEquals(List.of(Kind.TRANSFER_START, Kind.TRANSFER_END), around.kinds());
        assertEquals(List.of("test-0: asked only for the size of vmlinuz"), around.applied);
    }

    @Test
    void withoutARowThatKnowsItAProbeIsAFailure() {
        requests.receive(new ReadRequest("vmlinuz", "octet", List.of(TSIZE)), CLIENT);
        oneSent(OptionAck.class).from().receive(new Error(8, "User aborted the transfer"), CLIENT);
        assertEquals(List.of(Kind.TRANSFER_START, Kind.TRANSFER_FAILED), around.kinds());
    }

    /** A Raspberry Pi: takes the first block and calls it off, when it only wants to know whether a file is there. */
    @Test
    void aLookWhetherAFileIsThereIsNoTransfer() {
        quirk(Quirk.Match.ANY.macPrefixes("52:54:00"), new QuirkEffect.FileProbe());
        requests.receive(KERNEL, CLIENT);
        oneSent(Data.class).from().receive(new Error(0, "Early terminate"), CLIENT);

        assertEquals(List.of(), around.kinds());
        assertEquals(0, kernel.open.get());
        assertEquals(List.of("test-0: looked only whether vmlinuz is there"), around.applied);

        requests.receive(KERNEL, CLIENT);
        FakePort from = oneSent(Data.class).from();
        from.receive(new Ack(1), CLIENT);
        from.receive(new Ack(2), CLIENT);
        assertEquals(List.of(Kind.TRANSFER_START, Kind.TRANSFER_END), around.kinds());
    }

    /** A Raspberry Pi 4 takes a block that comes twice for the next one. */
    @Test
    void whoCannotBearDuplicatesIsWaitedForLonger() {
        quirk(Quirk.Match.ANY, new QuirkEffect.LeastWait(1000));
        requests.receive(KERNEL, CLIENT);
        FakePort from = oneSent(Data.class).from();
        around.now += TimeUnit.MILLISECONDS.toNanos(2);
        from.receive(new Ack(1), CLIENT);
        oneSent(Data.class);
        around.now += TimeUnit.MILLISECONDS.toNanos(900);
        server.tick(around.now);
        assertEquals(List.of(), ports.sent(), "the round trip was two milliseconds, but it may not be asked again");
        around.now += TimeUnit.MILLISECONDS.toNanos(200);
        server.tick(around.now);
        oneSent(Data.class);
        assertEquals(List.of("test-0: is sent nothing twice within 1000 ms"), around.applied);
    }

    @Test
    void whatAClientCannotTakeIsNotAgreedTo() {
        quirk(Quirk.Match.ANY, new QuirkEffect.LargestBlock(1468));
        quirk(Quirk.Match.ANY, new QuirkEffect.LargestWindow(1));
        requests.receive(
                new ReadRequest(
                        "vmlinuz", "octet", List.of(new Option("blksize", "8192"), new Option("windowsize", "4"))),
                CLIENT);
        assertEquals(
                new OptionAck(List.of(new Option("blksize", "1468"), new Option("windowsize", "1"))),
                oneSent(OptionAck.class).packet());
        assertEquals(
                List.of("test-0: asks for blocks of 8192 bytes, gets 1468", "test-1: asks for a window of 4, gets 1"),
                around.applied);
        around.applied.clear();
        requests.receive(new ReadRequest("vmlinuz", "octet", List.of(new Option("blksize", "1024"))), CLIENT);
        assertEquals(List.of(), around.applied, "1024 bytes are well");
    }

    @Test
    void anOddNameIsReadAsItIsMeantAndCheckedAsAnyOther() {
        around.files.put("Boot/BCD", new Lookup.Found(kernel));
        quirk(Quirk.Match.ANY.path(".*\\\\.*"), new QuirkEffect.Rewrite(Pattern.compile("\\\\"), "/"));
        requests.receive(new ReadRequest("\\Boot\\BCD", "octet", List.of()), CLIENT);
        assertEquals(1, ((Data) oneSent(Data.class).packet()).block());
        assertEquals(List.of("test-0: asks for \\Boot\\BCD, gets /Boot/BCD"), around.applied);

        requests.receive(new ReadRequest("\\Boot\\..\\..\\etc\\passwd", "octet", List.of()), CLIENT);
        assertEquals(
                new Error(2, "path has a '..' segment"), oneSent(Error.class).packet());
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
        while (server.underWay() > 0) {
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
