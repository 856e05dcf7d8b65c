package org.stirrup.rehearsal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.rehearsal.Order;
import org.stirrup.api.rehearsal.Verdict;

class JudgeTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final String KERNEL = "pub/c/vmlinuz";
    private static final String INITRD = "pub/c/initrd.img";
    private static final MenuEntry LINUX =
            new MenuEntry.Linux("c", "CentOS 7", ResourcePath.of(KERNEL), List.of(ResourcePath.of(INITRD)), List.of());
    private static final MenuEntry DISK = new MenuEntry.LocalDisk("local", "Local disk");

    private final List<BootJournal.Line> lines = new ArrayList<>();

    @Test
    void aKernelThatAsksForItsOwnAddressRuns() {
        loader();
        sent(KERNEL);
        sent("/" + INITRD);
        assertInstanceOf(Verdict.Pending.class, judged());

        line(Kind.DISCOVER, "udhcp", Map.of());

        assertEquals(new Verdict.Boots("CentOS 7 runs: it asked for an address of its own"), judged());
    }

    @Test
    void theSameFileAgainIsNoSignOfLife() {
        loader();
        sent(KERNEL);
        sent(INITRD);
        line(Kind.TRANSFER_START, KERNEL, Map.of("file", KERNEL));

        assertInstanceOf(Verdict.Pending.class, judged());
    }

    @Test
    void aKernelWithoutItsRamDiskIsNotLoaded() {
        loader();
        sent(KERNEL);
        line(Kind.DISCOVER, "udhcp", Map.of());

        assertInstanceOf(Verdict.Pending.class, judged());
        Verdict late = Judge.last(seen(true, Duration.ofMinutes(10), menu(LINUX)), Order.Goal.STARTED);
        assertEquals(new Verdict.Fails("it stands still: the last that was seen of it is DISCOVER udhcp"), late);
    }

    @Test
    void aKernelThatSwitchesThePcOffFails() {
        loader();
        sent(KERNEL);
        sent(INITRD);

        Verdict verdict = Judge.of(seen(false, Duration.ofSeconds(5), menu(LINUX)));

        assertTrue(assertInstanceOf(Verdict.Fails.class, verdict).text().contains("without a word"));
    }

    @Test
    void whatTheApplianceSaysOfARefusedProgramIsTheReason() {
        sent("grubx64.efi");
        line(Kind.STOPPED, "grubx64.efi was sent whole and did not start: Secure Boot", Map.of());

        assertEquals(new Verdict.Fails("grubx64.efi was sent whole and did not start: Secure Boot"), judged());
    }

    @Test
    void noLoaderIsTheReason() {
        line(Kind.DISCOVER, "PXEClient", Map.of());
        line(Kind.NO_LOADER, "no loader is installed", Map.of());

        assertEquals(new Verdict.Fails("no loader is installed"), judged());
    }

    @Test
    void anInstallersWordCountsMost() {
        loader();
        line(Kind.REPORT, "started", Map.of("report", "started"));
        assertInstanceOf(Verdict.Boots.class, judged());
        Evidence started = seen(true, Duration.ofSeconds(1), menu(LINUX));
        assertTrue(Judge.isFinal(judged(), started, Order.Goal.STARTED));
        assertEquals(false, Judge.isFinal(judged(), started, Order.Goal.INSTALLED));
        assertInstanceOf(Verdict.Fails.class, Judge.last(started, Order.Goal.INSTALLED));

        line(Kind.REPORT, "no disk", Map.of("report", "failed"));
        assertEquals(new Verdict.Fails("its installer reported a failure: no disk"), judged());

        line(Kind.REPORT, "installed", Map.of("report", "installed"));
        Evidence installed = seen(false, Duration.ofSeconds(1), menu(LINUX));
        assertInstanceOf(Verdict.Boots.class, Judge.last(installed, Order.Goal.INSTALLED));
    }

    @Test
    void theDiskIsBelievedWhenTheMenuWasReadAndNobodyChose() {
        Menu menu = menu(DISK);
        loader();
        assertInstanceOf(Verdict.Pending.class, Judge.of(seen(true, Duration.ofMinutes(5), menu)));

        sent("pxelinux.cfg/default");
        assertInstanceOf(Verdict.Pending.class, Judge.of(seen(true, Duration.ofSeconds(31), menu)));
        assertInstanceOf(Verdict.Boots.class, Judge.of(seen(true, Duration.ofSeconds(60), menu)));
    }

    private void loader() {
        line(Kind.DISCOVER, "PXEClient", Map.of());
        sent("pxelinux.0");
    }

    private void sent(String file) {
        line(Kind.TRANSFER_START, file, Map.of("file", file));
        line(Kind.TRANSFER_END, file, Map.of("file", file));
    }

    private void line(Kind kind, String text, Map<String, String> details) {
        lines.add(new BootJournal.Line(
                lines.size() + 1L, NOON, BootEvent.of(kind, MacAddress.of("52:54:00:00:00:01"), text, details)));
    }

    private static Menu menu(MenuEntry first) {
        List<MenuEntry> entries = first == DISK ? List.of(DISK, LINUX) : List.of(first, DISK);
        return new Menu("Boot", entries, first.id(), Optional.of(Duration.ofSeconds(30)));
    }

    private Verdict judged() {
        return Judge.of(seen(true, Duration.ofSeconds(1), menu(LINUX)));
    }

    private Evidence seen(boolean on, Duration later, Menu menu) {
        return new Evidence(lines, menu, on, NOON, NOON.plus(later));
    }
}
