package org.stirrup.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Finding;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostDirectory.Report;
import org.stirrup.host.file.HostLine;
import org.stirrup.host.file.HostRecords;
import org.stirrup.testkit.host.HostDirectoryContract;
import org.stirrup.testkit.lease.Leases;

class KnownHostsTest extends HostDirectoryContract {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final int LIMIT = 200;

    @TempDir
    Path folder;

    private Instant now = NOON;
    private final InstantSource clock = () -> now;

    private Path path() {
        return folder.resolve("data/hosts.txt");
    }

    @Override
    protected HostDirectory open() throws Exception {
        return KnownHosts.open(path(), clock, LIMIT);
    }

    @Override
    protected void close(HostDirectory directory) throws Exception {
        ((KnownHosts) directory).close();
    }

    private List<Finding> findings() {
        return ((KnownHosts) directory).findings();
    }

    /** What a crash would leave: the file as it is at this moment. */
    private Optional<Host> onDisk(int number) throws IOException {
        return Optional.ofNullable(HostRecords.read(path()).hosts().get(Leases.mac(number)));
    }

    private String token(int number) {
        return directory.seen(firmware(number)).orElseThrow().token();
    }

    private void write(String... lines) throws Exception {
        close(directory);
        Files.writeString(path(), String.join("\n", lines));
        directory = open();
    }

    private Host installed(int number) {
        String token = token(number);
        Report report = directory.report(token, Host.State.INSTALLED, "");
        return assertInstanceOf(Report.Accepted.class, report).host();
    }

    @Test
    void hasOnDiskWhatItTold() throws IOException {
        assertEquals(Optional.of(token(1)), onDisk(1).map(Host::token));
        installed(1);
        assertEquals(Optional.of(Host.State.INSTALLED), onDisk(1).map(Host::state));
        Host again = directory.reinstall(Leases.mac(1)).orElseThrow();
        assertEquals(Optional.of(again), onDisk(1));
    }

    @Test
    void keepsItsSecrets() throws IOException {
        token(1);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
    }

    @Test
    void writesLaterWhenAMachineWasLastSeen() throws IOException {
        directory.seen(firmware(1));
        now = NOON.plusSeconds(60);
        directory.seen(firmware(1));
        assertEquals(Optional.of(NOON), onDisk(1).map(Host::lastSeen));
        ((KnownHosts) directory).flush();
        assertEquals(Optional.of(now), onDisk(1).map(Host::lastSeen));
        assertEquals(Optional.of(NOON), onDisk(1).map(Host::firstSeen));
    }

    @Test
    void forgetsALineThatACrashCutShort() throws Exception {
        Host whole = installed(1);
        String line = HostLine.format(whole);
        write(line, line.substring(0, line.length() - 1));
        assertEquals(List.of(whole), directory.all());
        assertEquals(List.of(), findings());
    }

    @Test
    void startsAMachineWithADamagedRecordFromItsDisk() throws Exception {
        String known = HostLine.format(directory.seen(firmware(1)).orElseThrow());
        String fine = HostLine.format(directory.seen(firmware(4)).orElseThrow());
        write(
                known,
                known.replace("state=DISCOVERED", "state=INSTALLDE"),
                "mac=52:54:00:00:00:02 state=INSTA\u0000\u0000\u0000",
                "\u0000\u0000rubbish",
                fine,
                "");
        for (int number : List.of(1, 2)) {
            Host host = directory.find(Leases.mac(number)).orElseThrow();
            assertEquals(Host.State.INSTALLED, host.state(), "whatever is on its disk stays there");
            assertTrue(host.note().contains("damaged"), host.note());
        }
        assertEquals(
                Host.State.DISCOVERED,
                directory.find(Leases.mac(4)).orElseThrow().state());
        Finding finding = findings().get(0);
        assertTrue(finding.message().startsWith("3 lines"), finding.message());
        assertTrue(finding.message().contains("line 2: state=INSTALLDE cannot be read"), finding.message());
        Path aside = folder.resolve("data/hosts.txt.corrupt-20261122T120000Z");
        assertTrue(finding.remedy().contains(aside.toString()), finding.remedy());
        assertTrue(Files.readString(aside).contains("rubbish"), "kept as it was found");

        reopen();
        assertEquals(List.of(), findings(), "mended");
        assertEquals(3, directory.all().size());
    }

