package org.stirrup.console.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;

class BootProgressTest {
    private static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");
    private static final Map<String, String> FIRMWARE = Map.of("loader", "pxelinux", "file", "pxelinux.0");

    /** The journal of one machine, a line a second unless told otherwise. */
    private static final class Story {
        private final List<BootJournal.Line> lines = new ArrayList<>();
        private Instant now = Instant.parse("2026-11-22T12:00:00Z");

        Story line(Kind kind, String text, Map<String, String> details) {
            return line(kind, Optional.empty(), text, details);
        }

        Story line(Kind kind, Optional<InetAddress> address, String text, Map<String, String> details) {
            now = now.plusSeconds(1);
            lines.add(new BootJournal.Line(
                    lines.size() + 1L, now, new BootEvent(kind, Optional.of(MAC), address, text, details)));
            return this;
        }

        Story line(Kind kind) {
            return line(kind, "", Map.of());
        }

        Story later(long seconds) {
            now = now.plusSeconds(seconds);
            return this;
        }

        Story offered() {
            return line(Kind.DISCOVER)
                    .line(Kind.OFFER, "pxelinux.0 by pxelinux", FIRMWARE)
                    .line(Kind.REQUEST);
        }

        Story addressed() {
            return offered().line(Kind.ACK, "", FIRMWARE);
        }

        Story sent(String file, String protocol, long bytes) {
            Map<String, String> start = Map.of("file", file, "protocol", protocol);
            Map<String, String> end = new HashMap<>(start);
            end.put("bytes", Long.toString(bytes));
            end.put("millis", "1000");
            return line(Kind.TRANSFER_START, file, start).line(Kind.TRANSFER_END, file, end);
        }

        Story loaded() {
            return addressed().sent("pxelinux.0", "tftp", 42_392).sent("ldlinux.c32", "tftp", 116_096);
        }

        Story menu() {
            return loaded().line(Kind.NOT_FOUND, "", Map.of("file", "pxelinux.cfg/01-52-54-00-77-00-10"))
                    .sent("pxelinux.cfg/default", "tftp", 512);
        }

        Story kernel() {
            return menu().sent("pub/CentOS-7/images/pxeboot/vmlinuz", "tftp", 6_000_000)
                    .sent("pub/CentOS-7/images/pxeboot/initrd.img", "tftp", 50_000_000);
        }

        /** What was booted asks for an address itself, and fetches. */
        Story installer() {
            return kernel().later(9)
                    .line(Kind.DISCOVER)
                    .line(Kind.OFFER)
                    .line(Kind.REQUEST)
                    .line(Kind.ACK)
                    .sent("pub/CentOS-7/.treeinfo", "ftp", 354);
        }

        Story report(String word) {
            return line(Kind.REPORT, word, Map.of("report", word));
        }

        BootProgress told() {
            return BootProgress.of(MAC, lines).orElseThrow();
        }
    }

    static Stream<Arguments> stages() {
        return Stream.of(
                row("asks", new Story().line(Kind.DISCOVER), Stage.DISCOVERED),
                row("is offered an address", new Story().offered(), Stage.DISCOVERED),
                row("has an address", new Story().addressed(), Stage.ADDRESSED),
                row("a BOOTP client asks", new Story().line(Kind.BOOTP), Stage.DISCOVERED),
                row("a BOOTP client has an address", bootp(), Stage.ADDRESSED),
                row(
                        "its address is refused",
                        new Story().offered().line(Kind.NAK, "not on this link", Map.of()),
                        Stage.FAILED),
                row(
                        "asks again after that",
                        new Story().offered().line(Kind.NAK).line(Kind.DISCOVER),
                        Stage.DISCOVERED),
                row("fetches the loader", new Story().loaded(), Stage.LOADER),
                row("asks for files that are not there", new Story().loaded().line(Kind.NOT_FOUND), Stage.LOADER),
                row("stands still", new Story().loaded().line(Kind.STOPPED, "stopped", Map.of()), Stage.FAILED),
                row(
                        "goes on after all",
                        new Story()
                                .loaded()
                                .line(Kind.STOPPED, "stopped", Map.of())
                                .sent("pxelinux.cfg/default", "tftp", 9),
                        Stage.MENU),
                row("reads the menu", new Story().menu(), Stage.MENU),
                row("a module after the menu", new Story().menu().sent("menu.c32", "tftp", 1), Stage.MENU),
                row("fetches the kernel", new Story().kernel(), Stage.KERNEL),
                row("asks for an address as an installer", new Story().kernel().line(Kind.DISCOVER), Stage.KERNEL),
                row("fetches the repository", new Story().installer(), Stage.INSTALLER),
                row("says that it installs", new Story().installer().report("started"), Stage.INSTALLING),
                row("fetches on", new Story().installer().report("started").sent("a.rpm", "ftp", 1), Stage.INSTALLING),
                row("is installed", new Story().installer().report("started").report("installed"), Stage.INSTALLED),
                row("failed", new Story().installer().report("failed"), Stage.FAILED),
                row(
                        "is switched on again",
                        new Story().installer().report("installed").later(30).addressed(),
                        Stage.ADDRESSED),
                row(
                        "switched on again in the installer",
                        new Story().installer().later(30).offered(),
                        Stage.DISCOVERED),
                row("nothing can start it", noLoader(), Stage.NO_LOADER),
                row("asks again after that", noLoader().line(Kind.DISCOVER), Stage.DISCOVERED),
                row("a loader came meanwhile", noLoader().loaded(), Stage.LOADER),
                row("firmware asks for the size first", firmwareAsksTwice(), Stage.LOADER),
                row(
                        "a transfer breaks off",
                        new Story().kernel().line(Kind.TRANSFER_FAILED, "initrd.img", Map.of("file", "initrd.img")),
                        Stage.KERNEL),
                row("the journal begins in the middle", new Story().sent("vmlinuz", "tftp", 1), Stage.KERNEL),
                row(
                        "a disk of its own fetches something",
                        new Story().sent("pub/notes.txt", "http", 1),
                        Stage.DISCOVERED));
    }

