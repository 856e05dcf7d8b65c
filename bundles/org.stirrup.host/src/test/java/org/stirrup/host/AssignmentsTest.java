package org.stirrup.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;
import org.stirrup.testkit.osgi.FakeFramework;

/** What hosts and groups boot, through restarts. */
class AssignmentsTest {
    private static final MacAddress MAC = Leases.mac(1);
    private static final Assignment CENTOS =
            new Assignment(Optional.of("CentOS-7"), Optional.of("kiosk"), Assignment.Mode.ONCE);
    private static final Assignment LIVE =
            new Assignment(Optional.of("live"), Optional.empty(), Assignment.Mode.ALWAYS);
    private static final Assignment NEVER = new Assignment(Optional.empty(), Optional.empty(), Assignment.Mode.NEVER);

    @TempDir
    Path home;

    private HostBook book;

    @BeforeEach
    void open() throws Exception {
        book = new HostBook(new FakeFramework(home).context());
    }

    @AfterEach
    void close() throws Exception {
        book.stop();
    }

    private void restart() throws Exception {
        close();
        open();
    }

    private Optional<Assignment> assigned() {
        return book.assigned(book.find(MAC).orElseThrow());
    }

    private static BootClient firmware() {
        return new BootClient(
                MAC,
                Optional.empty(),
                BootClient.Stage.PXE_ROM,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "eth1",
                Optional.empty());
    }

    @Test
    void ofAHostAreKeptThroughItsLife() throws Exception {
        assertEquals(Optional.empty(), book.assign(MAC, Optional.of(CENTOS)), "not a host yet");
        String token = book.seen(firmware()).orElseThrow().token();
        assertEquals(Optional.empty(), assigned());
        assertEquals(
                Optional.of(CENTOS),
                book.assign(MAC, Optional.of(CENTOS)).orElseThrow().assignment());
        restart();
        assertEquals(Optional.of(CENTOS), assigned());
        book.report(token, Host.State.INSTALLED, "done");
        book.seen(firmware());
        book.reinstall(MAC);
        book.assign(MAC, List.of("lab"));
        book.name(MAC, Optional.of("pc1"));
        restart();
        assertEquals(Optional.of(CENTOS), assigned());
        assertEquals(Optional.of("pc1"), book.find(MAC).orElseThrow().name());
        book.assign(MAC, Optional.empty());
        book.name(MAC, Optional.empty());
        restart();
        assertEquals(Optional.empty(), assigned());
        assertEquals(Optional.empty(), book.find(MAC).orElseThrow().name());
    }

    @Test
    void aHostsOwnGoesBeforeItsGroups() throws Exception {
        book.seen(firmware());
        book.assign(MAC, List.of("west", "lab", "none"));
        book.assignGroup("west", Optional.of(NEVER));
        assertEquals(Optional.of(NEVER), assigned());
        book.assignGroup("lab", Optional.of(LIVE));
        assertEquals(Optional.of(LIVE), assigned(), "the first by name");
        restart();
        assertEquals(Map.of("west", NEVER, "lab", LIVE), book.groups());
        assertEquals(Optional.of(LIVE), assigned());
        book.assign(MAC, Optional.of(CENTOS));
        assertEquals(Optional.of(CENTOS), assigned());
        book.assign(MAC, Optional.empty());
        book.assignGroup("lab", Optional.empty());
        restart();
        assertEquals(Optional.of(NEVER), assigned());
    }

    @Test
    void aGroupThatCannotBeSavedBootsWhatItBooted() throws Exception {
        book.assignGroup("lab", Optional.of(LIVE));
        assertThrows(IllegalArgumentException.class, () -> book.assignGroup("a b", Optional.of(LIVE)));
        // A folder where the file is to be written.
        Files.createDirectories(home.resolve("data/groups.txt.new/x"));
        assertThrows(java.io.UncheckedIOException.class, () -> book.assignGroup("lab", Optional.of(NEVER)));
        assertEquals(Map.of("lab", LIVE), book.groups());
        restart();
        assertEquals(Map.of("lab", LIVE), book.groups());
    }

    @Test
    void aLineThatCannotBeReadIsSaidAndKept() throws Exception {
        book.assignGroup("lab", Optional.of(LIVE));
        Path file = home.resolve("data/groups.txt");
        Files.writeString(file, Files.readString(file) + "group=west boot=SOMETIMES\ngroup=east boot=ONCE\n");
        restart();
        assertEquals(Map.of("lab", LIVE), book.groups());
        assertTrue(
                book.findings().get(0).message().contains("2 lines"),
                book.findings().toString());
        book.assignGroup("east", Optional.of(NEVER));
        assertTrue(Files.readString(home.resolve("data/groups.txt.corrupt")).contains("SOMETIMES"));
        restart();
        assertEquals(List.of(), book.findings());
        assertEquals(Map.of("lab", LIVE, "east", NEVER), book.groups());
    }

    /** A file of a version that knew no assignments. */
    @Test
    void aFileOfBeforeIsRead() throws Exception {
        close();
        Files.createDirectories(home.resolve("data"));
        Files.writeString(
                home.resolve("data/hosts.txt"),
                "mac=" + MAC + " state=INSTALLED firstSeen=2026-11-22T12:00:00Z lastSeen=2026-11-22T12:40:00Z"
                        + " name=pc17 groups=lab token=0123456789abcdef0123456789abcdef\n");
        open();
        assertEquals(List.of(), book.findings());
        assertEquals(Optional.empty(), assigned());
        assertEquals(Host.State.INSTALLED, book.find(MAC).orElseThrow().state());
    }

    @Test
    void nobodyIsNoHost() {
        BootClient nobody = new BootClient(
                MacAddress.UNKNOWN,
                Optional.empty(),
                BootClient.Stage.BOOTP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "eth1",
                Optional.empty());
        assertEquals(Optional.empty(), book.seen(nobody));
        assertEquals(List.of(), book.all());
    }

    @Test
    void aNameFitsInALine() {
        book.seen(firmware());
        for (String wrong : List.of("", " ", "a\nb", "x".repeat(254))) {
            assertThrows(IllegalArgumentException.class, () -> book.name(MAC, Optional.of(wrong)));
        }
    }
}
