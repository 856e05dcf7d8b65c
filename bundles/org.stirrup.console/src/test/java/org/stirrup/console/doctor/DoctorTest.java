package org.stirrup.console.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.console.progress.BootProgress;

class DoctorTest {
    private static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");
    private static final Map<String, String> FIRMWARE = Map.of("loader", "pxelinux", "file", "pxelinux.0");

    private final List<BootJournal.Line> lines = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private void line(Kind kind, String text, Map<String, String> details) {
        now = now.plusSeconds(1);
        lines.add(new BootJournal.Line(lines.size() + 1L, now, BootEvent.of(kind, MAC, text, details)));
    }

    private void line(Kind kind, String text) {
        line(kind, text, Map.of());
    }

    private void file(Kind kind, String name) {
        line(kind, name, Map.of("file", name, "protocol", "tftp"));
    }

    private void sent(String name) {
        file(Kind.TRANSFER_START, name);
        file(Kind.TRANSFER_END, name);
    }

    private void addressed() {
        line(Kind.DISCOVER, "");
        line(Kind.OFFER, "", FIRMWARE);
        line(Kind.REQUEST, "");
        line(Kind.ACK, "", FIRMWARE);
    }

    private void kernel() {
        addressed();
        sent("pxelinux.0");
        sent("pxelinux.cfg/default");
        sent("pub/x/vmlinuz");
        sent("pub/x/initrd.img");
    }

    private List<Diagnosis> said() {
        return Doctor.of(BootProgress.of(MAC, lines).orElseThrow(), lines, now);
    }

    private void assertSaid(String name, String what) {
        List<Diagnosis> all = said();
        assertEquals(List.of(name), all.stream().map(Diagnosis::name).toList());
        assertTrue(all.get(0).what().contains(what), all.get(0).what());
        assertFalse(all.get(0).evidence().isEmpty());
        assertFalse(all.get(0).remedy().isBlank());
    }

    @Test
    void nothingIsWrongWithABootThatGoesOn() {
        kernel();
        assertEquals(List.of(), said());
        now = now.plusSeconds(60);
        assertEquals(List.of(), said());
        sent("pub/x/repodata/repomd.xml");
        now = now.plusSeconds(3600);
        assertEquals(List.of(), said());
    }

    @Test
    void anOfferThatIsNotTaken() {
        for (int i = 0; i < 2; i++) {
            line(Kind.DISCOVER, "");
            line(Kind.OFFER, "", FIRMWARE);
        }
        assertEquals(List.of(), said());
        line(Kind.DISCOVER, "");
        line(Kind.OFFER, "", FIRMWARE);
        assertSaid("offer not taken", "3 offers");

        line(Kind.REQUEST, "");
        line(Kind.ACK, "", FIRMWARE);
        assertEquals(List.of(), said());
    }

    @Test
    void offersOfLongAgoDoNotCount() {
        for (int i = 0; i < 3; i++) {
            line(Kind.DISCOVER, "");
            line(Kind.OFFER, "", FIRMWARE);
            now = now.plusSeconds(400);
        }
        assertEquals(List.of(), said());
    }

    @Test
    void aMachineThatIsNotAnswered() {
        line(Kind.DISCOVER, "");
        line(Kind.DROP, "no free address in 192.168.77.0/24");
        assertSaid("not answered", "no free address");

        line(Kind.DISCOVER, "");
        line(Kind.OFFER, "", FIRMWARE);
        assertEquals(List.of(), said());
    }

    @Test
    void firmwareThatNothingStarts() {
        line(Kind.DISCOVER, "");
        line(Kind.NO_LOADER, "pxelinux: this is a BIOS program");
        assertSaid("no loader", "BIOS program");
    }

    @Test
    void anAddressThatIsRefused() {
        line(Kind.DISCOVER, "");
        line(Kind.REQUEST, "");
        line(Kind.NAK, "10.0.0.7 is not of this network");
        assertSaid("address refused", "10.0.0.7");
    }

    @Test
    void aFileThatBreaksOffMoreThanOnce() {
        addressed();
        file(Kind.TRANSFER_FAILED, "pxelinux.0");
        assertEquals(List.of(), said());
        line(Kind.TRANSFER_FAILED, "pxelinux.0", Map.of("file", "pxelinux.0", "reason", "no answer to block 1"));
        assertSaid("file broke off", "broke off 2 times: no answer to block 1");

        sent("pxelinux.0");
        assertEquals(List.of(), said());
    }

    @Test
    void aKernelThatIsNotThere() {
        addressed();
        sent("pxelinux.0");
        file(Kind.NOT_FOUND, "pxelinux.cfg/01-52-54-00-77-00-10");
        now = now.plusSeconds(60);
        assertEquals(List.of(), said());
        sent("pxelinux.cfg/default");
        file(Kind.NOT_FOUND, "pub/x/vmlinuz");
        assertEquals(List.of(), said());
        now = now.plusSeconds(10);
        assertSaid("file missing", "pub/x/vmlinuz");
    }

    @Test
    void aProgramThatTheFirmwareDoesNotStart() {
        addressed();
        sent("ipxe.efi");
        line(Kind.STOPPED, "ipxe.efi: it is not signed");
        assertSaid("program not started", "not signed");
    }

    @Test
    void aLoaderThatIsLoadedAgainAndAgain() {
        for (int i = 0; i < 4; i++) {
            addressed();
            sent("undionly.kpxe");
        }
        assertSaid("round and round", "undionly.kpxe 4 times");
        sent("pub/x/vmlinuz");
        assertEquals(List.of(), said());
    }

    @Test
    void aKernelAfterWhichNothingComes() {
        kernel();
        now = now.plusSeconds(179);
        assertEquals(List.of(), said());
        now = now.plusSeconds(1);
        assertSaid("silent since the kernel", "asked for nothing since");
    }

    @Test
    void anInstallationThatFailed() {
        kernel();
        line(Kind.REPORT, "failed: no disk", Map.of("report", "failed"));
        assertSaid("installation failed", "no disk");
    }
}