    @Test
    void believesALaterLineOverADamagedOne() throws Exception {
        String known = HostLine.format(directory.seen(firmware(1)).orElseThrow());
        write(known.replace("state=DISCOVERED", "state=INSTALLDE"), known, "");
        assertEquals(
                Host.State.DISCOVERED,
                directory.find(Leases.mac(1)).orElseThrow().state());
    }

    @Test
    void goesOnBehindWhatAFullDiskCutShort() throws IOException {
        String token = token(1);
        Files.writeString(path(), "mac=52:54:00:00:00:01 state=INS", StandardOpenOption.APPEND);
        directory.report(token, Host.State.INSTALLED, "");
        HostRecords records = HostRecords.read(path());
        assertEquals(List.of(), records.damage());
        assertEquals(Optional.of(Host.State.INSTALLED), onDisk(1).map(Host::state));
    }

    @Test
    void keepsTheFileSmall() throws IOException {
        String token = token(1);
        for (int i = 0; i < 700; i++) {
            directory.report(token, Host.State.INSTALLING, "step " + i);
        }
        try (Stream<String> lines = Files.lines(path())) {
            assertTrue(lines.count() < 300);
        }
        assertEquals(Optional.of("step 699"), onDisk(1).map(Host::note));
    }

    @Test
    void remembersNoMoreMachinesThanItShould() {
        installed(1);
        directory.seen(firmware(250));
        directory.assign(Leases.mac(250), List.of("lab"));
        for (int number = 2; number < LIMIT + 50; number++) {
            now = now.plusSeconds(1);
            BootClient made = firmware(number % 250);
            directory.seen(new BootClient(
                    Leases.mac(number),
                    made.architecture(),
                    made.stage(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "eth1",
                    Optional.empty()));
        }
        assertEquals(LIMIT, directory.all().size());
        assertTrue(directory.find(Leases.mac(1)).isPresent(), "what was installed stays");
        assertTrue(directory.find(Leases.mac(250)).isPresent(), "what somebody put into a group stays");
        assertFalse(directory.find(Leases.mac(2)).isPresent(), "the one not seen for longest goes");
        assertTrue(directory.find(Leases.mac(LIMIT + 49)).isPresent());
    }

    @Test
    void acceptsNoReportThatItCannotKeep() throws Exception {
        close(directory);
        Files.delete(path());
        Files.delete(path().getParent());
        Files.writeString(path().getParent(), "in the way");
        directory = open();
        String token = token(1);
        assertEquals(Finding.Severity.ERROR, findings().get(0).severity());
        Report.Refused refused =
                assertInstanceOf(Report.Refused.class, directory.report(token, Host.State.INSTALLED, ""));
        assertTrue(refused.because().contains("could not be saved"), refused.because());
        assertThrows(UncheckedIOException.class, () -> directory.reinstall(Leases.mac(1)));
        assertEquals(
                Host.State.DISCOVERED,
                directory.find(Leases.mac(1)).orElseThrow().state(),
                "nobody acts on what a crash would take back");
        assertEquals(token, token(1));

        Files.delete(path().getParent());
        ((KnownHosts) directory).flush();
        assertEquals(List.of(), findings());
        assertEquals(Optional.of(token), onDisk(1).map(Host::token), "what waited is saved");
        assertInstanceOf(Report.Accepted.class, directory.report(token, Host.State.INSTALLED, ""));
    }

    @Test
    void looksWithoutATrace() throws Exception {
        Host host = installed(1);
        String line = HostLine.format(host);
        write(line, "rubbish", "");
        close(directory);
        Files.writeString(path(), line + "\nrubbish\n");
        List<String> before = names();
        KnownHosts looking = KnownHosts.look(path(), clock, LIMIT);
        assertEquals(1, looking.findings().size());
        looking.seen(firmware(2));
        looking.flush();
        looking.close();
        assertEquals(line + "\nrubbish\n", Files.readString(path()));
        assertEquals(before, names());
        directory = open();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path().getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void makesOneHostOfAMachineThatAsksTwiceAtOnce() throws Exception {
        int threads = 16;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<String> ask = () -> {
                start.await();
                return token(1);
            };
            List<String> tokens = new ArrayList<>();
            for (Future<String> token : pool.invokeAll(java.util.Collections.nCopies(threads, ask))) {
                tokens.add(token.get());
            }
            assertEquals(1, tokens.stream().distinct().count());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void isQuickWithTenThousand() throws Exception {
        close(directory);
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < 10_000; number++) {
            lines.add(HostLine.format(new Hosts().discovered(BootClient.of(Leases.mac(number), ""), NOON)));
        }
        Files.write(path(), lines);
        // The work of this thread alone: a busy machine takes as long as it likes.
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        directory = KnownHosts.open(path(), clock, 20_000);
        Host last = directory.find(Leases.mac(9_999)).orElseThrow();
        assertInstanceOf(Report.Accepted.class, directory.report(last.token(), Host.State.INSTALLED, ""));
        assertNotEquals(Optional.empty(), directory.seen(firmware(20)));
        Duration took = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began);
        assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, "took " + took);
    }

