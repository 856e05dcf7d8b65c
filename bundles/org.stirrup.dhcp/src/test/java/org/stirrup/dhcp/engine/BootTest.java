package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.OFFER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.Captures;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.KnownOption;

/** What real firmware is recognised as, and what it is sent. */
class BootTest {
    private static final String FIRMWARE_UUID = "11223344-5566-7788-99aa-bbccddeeff00";
    private final Lab lab = new Lab();

    private Decision.Reply offer(String capture) {
        Decision.Reply reply = assertInstanceOf(Decision.Reply.class, lab.decide(Captures.message(capture)));
        assertEquals(Optional.of(OFFER), reply.message().messageType());
        return reply;
    }

    @ParameterizedTest
    @CsvSource({
        "ipxe-rom-bios-virtio-1.0.0-20190125-discover, IPXE, 0, 400",
        "ipxe-rom-bios-e1000-1.0.0-20190125-discover, IPXE, 0, 400",
        "ipxe-undionly-1.0.0-20190125-discover, IPXE, 0, 400",
        "ipxe-rom-efi-e1000-1.0.0-20190125-discover, IPXE, 7, 388",
        "ovmf-pxe-x64-2022.11-discover, PXE_ROM, 7, 347",
        "ovmf-http-x64-2022.11-discover, HTTP_BOOT, 16, 340"
    })
    void firmwareIsRecognised(String capture, BootClient.Stage stage, int architecture, int length) {
        BootClient client = offer(capture).client();
        assertEquals(MacAddress.of("52:54:00:77:00:10"), client.mac());
        assertEquals(stage, client.stage());
        assertEquals(Optional.of(new Architecture(architecture)), client.architecture());
        assertEquals(Optional.of(UUID.fromString(FIRMWARE_UUID)), client.uuid());
        assertEquals(
                Optional.of(Lab.address("192.168.77.115")).isPresent(),
                client.address().isPresent());
        assertEquals(stage == BootClient.Stage.IPXE ? Optional.of("iPXE") : Optional.empty(), client.userClass());
        assertEquals("eth1", client.link());
        assertEquals(length, Captures.bytes(capture).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udhcpc-1.35.0-discover", "dhclient-4.4.3-discover"})
    void anOperatingSystemBootsNothing(String capture) {
        Decision.Reply reply = offer(capture);
        assertEquals(BootClient.Stage.OPERATING_SYSTEM, reply.client().stage());
        assertEquals("", reply.message().file());
        assertEquals("0.0.0.0", reply.message().siaddr().getHostAddress());
        assertEquals("192.168.77.100", reply.text());
    }

    @Test
    void qemusBiosRomGetsPxelinuxThoughItIsIpxe() {
        Decision.Reply reply = offer("ipxe-rom-bios-virtio-1.0.0-20190125-discover");
        DhcpMessage message = reply.message();
        assertEquals("pxelinux.0", message.file());
        assertEquals(Lab.SERVER, message.siaddr().getHostAddress());
        assertEquals(Optional.of("pxelinux.0"), message.options().text(KnownOption.BOOT_FILE));
        assertEquals(Optional.of(Lab.SERVER), message.options().text(KnownOption.TFTP_SERVER_NAME));
        assertFalse(message.options().has(KnownOption.VENDOR_CLASS));
        assertTrue(message.options().has(KnownOption.MACHINE_IDENTIFIER));
        assertEquals("192.168.77.100, pxelinux.0 by pxelinux", reply.text());
    }

    @Test
    void httpBootIsToldThatThisIsForIt() {
        lab.boot = Optional.of(FixedBoot.says("http", "http://192.168.77.1/boot.efi", Map.of()));
        DhcpMessage message = offer("ovmf-http-x64-2022.11-discover").message();
        assertEquals(Optional.of("HTTPClient"), message.options().text(KnownOption.VENDOR_CLASS));
        assertEquals(
                Optional.of("http://192.168.77.1/boot.efi"), message.options().text(KnownOption.BOOT_FILE));
    }

    @Test
    void aLoadersOptionsAreSentButNotInPlaceOfOurs() {
        lab.boot = Optional.of(FixedBoot.says(
                "x", "x.0", Map.of(210, "http://a/".getBytes(), 51, new byte[] {0, 0, 0, 1}, 54, new byte[4])));
        Decision.Reply reply = offer("ovmf-pxe-x64-2022.11-discover");
        assertEquals(Optional.of("http://a/"), reply.message().options().text(KnownOption.PXELINUX_PATH_PREFIX));
        assertEquals(3600, Lab.seconds(reply));
        assertEquals(
                Optional.of(Lab.address(Lab.SERVER)), reply.message().options().address(KnownOption.SERVER_IDENTIFIER));
    }

    @Test
    void aFileTooLongForTheHeaderGoesIntoItsOption() {
        String uri = "http://192.168.77.1/" + "x".repeat(150);
        lab.boot = Optional.of(FixedBoot.says("x", uri, Map.of()));
        DhcpMessage message = lab.reply(says(DISCOVER).pxe()).message();
        assertEquals("", message.file());
        assertEquals(Optional.of(uri), message.options().text(KnownOption.BOOT_FILE));
    }

    @Test
    void whatNobodyCanStartGetsNoOffer() {
        lab.boot = Optional.of(FixedBoot.nothing("pxelinux: UEFI_X64 firmware, this is a BIOS program"));
        assertEquals(
                "pxelinux: UEFI_X64 firmware, this is a BIOS program",
                lab.drop(Decision.Reason.NO_LOADER, says(DISCOVER).pxe()).because());
        lab.boot = Optional.empty();
        lab.drop(Decision.Reason.NO_LOADER, says(DISCOVER).pxe());
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER)));
    }

    @Test
    void aConfiguredFileIsForEveryClientThatBoots() {
        lab.boot = Optional.empty();
        lab.with("filename", "pxelinux.0").with("nextServer", "192.168.77.9");
        Decision.Reply reply = lab.reply(OFFER, says(DISCOVER).pxe());
        assertEquals("pxelinux.0", reply.message().file());
        assertEquals("192.168.77.9", reply.message().siaddr().getHostAddress());
        assertEquals("192.168.77.100, pxelinux.0 by configuration", reply.text());
        assertEquals("", lab.reply(OFFER, says(DISCOVER).number(2)).message().file());
        Clients asking = says(DISCOVER).number(3).with(KnownOption.PARAMETER_REQUEST_LIST, "1,3,67");
        assertEquals("pxelinux.0", lab.reply(OFFER, asking).message().file());
    }

    @Test
    void theNextServerCanBeAnotherMachine() {
        lab.with("nextServer", "192.168.77.9");
        assertEquals(
                "192.168.77.9",
                offer("ovmf-pxe-x64-2022.11-discover").message().siaddr().getHostAddress());
    }

    @Test
    void everythingConfiguredIsInTheReply() {
        lab.with("routers", "192.168.77.254, 192.168.77.253")
                .with("domainNameServers", "192.168.77.254")
                .with("domainName", "lab.example")
                .with("options", "42=ips:192.168.77.5; ntp-servers=192.168.77.6; 252=text:x")
                .with("leaseSeconds", "7200");
        Decision.Reply reply = lab.reply(OFFER, says(DISCOVER).with(KnownOption.PARAMETER_REQUEST_LIST, "28"));
        assertEquals(
                "c0a84dfec0a84dfd",
                reply.message().options().get(3).orElseThrow().toString());
        assertEquals("c0a84dfe", reply.message().options().get(6).orElseThrow().toString());
        assertEquals("c0a84d06", reply.message().options().get(42).orElseThrow().toString());
        assertEquals("x", reply.message().options().get(252).orElseThrow().text());
        assertEquals("c0a84dff", reply.message().options().get(28).orElseThrow().toString());
        assertEquals(Optional.of("lab.example"), reply.message().options().text(KnownOption.DOMAIN_NAME));
        assertEquals(7200, Lab.seconds(reply));
    }

    @ParameterizedTest
    @CsvSource({
        "ovmf-pxe-x64-2022.11-request, 65252",
        "ovmf-pxe-x64-2022.11-discover, 1444",
        "udhcpc-1.35.0-discover, 548",
        "dhclient-4.4.3-discover, 548"
    })
    void theReplyIsAsLongAsTheClientTakes(String capture, int largest) {
        DhcpMessage message = Captures.message(capture);
        assertEquals(
                new ReplySize(300, largest),
                ReplySize.of(message, new Oddities(lab.reply(says(DISCOVER)).client(), List.of(), List.of())));
        DhcpEncoder.encode(message, largest);
    }

    @Test
    void classesOfEitherFormAreRead() {
        Clients counted = says(DISCOVER).pxe().with(77, "0469505845");
        assertEquals(BootClient.Stage.IPXE, lab.reply(counted).client().stage());
        Clients old = says(DISCOVER).number(2).with(KnownOption.VENDOR_CLASS, "PXEClient:Arch:00007:UNDI:003000");
        assertEquals(Optional.of(Architecture.UEFI_X64), lab.reply(old).client().architecture());
        Clients uboot = says(DISCOVER)
                .number(3)
                .with(KnownOption.VENDOR_CLASS, "U-Boot.arm")
                .with(93, "0015");
        assertEquals(BootClient.Stage.PXE_ROM, lab.reply(uboot).client().stage());
        Clients odd = says(DISCOVER).number(4).with(93, "00").with(97, "01").with(77, "");
        assertEquals(BootClient.Stage.OPERATING_SYSTEM, lab.reply(odd).client().stage());
    }
}
