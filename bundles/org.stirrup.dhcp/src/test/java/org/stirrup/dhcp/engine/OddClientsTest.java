package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.Quirk.Match;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.Quirks;
import org.stirrup.dhcp.Captures;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;

/** What each effect of the table of odd clients does to a reply, and that only a difference is told. */
class OddClientsTest {
    private static final Match UEFI = Match.ANY.vendorClass("PXEClient:Arch:0000[79].*");

    private final Lab lab = new Lab();

    private OddClientsTest with(Match match, QuirkEffect... effects) {
        List<Quirk> rows = Arrays.stream(effects)
                .map(effect ->
                        new Quirk(effect.getClass().getSimpleName().toLowerCase(Locale.ROOT), match, effect, "a test"))
                .toList();
        lab.quirks = Optional.of(new Quirks() {
            @Override
            public List<Quirk> rows() {
                return rows;
            }

            @Override
            public void applied(Quirk quirk, BootClient client, String what) {
                throw new AssertionError("deciding tells nobody");
            }
        });
        return this;
    }

    private static List<String> told(Decision.Reply reply) {
        return reply.oddities().stream().map(Oddity::what).toList();
    }

    private static Clients uefi(int number) {
        return says(DISCOVER)
                .number(number)
                .with(KnownOption.VENDOR_CLASS, "PXEClient:Arch:00009:UNDI:003000")
                .with(93, "0009");
    }

    @Test
    void itsArchitectureIsAnother() {
        with(UEFI, new QuirkEffect.TakenFor(Architecture.UEFI_X64));
        Decision.Reply reply = lab.reply(uefi(1));
        assertEquals(Optional.of(Architecture.UEFI_X64), reply.client().architecture());
        assertEquals(List.of("architecture 9 taken for UEFI_X64 (7)"), told(reply));
        Decision.Reply seven = lab.reply(uefi(2).with(93, "0007"));
        assertEquals(List.of(), told(seven), "it says so itself");
    }

    @Test
    void whatHoldsForWhomItIsTakenForHoldsForItToo() {
        Quirk gpxe = new Quirk("gpxe", Match.ANY.userClass("gPXE"), new QuirkEffect.SpeaksAs(Stage.IPXE), "a test");
        Quirk wait =
                new Quirk("wait", Match.ANY.stages(Stage.IPXE), new QuirkEffect.WithOption(175, "b00101"), "a test");
        Quirks table = new Quirks() {
            @Override
            public List<Quirk> rows() {
                return List.of(wait, gpxe);
            }

            @Override
            public void applied(Quirk quirk, BootClient client, String what) {}
        };
        lab.quirks = Optional.of(table);
        Decision.Reply reply = lab.reply(says(DISCOVER).pxe().with(77, "67505845"));
        assertEquals(Stage.IPXE, reply.client().stage());
        assertEquals(
                Optional.of(Octets.ofHex("b00101")), reply.message().options().get(KnownOption.IPXE));
        assertEquals(List.of("taken for IPXE", "option 175 b00101"), told(reply));
    }

    @Test
    void anOptionIsAddedUnlessTheConfigurationOrTheLoaderHasPutItThere() {
        String ipxe = "ipxe-rom-bios-virtio-1.0.0-20190125-discover";
        with(
                Match.ANY.stages(Stage.IPXE),
                new QuirkEffect.WithOption(175, "b00101"),
                new QuirkEffect.WithOption(54, "01020304"));
        Decision.Reply reply = lab.reply(Captures.message(ipxe));
        assertEquals(
                Optional.of(Octets.ofHex("b00101")), reply.message().options().get(KnownOption.IPXE));
        assertEquals(
                Optional.of(Ipv4.parse(Lab.SERVER)), reply.message().options().address(KnownOption.SERVER_IDENTIFIER));
        assertEquals(List.of("option 175 b00101"), told(reply));
        Decision.Reply other = lab.reply(Captures.message("ovmf-pxe-x64-2022.11-discover"));
        assertFalse(other.message().options().has(KnownOption.IPXE));

        lab.boot = Optional.of(FixedBoot.says("x", "x.0", Map.of(175, new byte[] {1})));
        reply = lab.reply(Captures.message(ipxe));
        assertEquals(Optional.of(Octets.ofHex("01")), reply.message().options().get(KnownOption.IPXE));
        assertEquals(List.of(), told(reply));
        lab.boot = Optional.of(FixedBoot.pxelinux());
        lab.with("options", "175=hex:b00100");
        assertEquals(
                Optional.of(Octets.ofHex("b00100")),
                lab.reply(Captures.message(ipxe)).message().options().get(KnownOption.IPXE));
    }