    private static Arguments row(String name, Story story, Stage stage) {
        return Arguments.of(name, story.told(), stage);
    }

    private static Story bootp() {
        return new Story().line(Kind.BOOTP).line(Kind.BOOTP, Optional.of(address()), "reply", FIRMWARE);
    }

    private static Story noLoader() {
        return new Story()
                .kernel()
                .later(60)
                .line(Kind.DISCOVER)
                .line(Kind.NO_LOADER, "UEFI_X64 firmware, this is a BIOS program", Map.of());
    }

    private static Story firmwareAsksTwice() {
        return new Story()
                .addressed()
                .line(Kind.TRANSFER_START, "pxelinux.0", Map.of("file", "pxelinux.0", "protocol", "tftp"))
                .line(Kind.TRANSFER_FAILED, "pxelinux.0", Map.of("file", "pxelinux.0", "protocol", "tftp"))
                .sent("pxelinux.0", "tftp", 42_392);
    }

    private static InetAddress address() {
        try {
            return InetAddress.getByName("192.168.77.100");
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("stages")
    void stage(String name, BootProgress progress, Stage expected) {
        assertEquals(expected, progress.boot().stage(), name);
    }

    @Test
    void aBootCountsFromItsOwnFirstRequest() {
        Story story = new Story().installer().report("installed").later(60);
        long before = story.lines.size();
        BootProgress progress = story.loaded().told();

        assertEquals(before + 1, progress.boot().began().line());
        assertEquals(2, progress.boot().files());
        assertEquals(42_392 + 116_096, progress.boot().bytes());
    }

    @Test
    void anInstallersOwnRequestIsPartOfTheBoot() {
        BootProgress progress = new Story().installer().told();

        assertEquals(1, progress.boot().began().line());
        assertEquals(6, progress.boot().files());
    }

    @Test
    void aChainLoadedLoaderGoesOnWithTheSameBoot() {
        Story story = new Story().addressed().sent("ipxe.efi", "tftp", 1_000_000);

        assertEquals(1, story.later(2).addressed().told().boot().began().line());
    }

    @Test
    void theReasonStaysWithItsStage() {
        assertTrue(noLoader().told().boot().because().contains("BIOS program"));
        assertEquals("", noLoader().loaded().told().boot().because());
    }

    @Test
    void aFileUnderWayIsJoinedByItsEnd() {
        Story story = new Story().addressed();
        story.line(Kind.TRANSFER_START, "a", Map.of("file", "vmlinuz", "protocol", "tftp"));
        assertEquals(
                Transfer.Outcome.SENDING,
                story.told().boot().file().orElseThrow().outcome());

        story.line(
                Kind.TRANSFER_END, "a", Map.of("file", "vmlinuz", "protocol", "tftp", "bytes", "7", "millis", "900"));
        Transfer whole = story.told().boot().file().orElseThrow();
        assertEquals(Transfer.Outcome.SENT, whole.outcome());
        assertEquals(7, whole.bytes().orElseThrow());
        assertEquals(
                1,
                whole.ended().orElseThrow().getEpochSecond() - whole.started().getEpochSecond());
    }

    @Test
    void figuresThatAreNoneAreLeftOut() {
        Story story =
                new Story().line(Kind.TRANSFER_END, "x", Map.of("file", "vmlinuz", "bytes", "many", "millis", "12.5"));

        assertTrue(story.told().boot().file().orElseThrow().bytes().isEmpty());
    }

    @Test
    void eachBootOfAMachineIsToldApart() {
        Story story = new Story()
                .addressed()
                .sent("pxelinux.0", "tftp", 10)
                .sent("vmlinuz", "tftp", 100)
                .later(300)
                .line(Kind.DISCOVER)
                .line(Kind.DISCOVER)
                .addressed()
                .sent("pxelinux.0", "tftp", 10)
                .later(300)
                .addressed();

        List<Boot> boots = BootProgress.boots(MAC, story.lines);
        assertEquals(
                List.of(Stage.KERNEL, Stage.LOADER, Stage.ADDRESSED),
                boots.stream().map(Boot::stage).toList());
        assertEquals(List.of(2, 1, 0), boots.stream().map(Boot::files).toList());
        assertEquals(story.told().boot(), boots.get(2));
        assertEquals(List.of(), BootProgress.boots(MAC, List.of()));
    }

    @Test
    void noLinesNoProgress() {
        assertTrue(BootProgress.of(MAC, List.of()).isEmpty());
    }
}
