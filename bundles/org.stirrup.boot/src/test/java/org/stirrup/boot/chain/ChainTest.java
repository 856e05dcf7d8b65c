package org.stirrup.boot.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;

/** Events in the order in which EDK2, shim and GRUB 2.06 cause them, captured on real firmware in QEMU. */
class ChainTest {
    private static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");
    private static final Map<String, String> LINKS = Map.of(
            "grub shimx64.efi", "the firmware did not start shim",
            "grub grubx64.efi", "shim did not start GRUB",
            "grub pub/x/vmlinuz", "GRUB did not start the kernel",
            "ipxe ipxe/snponly.efi", "it is not signed");

    private final Chain chain = new Chain((loader, sent) -> Optional.ofNullable(LINKS.get(loader + " " + sent.text())));
    private final List<String> said = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void aChainThatHoldsSaysNothingHoweverLongTheMenuWaits() {
        offer("grub", "shimx64.efi");
        sent("shimx64.efi");
        line(Kind.NOT_FOUND, "revocations_sbat.efi");
        sent("grubx64.efi");
        line(Kind.NOT_FOUND, "/grub/x86_64-efi/command.lst");
        sent("/grub/grub.cfg");
        later(600);
        sent("/pub/x/vmlinuz");
        sent("/pub/x/initrd.img");
        line(Kind.OFFER, Map.of());
        later(600);
        assertEquals(List.of(), said);
    }

    @Test
    void theLinkIsNamedAfterWhichNothingIsAskedForAndOnlyOnce() {
        offer("grub", "shimx64.efi");
        sent("shimx64.efi");
        later(29);
        assertEquals(List.of(), said);
        later(1);
        later(600);
        assertEquals(
                List.of("stopped after shimx64.efi: nothing was asked for in 30 s; the firmware did not start shim"),
                said);
    }

    @Test
    void laterLinksToo() {
        offer("grub", "shimx64.efi");
        sent("shimx64.efi");
        line(Kind.TRANSFER_START, "grubx64.efi");
        sent("/grubx64.efi");
        later(40);
        sent("/grub/grub.cfg");
        sent("/pub/x/vmlinuz");
        later(40);
        assertEquals(
                List.of(
                        "stopped after grubx64.efi: nothing was asked for in 30 s; shim did not start GRUB",
                        "stopped after pub/x/vmlinuz: nothing was asked for in 30 s; GRUB did not start the kernel"),
                said);
    }

    /** EDK2 with Secure Boot says "Access Denied" to iPXE and goes on to its next boot option, or to the same again. */
    @Test
    void firmwareThatBeginsAnewHasGivenUp() {
        offer("ipxe", "ipxe/snponly.efi");
        sent("ipxe/snponly.efi");
        offer("ipxe", "http://192.168.77.1/ipxe/snponly.efi");
        sent("ipxe/snponly.efi");
        offer("grub", "shimx64.efi");
        assertEquals(
                List.of(
                        "stopped after ipxe/snponly.efi: the firmware began anew; it is not signed",
                        "stopped after ipxe/snponly.efi: the firmware began anew; it is not signed"),
                said);
    }

    /** iPXE asks for an address of its own, and is told its script by the same loader. */
    @Test
    void aLoaderThatAsksForItsOwnAddressGoesOn() {
        offer("ipxe", "ipxe/snponly.efi");
        sent("ipxe/snponly.efi");
        offer("ipxe", "http://192.168.77.1/ipxe/boot.ipxe");
        sent("ipxe/boot.ipxe");
        later(600);
        assertEquals(List.of(), said);
    }

    @Test
    void filesOfMachinesThatNobodyStartedMeanNothing() {
        sent("shimx64.efi");
        later(600);
        assertEquals(List.of(), said);
    }

    private void offer(String loader, String file) {
        line(Kind.OFFER, Map.of("loader", loader, "file", file));
    }

    private void sent(String file) {
        line(Kind.TRANSFER_END, file);
    }

    private void line(Kind kind, String file) {
        line(kind, Map.of("file", file));
    }

    private void line(Kind kind, Map<String, String> details) {
        BootEvent event = BootEvent.of(kind, MAC, "", details);
        chain.next(new BootJournal.Line(1, now, event)).ifPresent(stop -> said.add(stop.text()));
    }

    private void later(long seconds) {
        now = now.plusSeconds(seconds);
        chain.due(now).forEach(stop -> said.add(stop.text()));
    }
}
