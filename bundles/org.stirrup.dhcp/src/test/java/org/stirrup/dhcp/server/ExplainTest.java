package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.Quirks;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.codec.Ipv4;

/** What would be answered is what is answered, and nothing is left of having asked. */
@Timeout(180)
class ExplainTest {
    private final Appliance appliance = new Appliance("192.168.77.100-192.168.77.109");

    @BeforeEach
    void start() throws InterruptedException {
        appliance.listening();
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    private static BootClient bios(int number, String link) {
        return new BootClient(
                MacAddress.of("52:54:00:77:00:0" + number),
                Optional.of(Architecture.BIOS),
                Stage.PXE_ROM,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                link,
                Optional.empty());
    }

    private List<String> explained(int number) {
        return appliance.server.explain(bios(number, ""), Optional.empty());
    }

    private static String line(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.strip().startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + start + " in\n" + String.join("\n", lines)));
    }

    @Test
    void whatIsExplainedIsWhatIsSent() throws Exception {
        FixedBoot boot = FixedBoot.pxelinux();
        appliance.server.boot = boot;
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(9).message());
        assertEquals("192.168.77.100", appliance.ports.sent().message().yiaddr().getHostAddress());
        List<String> lines = explained(1);
        assertEquals("heard       DISCOVER on eth1 (192.168.77.1)", lines.get(0));
        assertTrue(line(lines, "client").endsWith("52:54:00:77:00:01, PXE_ROM, BIOS (0)"), lines::toString);
        assertTrue(line(lines, "subnet").contains("192.168.77.0/24"), lines::toString);
        assertEquals("boots       pxelinux.0 from 192.168.77.1, says the loader pxelinux", line(lines, "boots"));
        assertTrue(line(lines, "yiaddr").endsWith("192.168.77.101"), "the first is offered already");
        assertTrue(line(lines, "then").contains("ACK 192.168.77.101"), lines::toString);
        assertTrue(appliance.ports.sentAlready().isEmpty());
        assertEquals(0, appliance.leases.writes());
        assertEquals(List.of(), boot.asked(), "nobody was heard");
        assertEquals(lines, explained(1), "and nothing is left of it");

        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).pxe().message());
        assertEquals("192.168.77.101", appliance.ports.sent().message().yiaddr().getHostAddress());
        assertTrue(line(explained(1), "address").endsWith("192.168.77.101 is offered to it"));
    }

    @Test
    void eachLoaderThatWasAskedBeforeSaysWhyItDeclined() {
        appliance.server.boot = FixedBoot.after(
                List.of("grub: BIOS firmware", "ipxe: no script; apt install ipxe"), "pxelinux", "pxelinux.0");
        List<String> lines = explained(1);
        int first = lines.indexOf("not by      grub: BIOS firmware");
        assertTrue(first > 0, lines::toString);
        assertEquals(
                List.of(
                        "not by      ipxe: no script; apt install ipxe",
                        "boots       pxelinux.0 from 192.168.77.1, says the loader pxelinux"),
                lines.subList(first + 1, first + 3));
    }

    @Test
    void itIsSaidWhyNobodyWouldAnswer() {
        appliance.company(Map.of("allowBooting", "false"));
        assertEquals(
                "no answer   machines that boot are not served in 192.168.77.0/24", line(explained(1), "no answer"));
        List<String> relayed = appliance.server.explain(bios(1, "eth1"), Optional.of(Ipv4.parse("10.1.1.1")));
        assertEquals("no answer   no subnet is configured for the relay agent 10.1.1.1", line(relayed, "no answer"));
        assertEquals(
                "'eth7' is no link that is served: eth1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> appliance.server.explain(bios(1, "eth7"), Optional.empty()))
                        .getMessage());
    }

    @Test
    void uefiFirmwareAsksFromPort4011AndWhoIsNamedAProgramAsksNoMore() {
        appliance.company(Map.of("mode", "proxy"));
        appliance.server.boot = FixedBoot.says("ipxe", "ipxe/snponly.efi", Map.of());
        List<String> uefi = explained(Stage.PXE_ROM, Architecture.UEFI_X64);
        assertTrue(line(uefi, "reply       ACK").startsWith("reply       ACK to 192.168.77.100 port 4011, "));
        appliance.server.boot = FixedBoot.says("ipxe", "http://192.168.77.1/ipxe/boot.ipxe", Map.of());
        List<String> ipxe = explained(Stage.IPXE, Architecture.UEFI_X64);
        assertTrue(line(ipxe, "reply").contains("OFFER"), ipxe::toString);
        assertTrue(ipxe.stream().noneMatch(text -> text.startsWith("then")), ipxe::toString);
    }

    private List<String> explained(Stage stage, Architecture architecture) {
        BootClient client = new BootClient(
                MacAddress.of("52:54:00:77:00:01"),
                Optional.of(architecture),
                stage,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
        return appliance.server.explain(client, Optional.empty());
    }

    @Test
    void whatAMachineIsTakenForIsSaidOnce() {
        Quirk row = new Quirk(
                "bios-that-means-uefi",
                Quirk.Match.ANY.architectures(Architecture.BIOS),
                new QuirkEffect.TakenFor(Architecture.UEFI_X64),
                "made up");
        appliance.server.quirks = new Quirks() {
            @Override
            public List<Quirk> rows() {
                return List.of(row);
            }

            @Override
            public void applied(Quirk quirk, BootClient client, String what) {
                throw new AssertionError("nobody was answered");
            }
        };
        List<String> lines = explained(1);
        assertEquals(
                List.of("quirk       bios-that-means-uefi: BIOS (0) taken for UEFI_X64 (7)"),
                lines.stream().filter(text -> text.startsWith("quirk")).toList());
    }

    @Test
    void aProxysOfferIsExplainedToo() {
        appliance.company(Map.of("mode", "proxy"));
        List<String> lines = explained(1);
        assertTrue(line(lines, "subnet").endsWith("addresses are another server's business"), lines::toString);
        assertTrue(line(lines, "60 vendor-class-identifier").endsWith("PXEClient"), lines::toString);
        assertTrue(lines.stream().noneMatch(text -> text.contains("yiaddr")), lines::toString);
        int then = lines.indexOf(
                "then        REQUEST to port 4011, when another server gave it 192.168.77.100, let us say");
        List<String> asked = lines.subList(then + 1, lines.size());
        assertEquals("boots       pxelinux.0 from 192.168.77.1, says the loader pxelinux", asked.get(0));
        assertTrue(asked.get(1).startsWith("reply       ACK to 192.168.77.100 port 68, "), lines::toString);
        assertTrue(line(asked, "file ").endsWith("pxelinux.0"), lines::toString);
        assertTrue(line(asked, "43 ").endsWith("470480000000ff"), "the menu's item comes back: " + lines);
    }
}
