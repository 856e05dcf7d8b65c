package org.stirrup.dhcp6.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader.Offer.BootFile;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp6.Board;
import org.stirrup.dhcp6.codec.Association;
import org.stirrup.dhcp6.codec.Dhcp6Message;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.codec.MessageType;
import org.stirrup.dhcp6.codec.Option;

class RulesTest {
    private static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");
    private static final ByteBuffer DUID = ByteBuffer.wrap(new byte[] {0, 4, 9, 8, 7});
    private static final Network NETWORK = new Network(Ipv6.parse("fd77::1"), 64);
    private static final Inet6Address DNS = Ipv6.parse("fd77::53");
    private static final Arrival ARRIVAL = new Arrival(
            MAC, "br0", ipv4("192.168.77.1"), Arrival.serverId(new MacAddress("02:00:00:00:77:00")), NETWORK);
    private static final Option CLIENT = new Option(Option.CLIENT_ID, DUID);
    private static final Option SERVER = new Option(Option.SERVER_ID, ARRIVAL.serverId());

    private final Board board = new Board(new BootFile("shimx64.efi"));
    private final AddressBook book = new AddressBook();
    private final Rules rules = new Rules(new Settings(14400, List.of(DNS), List.of("one", "two"), Map.of()), book);

    @Test
    void aSolicitIsOfferedAnAddressAndTheRequestGetsTheSame() {
        Decision.Reply offer = replied(message(MessageType.SOLICIT, List.of(card(1)), CLIENT));
        assertEquals(MessageType.ADVERTISE, offer.message().type());
        assertEquals(Optional.of(DUID), offer.message().option(Option.CLIENT_ID));
        assertEquals(Optional.of(ARRIVAL.serverId()), offer.message().option(Option.SERVER_ID));
        Association given = offer.message().associations().get(0);
        assertEquals(1, given.id());
        assertEquals(new Association.Times(7200, 11520), given.times());
        assertTrue(NETWORK.holds(given.addresses().get(0).address()));

        Decision.Reply reply = replied(message(MessageType.REQUEST, List.of(given), CLIENT, SERVER));
        assertEquals(MessageType.REPLY, reply.message().type());
        assertEquals(List.of(given), reply.message().associations());
        assertInstanceOf(BootAnswer.Nothing.class, reply.boot());
    }

    /** RFC 8415, section 18.3.1. */
    @Test
    void rapidCommitIsAReplyAtOnce() {
        Decision.Reply reply =
                replied(message(MessageType.SOLICIT, List.of(card(1)), CLIENT, Option.flag(Option.RAPID_COMMIT)));
        assertEquals(MessageType.REPLY, reply.message().type());
        assertTrue(reply.message().has(Option.RAPID_COMMIT));
    }

    private List<Association> keeping(String machine, String address, Association... cards) {
        Settings settings =
                new Settings(14400, List.of(), List.of(), Map.of(Machine.parse(machine), Ipv6.parse(address)));
        Decision decision = new Rules(settings, book)
                .decide(message(MessageType.SOLICIT, List.of(cards), CLIENT), ARRIVAL, Optional.of(board));
        return assertInstanceOf(Decision.Reply.class, decision).message().associations();
    }

    @Test
    void whatIsKeptForAMachineGoesToItsFirstCardWhereItFits() {
        Inet6Address kept = Ipv6.parse("fd77::50");
        for (String machine : List.of(MAC.text(), "duid:00:04:09:08:07")) {
            List<Association> given = keeping(machine, "fd77::50", card(1), card(2));
            assertEquals(kept, given.get(0).addresses().get(0).address());
            assertFalse(kept.equals(given.get(1).addresses().get(0).address()));
        }
        Association other = keeping(MAC.text(), "fd99::50", card(1)).get(0);
        assertTrue(NETWORK.holds(other.addresses().get(0).address()), "that is of another network");
    }

    @Test
    void whoLooksForOtherServersIsNotAnswered() {
        Option probe = new Option(Option.CLIENT_ID, Probe.duid(MAC));
        Decision decision =
                rules.decide(message(MessageType.SOLICIT, List.of(card(1)), probe), ARRIVAL, Optional.of(board));
        assertTrue(assertInstanceOf(Decision.Drop.class, decision).because().contains("another Stirrup"));
    }

    @Test
    void firmwareIsToldWhereItsProgramIs() {
        Decision.Reply offer = replied(firmware("PXEClient:Arch:00007:UNDI:003000", 7));
        assertEquals(
                Optional.of("tftp://[fd77::1]/shimx64.efi"), offer.message().text(Option.BOOT_FILE_URL));
        assertEquals(
                Optional.of(ByteBuffer.wrap(new byte[] {0, 3, 'o', 'n', 'e', 0, 3, 't', 'w', 'o'})),
                offer.message().option(Option.BOOT_FILE_PARAMETERS));
        assertEquals(
                Optional.of(ByteBuffer.wrap(DNS.getAddress())), offer.message().option(Option.DNS_SERVERS));
        assertFalse(offer.message().has(Option.VENDOR_CLASS));
        BootClient client = board.asked.get(0);
        assertEquals(MAC, client.mac());
        assertEquals(BootClient.Stage.PXE_ROM, client.stage());
        assertEquals(7, client.architecture().orElseThrow().code());
    }