    @Test
    void ovmfsMessageSizeIsNotBelieved() {
        with(UEFI, new QuirkEffect.LargestReply(1500));
        Decision.Reply discover = lab.reply(Captures.message("ovmf-pxe-x64-2022.11-discover"));
        assertEquals(1444, discover.size().largest());
        assertEquals(List.of(), told(discover), "1472 is what it can take");
        lab.with("range", "192.168.77.100-192.168.77.200");
        Oddities oddities = Oddities.of(discover.client(), lab.quirks);
        assertEquals(
                new ReplySize(300, 1472), ReplySize.of(Captures.message("ovmf-pxe-x64-2022.11-request"), oddities));
        assertEquals(
                List.of("says it takes 65280 bytes, is sent no more than 1500"),
                ReplySize.oddities(Captures.message("ovmf-pxe-x64-2022.11-request"), oddities).stream()
                        .map(Oddity::what)
                        .toList());
    }

    @Test
    void aShortReplyIsPadded() {
        with(Match.ANY, new QuirkEffect.LeastReply(548));
        Decision.Reply reply = lab.reply(says(DISCOVER));
        assertEquals(
                548,
                DhcpEncoder.encode(
                                reply.message(),
                                reply.size().least(),
                                reply.size().largest())
                        .payload()
                        .remaining());
        assertEquals(List.of("replies are padded"), told(reply));
        Decision.Reply bootp = with(Match.ANY, new QuirkEffect.LeastReply(400))
                .lab
                .with("dynamicBootp", "true")
                .reply(Clients.bootp().number(7));
        assertEquals(new ReplySize(400, 400), bootp.size());
    }

    @Test
    void itIsAnsweredByBroadcastThoughItDidNotAskForThat() {
        with(Match.ANY.macPrefixes("52:54:00:77:00:02"), new QuirkEffect.Broadcast());
        Decision.Reply reply = lab.reply(says(DISCOVER).number(2));
        assertEquals(new Destination(Ipv4.EVERYBODY, 68, Optional.empty()), reply.to());
        assertEquals(List.of("answered by broadcast"), told(reply));
        assertEquals(List.of(), told(lab.reply(says(DISCOVER).number(2).broadcast())), "it asked");
        assertEquals(
                Ipv4.parse("192.168.77.9"),
                lab.reply(says(DISCOVER).number(2).relayedBy("192.168.77.9"))
                        .to()
                        .address(),
                "a relay agent broadcasts itself");
        assertEquals(List.of(), told(lab.reply(says(DISCOVER).number(3))));
    }

    @Test
    void aUuidThatIsNotItsOwnIsTakenForNone() {
        with(Match.ANY, new QuirkEffect.NoUuid());
        Decision.Reply reply = lab.reply(Captures.message("ovmf-pxe-x64-2022.11-discover"));
        assertEquals(Optional.empty(), reply.client().uuid());
        assertEquals(List.of("its UUID 11223344-5566-7788-99aa-bbccddeeff00 is not its own"), told(reply));
        assertEquals(List.of(), told(lab.reply(says(DISCOVER).number(2).pxe())), "a ROM without option 97 has none");
    }

    @Test
    void aRomWithoutAUuidIsSaidToGoByItsHardwareAddress() {
        with(Match.ANY, new QuirkEffect.GoesByMac());
        assertEquals(
                List.of("no UUID (option 97): goes by its hardware address alone"),
                told(lab.reply(says(DISCOVER).number(2).pxe())));
        assertEquals(List.of(), told(lab.reply(Captures.message("ovmf-pxe-x64-2022.11-discover"))), "it has one");
    }
}
