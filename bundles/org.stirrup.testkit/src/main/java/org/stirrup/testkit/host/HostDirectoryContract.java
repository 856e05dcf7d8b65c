package org.stirrup.testkit.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.testkit.lease.Leases.address;
import static org.stirrup.testkit.lease.Leases.mac;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostDirectory.Report;

/** What every {@link HostDirectory} does. A provider's test extends this and says how its directory is opened. */
public abstract class HostDirectoryContract {
    private static final UUID BOARD = UUID.fromString("564d7761-7265-4000-8000-000000000001");

    /** The directory under test; replaced by {@link #reopen}. */
    protected HostDirectory directory;

    /** Opens the directory over what it held when it was last closed; empty at the first call of a test. */
    protected abstract HostDirectory open() throws Exception;

    /** Closes a directory that {@link #open} gave. */
    protected abstract void close(HostDirectory directory) throws Exception;

    @BeforeEach
    final void openFirst() throws Exception {
        directory = open();
    }

    @AfterEach
    final void closeLast() throws Exception {
        close(directory);
    }

    protected final void reopen() throws Exception {
        close(directory);
        directory = open();
    }

    /** A machine's PXE firmware; its number makes its MAC address. */
    protected static BootClient firmware(int number) {
        return new BootClient(
                mac(number),
                Optional.of(Architecture.BIOS),
                BootClient.Stage.PXE_ROM,
                Optional.of(BOARD),
                Optional.of("PXEClient:Arch:00000:UNDI:002001"),
                Optional.empty(),
                "eth1",
                Optional.of(address("10.0.0." + number)));
    }

    private static BootClient system(int number) {
        return BootClient.of(mac(number), "eth1").withAddress(address("10.0.1." + number));
    }

    @Test
    void knowsNobodyAtFirst() {
        assertEquals(List.of(), directory.all());
        assertEquals(Optional.empty(), directory.find(mac(1)));
        assertEquals(Optional.empty(), directory.reinstall(mac(1)));
    }

    @Test
    void makesAHostOfAMachineThatBoots() {
        Host host = directory.seen(firmware(1)).orElseThrow();
        assertEquals(mac(1), host.mac());
        assertEquals(Optional.of(BOARD), host.uuid());
        assertEquals(Optional.of(Architecture.BIOS), host.architecture());
        assertEquals(Optional.of(address("10.0.0.1")), host.address());
        assertEquals(Host.State.DISCOVERED, host.state());
        assertEquals(host.firstSeen(), host.lastSeen());
        assertEquals(Optional.of(host), directory.find(mac(1)));
        assertEquals(List.of(host), directory.all());
    }

    @Test
    void makesNoHostOfAPrinter() {
        assertEquals(Optional.empty(), directory.seen(system(1)));
        assertEquals(List.of(), directory.all());
    }

    @Test
    void keepsWhatTheOperatingSystemDoesNotSay() {
        Host firmware = directory.seen(firmware(1)).orElseThrow();
        Host system = directory.seen(system(1)).orElseThrow();
        assertEquals(firmware.uuid(), system.uuid());
        assertEquals(firmware.architecture(), system.architecture());
        assertEquals(Optional.of(address("10.0.1.1")), system.address());
        assertEquals(firmware.token(), system.token());
        assertEquals(firmware.firstSeen(), system.firstSeen());
        assertFalse(system.lastSeen().isBefore(firmware.lastSeen()));
    }

    @Test
    void listsHostsByAddress() {
        for (int number : List.of(3, 1, 2)) {
            directory.seen(firmware(number));
        }
        assertEquals(
                List.of(mac(1), mac(2), mac(3)),
                directory.all().stream().map(Host::mac).toList());
    }

    @Test
    void givesEachHostASecretOfItsOwn() {
        Set<String> tokens = new HashSet<>();
        for (int number = 1; number <= 100; number++) {
            tokens.add(directory.seen(firmware(number)).orElseThrow().token());
        }
        assertEquals(100, tokens.size());
        assertTrue(tokens.stream().allMatch(token -> token.matches("[0-9a-f]{32,}")), "at least 128 bits");
    }

    @Test
    void notesAnInstallation() {
        String token = directory.seen(firmware(1)).orElseThrow().token();
        directory.seen(firmware(2));
        for (Host.State state : List.of(Host.State.INSTALLING, Host.State.FAILED, Host.State.INSTALLED)) {
            Host host = assertInstanceOf(Report.Accepted.class, directory.report(token, state, "says " + state))
                    .host();
            assertEquals(mac(1), host.mac());
            assertEquals(state, host.state());
            assertEquals("says " + state, host.note());
            assertEquals(Optional.of(host), directory.find(mac(1)));
        }
        assertEquals(
                Host.State.DISCOVERED, directory.find(mac(2)).orElseThrow().state(), "the other one is not concerned");
    }

    @Test
    void refusesAReportOfNobody() {
        String token = directory.seen(firmware(1)).orElseThrow().token();
        for (String wrong :
                List.of("", " ", "0".repeat(32), token + "0", token.substring(1), token.toUpperCase() + "X")) {
            Report report = directory.report(wrong, Host.State.INSTALLED, "");
            assertFalse(assertInstanceOf(Report.Refused.class, report).because().isBlank());
        }
        assertEquals(Host.State.DISCOVERED, directory.find(mac(1)).orElseThrow().state());
    }