    @Test
    void aListIsTakenInAndSurvivesARestartAndTokensStay() throws Exception {
        KnownHosts known = (KnownHosts) directory;
        Host first = known.seen(firmware(1)).orElseThrow();
        Host listed = listed(first.mac(), Host.State.DISCOVERED);
        known.enter(List.of(listed, listed(Leases.mac(2), Host.State.INSTALLED)));
        reopen();
        assertEquals(2, directory.all().size());
        Host after = directory.find(first.mac()).orElseThrow();
        assertEquals(List.of("lab"), after.groups());
        assertEquals(first.token(), after.token());
        Host installed = directory.find(Leases.mac(2)).orElseThrow();
        assertEquals(32, installed.token().length());
        assertEquals(NOON, installed.lastSeen());

        ((KnownHosts) directory).enter(List.of(listed(Leases.mac(2), Host.State.DISCOVERED)));
        assertNotEquals(
                installed.token(), directory.find(Leases.mac(2)).orElseThrow().token(), "an installer of before");
    }

    @Test
    void aListThatIsTooLongOrCannotBeSavedChangesNothing() throws Exception {
        KnownHosts known = (KnownHosts) directory;
        Host first = known.seen(firmware(1)).orElseThrow();
        List<Host> many = Stream.iterate(2, number -> number + 1)
                .limit(LIMIT)
                .map(number -> listed(Leases.mac(number), Host.State.DISCOVERED))
                .toList();
        assertThrows(IllegalArgumentException.class, () -> known.enter(many));
        assertEquals(List.of(first), known.all());
        Files.createDirectories(path().resolveSibling("hosts.txt.new/in-the-way"));
        assertThrows(UncheckedIOException.class, () -> known.enter(many.subList(0, 3)));
        assertEquals(List.of(first), known.all());
        Files.delete(path().resolveSibling("hosts.txt.new/in-the-way"));
        Files.delete(path().resolveSibling("hosts.txt.new"));
        known.enter(many.subList(0, 3));
        reopen();
        assertEquals(4, directory.all().size());
    }

    private static Host listed(MacAddress mac, Host.State state) {
        return new Host(
                mac,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of("lab"),
                state,
                "",
                "",
                NOON,
                NOON);
    }
}