    @Test
    void httpBootGetsItsClassWithAnotherServersUrl() {
        board.file = new BootFile("http://mirror.example/ipxe.efi");
        Decision.Reply offer = replied(firmware("HTTPClient:Arch:00016:UNDI:003000", 16));
        assertEquals(List.of("HTTPClient"), offer.message().vendorClasses());
        assertEquals(BootClient.Stage.HTTP_BOOT, board.asked.get(0).stage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ipxe/ipxe.efi", ":8080/a?b=http://192.168.77.1/", "/boot/${net0/mac}.ipxe"})
    void whatHttpServesIsOfferedAtTheIpv6Address(String path) {
        board.file = new BootFile("http://192.168.77.1" + path);
        board.endpoints = Map.of("http", URI.create("http://192.168.77.1/"));
        Decision.Reply offer = replied(firmware("HTTPClient:Arch:00016:UNDI:003000", 16));
        assertEquals(Optional.of("http://[fd77::1]" + path), offer.message().text(Option.BOOT_FILE_URL));
        assertEquals(List.of("HTTPClient"), offer.message().vendorClasses());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ipxe/ipxe.efi", "/boot/${net0/mac}.ipxe"})
    void withoutHttpItsUrlsAreNotOffered(String path) {
        board.file = new BootFile("http://192.168.77.1" + path);
        assertEquals(
                new BootAnswer.NoLoader("fixed offers http://192.168.77.1" + path + ", but no HTTP server is running"),
                replied(firmware("HTTPClient:Arch:00016:UNDI:003000", 16)).boot());
    }

    @Test
    void whatIsNotServedByIpv6IsNotOffered() {
        board.file = new BootFile("ftp://192.168.77.1/${mac}.ipxe");
        assertEquals(
                new BootAnswer.NoLoader(
                        "fixed offers ftp://192.168.77.1/${mac}.ipxe, and only TFTP and HTTP are served by IPv6"),
                replied(firmware("PXEClient", 7)).boot());
    }

    @Test
    void tftpByAUrlIsOfTheSameServer() {
        board.file = new BootFile("tftp://192.168.77.1:6969/a.efi");
        assertEquals(
                Optional.of("tftp://[fd77::1]:6969/a.efi"),
                replied(firmware("PXEClient", 7)).message().text(Option.BOOT_FILE_URL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://mirror.example/a.efi", "http://192.168.77.10/${mac}", "http://x/http://192.168.77.1/"})
    void anotherServersUrlIsLeftAsItIs(String url) {
        board.file = new BootFile(url);
        assertEquals(
                Optional.of(url), replied(firmware("PXEClient", 7)).message().text(Option.BOOT_FILE_URL));
    }

    @Test
    void withoutALoaderThereIsAnAddressAndAReason() {
        board.file = null;
        Decision.Reply offer = replied(firmware("PXEClient", 7));
        assertEquals(new BootAnswer.NoLoader("nobody: not mine"), offer.boot());
        assertTrue(offer.address().isPresent());
        assertFalse(offer.message().has(Option.BOOT_FILE_URL));
    }

    @Test
    void withoutTftpTheJournalCanSayWhy() {
        board.endpoints = Map.of();
        assertEquals(
                new BootAnswer.NoLoader("fixed offers shimx64.efi, but no TFTP server is running"),
                replied(firmware("PXEClient", 7)).boot());
    }

    /** RFC 8415, section 18.3.6. */
    @Test
    void whoHasAnAddressIsToldTheRest() {
        Decision.Reply reply = replied(message(
                MessageType.INFORMATION_REQUEST,
                List.of(),
                architecture(7),
                wants(Option.BOOT_FILE_URL, Option.DNS_SERVERS)));
        assertEquals(
                Optional.of("tftp://[fd77::1]/shimx64.efi"), reply.message().text(Option.BOOT_FILE_URL));
        assertTrue(reply.message().has(Option.DNS_SERVERS));
        assertTrue(reply.message().associations().isEmpty());
    }

    @Test
    void confirmSaysWhetherTheAddressFitsTheLink() {
        assertEquals(0, status(replied(message(MessageType.CONFIRM, List.of(holding("fd77::abcd")), CLIENT))));
        assertEquals(4, status(replied(message(MessageType.CONFIRM, List.of(holding("fd78::abcd")), CLIENT))));
        dropped(message(MessageType.CONFIRM, List.of(card(1)), CLIENT), "names none");
    }

    @Test
    void renewingKeepsTheOwnAddressAndTakesOthersAway() {
        List<Association.Address> addresses = replied(
                        message(MessageType.RENEW, List.of(holding("fd77::abcd")), CLIENT, SERVER))
                .message()
                .associations()
                .get(0)
                .addresses();
        assertEquals(14400, addresses.get(0).valid());
        assertEquals(new Association.Address(Ipv6.parse("fd77::abcd"), 0, 0), addresses.get(1));
    }

    @Test
    void rebindingKeepsTheOwnAddressAndLeavesAnotherServersAlone() {
        Association own = replied(message(MessageType.SOLICIT, List.of(card(1)), CLIENT))
                .message()
                .associations()
                .get(0);
        assertEquals(
                List.of(own),
                replied(message(MessageType.REBIND, List.of(own), CLIENT))
                        .message()
                        .associations());
        dropped(message(MessageType.REBIND, List.of(holding("fd77::abcd")), CLIENT), "another DHCPv6 server");
    }

    @Test
    void aReleaseIsAcknowledged() {
        assertEquals(0, status(replied(message(MessageType.RELEASE, List.of(holding("fd77::1:2")), CLIENT, SERVER))));
    }

    @Test
    void whoFindsItsAddressInUseGetsAnotherOne() {
        Association own = replied(message(MessageType.SOLICIT, List.of(card(1)), CLIENT))
                .message()
                .associations()
                .get(0);
        assertEquals(0, status(replied(message(MessageType.DECLINE, List.of(own), CLIENT, SERVER))));
        Association next = replied(message(MessageType.SOLICIT, List.of(card(1)), CLIENT))
                .message()
                .associations()
                .get(0);
        assertFalse(next.addresses().equals(own.addresses()));
    }

    @Test
    void aNetworkToGiveAwayIsNotThere() {
        Association prefix = new Association(Option.IA_PD, 3, Association.Times.UNSAID, List.of(), List.of());
        List<Association> answers = replied(message(MessageType.SOLICIT, List.of(card(1), prefix), CLIENT))
                .message()
                .associations();
        assertEquals(6, answers.get(1).status().get(0).value().getShort(0));
    }

    /** RFC 8415, section 16. */
    @ParameterizedTest
    @EnumSource(names = {"REQUEST", "RENEW", "RELEASE", "DECLINE"})
    void whatIsForOneServerMustNameThisOne(MessageType type) {
        dropped(message(type, List.of(card(1)), CLIENT), "names no server");
        Option another = new Option(Option.SERVER_ID, ByteBuffer.wrap(new byte[] {0, 3, 0, 1, 1, 2, 3, 4, 5, 6}));
        dropped(message(type, List.of(card(1)), CLIENT, another), "another DHCPv6 server");
        dropped(message(type, List.of(card(1)), SERVER), "no client identifier");
    }

    @ParameterizedTest
    @EnumSource(names = {"SOLICIT", "CONFIRM", "REBIND"})
    void whatIsForAllMustNameNone(MessageType type) {
        dropped(message(type, List.of(card(1)), CLIENT, SERVER), "names a server");
        dropped(message(type, List.of(card(1))), "no client identifier");
    }

    @ParameterizedTest
    @EnumSource(names = {"ADVERTISE", "REPLY", "RECONFIGURE"})
    void serversAreNotAnswered(MessageType type) {
        dropped(message(type, List.of(), CLIENT), "from a server");
    }

    private Decision.Reply replied(Dhcp6Message message) {
        return assertInstanceOf(Decision.Reply.class, rules.decide(message, ARRIVAL, Optional.of(board)));
    }

    private void dropped(Dhcp6Message message, String because) {
        Decision decision = rules.decide(message, ARRIVAL, Optional.<BootResolver>of(board));
        String said = assertInstanceOf(Decision.Drop.class, decision).because();
        assertTrue(said.contains(because), said);
    }

    private static int status(Decision.Reply reply) {
        return reply.message().option(Option.STATUS_CODE).orElseThrow().getShort();
    }

    private static Dhcp6Message firmware(String vendorClass, int architecture) {
        return message(
                MessageType.SOLICIT,
                List.of(card(1)),
                CLIENT,
                Option.vendorClass(343, vendorClass),
                architecture(architecture),
                wants(Option.BOOT_FILE_URL, Option.BOOT_FILE_PARAMETERS, Option.DNS_SERVERS));
    }

    private static Dhcp6Message message(MessageType type, List<Association> cards, Option... options) {
        return new Dhcp6Message(type, 0x123456, cards, new ArrayList<>(List.of(options)));
    }

    private static Association card(int id) {
        return new Association(Option.IA_NA, id, Association.Times.UNSAID, List.of(), List.of());
    }

    private static Association holding(String address) {
        return new Association(
                Option.IA_NA,
                1,
                Association.Times.UNSAID,
                List.of(new Association.Address(Ipv6.parse(address), 0, 0)),
                List.of());
    }

    private static Option architecture(int code) {
        return new Option(
                Option.CLIENT_ARCHITECTURE,
                ByteBuffer.allocate(2).putShort((short) code).flip());
    }

    private static Option wants(int... codes) {
        ByteBuffer value = ByteBuffer.allocate(codes.length * 2);
        for (int code : codes) {
            value.putShort((short) code);
        }
        return new Option(Option.OPTION_REQUEST, value.flip());
    }

    private static Inet4Address ipv4(String text) {
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