    @Test
    void refusesAReportThatNothingHappened() {
        String token = directory.seen(firmware(1)).orElseThrow().token();
        directory.report(token, Host.State.INSTALLED, "");
        assertInstanceOf(Report.Refused.class, directory.report(token, Host.State.DISCOVERED, ""));
        assertEquals(Host.State.INSTALLED, directory.find(mac(1)).orElseThrow().state());
    }

    @Test
    void makesANoteFitToShow() {
        String token = directory.seen(firmware(1)).orElseThrow().token();
        String sent = "ok\n\u001b[31mred\u0000 \u202egnp.exe\ttab \ud800 lone \u2028 Grüße 日本 \ud83d\ude00"
                + "x".repeat(2000);
        Host host = assertInstanceOf(Report.Accepted.class, directory.report(token, Host.State.FAILED, sent))
                .host();
        assertTrue(host.note().length() <= 500, "cut at 500 characters");
        assertTrue(host.note().contains("Grüße 日本 \ud83d\ude00"), host.note());
        assertTrue(
                host.note()
                        .chars()
                        .noneMatch(character ->
                                Character.isISOControl(character) || character == 0x202e || character == 0x2028),
                host.note());
    }

    @Test
    void installsAgainWithAnotherSecret() {
        String token = directory.seen(firmware(1)).orElseThrow().token();
        directory.report(token, Host.State.INSTALLED, "done");
        Host again = directory.reinstall(mac(1)).orElseThrow();
        assertEquals(Host.State.DISCOVERED, again.state());
        assertNotEquals(token, again.token());
        assertEquals(Optional.of(again), directory.find(mac(1)));
        assertInstanceOf(
                Report.Refused.class,
                directory.report(token, Host.State.INSTALLED, ""),
                "the installer of before has nothing to say any more");
        assertInstanceOf(Report.Accepted.class, directory.report(again.token(), Host.State.INSTALLED, ""));
    }

    @Test
    void putsAHostIntoGroups() throws Exception {
        assertEquals(Optional.empty(), directory.assign(mac(1), List.of("lab")), "not a host yet");
        directory.seen(firmware(1));
        assertEquals(List.of(), directory.find(mac(1)).orElseThrow().groups());
        Host host = directory.assign(mac(1), List.of("west", "lab", "west")).orElseThrow();
        assertEquals(List.of("lab", "west"), host.groups());
        assertThrows(IllegalArgumentException.class, () -> directory.assign(mac(1), List.of("a b")));
        assertThrows(IllegalArgumentException.class, () -> directory.assign(mac(1), List.of("")));
        directory.seen(system(1));
        directory.report(host.token(), Host.State.INSTALLED, "done");
        directory.reinstall(mac(1));
        reopen();
        assertEquals(
                List.of("lab", "west"), directory.find(mac(1)).orElseThrow().groups());
        directory.assign(mac(1), List.of());
        reopen();
        assertEquals(List.of(), directory.find(mac(1)).orElseThrow().groups());
    }

    @Test
    void keepsItsSecretThroughAllStages() {
        String token = directory.seen(firmware(1)).orElseThrow().token();
        directory.report(token, Host.State.INSTALLING, "");
        assertEquals(token, directory.seen(system(1)).orElseThrow().token());
        assertEquals(token, directory.seen(firmware(1)).orElseThrow().token());
        assertEquals(
                Host.State.INSTALLING,
                directory.find(mac(1)).orElseThrow().state(),
                "being seen says nothing about the installation");
    }

    @Test
    void whatAnInstallerFoundStaysUntilOneFindsAnother() throws Exception {
        String token = directory.seen(firmware(1)).orElseThrow().token();
        Hardware found = new Hardware(OptionalLong.of(4L << 30), Optional.of("5CG 1234"));
        directory.report(token, Host.State.INSTALLING, "", found);
        directory.report(token, Host.State.INSTALLED, "");
        directory.seen(system(1));
        String next = directory.reinstall(mac(1)).orElseThrow().token();
        assertEquals(found, directory.find(mac(1)).orElseThrow().hardware());
        directory.report(next, Host.State.INSTALLING, "", new Hardware(OptionalLong.of(8L << 30), Optional.empty()));
        reopen();
        assertEquals(
                found.withMemory(OptionalLong.of(8L << 30)),
                directory.find(mac(1)).orElseThrow().hardware());
    }

    @Test
    void keepsEverythingWhenReopened() throws Exception {
        String token = directory.seen(firmware(1)).orElseThrow().token();
        directory.report(token, Host.State.INSTALLED, "took 12 min, 100 % = done + \"fine\" Grüße");
        directory.seen(firmware(2));
        directory.seen(firmware(3));
        directory.reinstall(mac(3));
        directory.seen(system(2));
        List<Host> before = directory.all();
        reopen();
        assertEquals(before, directory.all());
        assertInstanceOf(Report.Accepted.class, directory.report(token, Host.State.FAILED, ""), "by the same secret");
    }
}
