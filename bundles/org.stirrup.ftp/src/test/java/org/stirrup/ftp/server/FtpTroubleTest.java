package org.stirrup.ftp.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.ftp.command.PortRange;
import org.stirrup.ftp.tree.ContentTree;
import org.stirrup.ftp.tree.Journal;
import org.stirrup.testkit.net.FreePorts;

/** What goes wrong while clients are connected. */
class FtpTroubleTest {
    /** More than the buffers of both ends of a loopback connection hold. */
    private static final int LARGE = 32 << 20;

    @TempDir
    Path folder;

    private static Settings patience(int seconds) {
        return new Settings(0, new PortRange(0, 0), Duration.ofSeconds(seconds), 50);
    }

    @Test
    void aTransferOutlivesItsFileAndItsTree() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
                ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            Path file = ftp.file("install.img", LARGE);
            byte[] whole = Files.readAllBytes(file);
            control.send("TYPE I");
            try (Socket data = control.passive()) {
                assertTrue(control.send("RETR install.img").startsWith("150"));
                ftp.journal.await(Kind.TRANSFER_START);
                ftp.resolver.set(null);
                Files.delete(file);
                assertArrayEquals(whole, data.getInputStream().readAllBytes());
            }
            assertTrue(control.reply().startsWith("226"));
        }
    }

    @Test
    void aClientThatTakesNothingIsDropped() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, patience(3));
                ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            ftp.file("install.img", LARGE);
            control.send("TYPE I");
            Socket data = control.passive();
            assertTrue(control.send("RETR install.img").startsWith("150"));
            assertTrue(control.reply().startsWith("426"));
            BootEvent failed = ftp.journal.await(Kind.TRANSFER_FAILED);
            assertTrue(failed.text().contains("took nothing for 3 s"), failed.text());
            data.close();
        }
    }

    /** Its data flows, slowly, for longer than a silent connection may last; then it is still there. */
    @Test
    void aSlowTransferIsNotIdle() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, patience(5));
                ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            ftp.file("install.img", LARGE);
            control.send("TYPE I");
            try (Socket data = control.passive()) {
                assertTrue(control.send("RETR install.img").startsWith("150"));
                byte[] some = new byte[LARGE / 8];
                long start = System.nanoTime();
                for (int i = 0; i < 8; i++) {
                    data.getInputStream().readNBytes(some, 0, some.length);
                    while (System.nanoTime() - start < Duration.ofMillis(800).toNanos() * (i + 1)) {
                        LockSupport.parkNanos(20_000_000);
                    }
                }
            }
            assertTrue(control.reply().startsWith("226"));
            assertTrue(control.send("NOOP").startsWith("200"));
        }
    }

    @Test
    void aClientThatIsSilentIsDisconnected() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, patience(3));
                ControlConnection before = new ControlConnection(ftp.port.local());
                ControlConnection after = new ControlConnection(ftp.port.local()).login()) {
            assertThrows(IOException.class, before::reply);
            assertThrows(IOException.class, after::reply);
        }
    }

    @Test
    void aFileThatShrinksMeanwhileEndsTheTransfer() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
                ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            Path file = ftp.file("install.img", LARGE);
            control.send("TYPE I");
            try (Socket data = control.passive()) {
                assertTrue(control.send("RETR install.img").startsWith("150"));
                ftp.journal.await(Kind.TRANSFER_START);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(1000);
                }
                data.getInputStream().readAllBytes();
            }
            assertTrue(control.reply().startsWith("426"));
            assertTrue(ftp.journal.await(Kind.TRANSFER_FAILED).text().contains("of " + LARGE));
        }
    }

    @Test
    void aClientThatHangsUpIsWrittenDown() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
                ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            ftp.file("install.img", LARGE);
            Socket data = control.passive();
            control.send("TYPE I");
            assertTrue(control.send("RETR install.img").startsWith("150"));
            ftp.journal.await(Kind.TRANSFER_START);
            data.close();
            assertTrue(control.reply().startsWith("426"));
            assertEquals(
                    "install.img",
                    ftp.journal.await(Kind.TRANSFER_FAILED).details().get("file"));
        }
    }

    @Test
    void closingThePortEndsItsTransfers() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
                ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            ftp.file("install.img", LARGE);
            control.send("TYPE I");
            try (Socket data = control.passive()) {
                assertTrue(control.send("RETR install.img").startsWith("150"));
                ftp.journal.await(Kind.TRANSFER_START);
                long start = System.nanoTime();
                ftp.port.close();
                assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 30, "closing waits for clients");
                ftp.journal.await(Kind.TRANSFER_FAILED);
                assertTrue(data.getInputStream().readAllBytes().length < LARGE);
            }
        }
    }

    @Test
    void passivePortsComeFromTheRangeAndRunOut() throws Exception {
        int free = FreePorts.one();
        Settings settings = new Settings(0, new PortRange(free, free), Duration.ofSeconds(60), 50);
        try (FtpFixture ftp = new FtpFixture(folder, settings);
                ControlConnection first = new ControlConnection(ftp.port.local()).login();
                ControlConnection second = new ControlConnection(ftp.port.local()).login()) {
            try (Socket data = first.passive()) {
                assertEquals(free, data.getPort());
                assertTrue(second.send("PASV").startsWith("425"));
                first.sendOnly("NLST");
                data.getInputStream().readAllBytes();
                first.reply();
                first.reply();
            }
            assertTrue(second.send("PASV").startsWith("227"));
        }
    }

    @Test
    void moreClientsThanAllowedAreTurnedAway() throws Exception {
        Settings settings = new Settings(0, new PortRange(0, 0), Duration.ofSeconds(60), 1);
        try (FtpFixture ftp = new FtpFixture(folder, settings);
                ControlConnection first = new ControlConnection(ftp.port.local()).login();
                ControlConnection second = new ControlConnection(ftp.port.local())) {
            assertTrue(second.send("USER anonymous").startsWith("421"));
            assertTrue(first.send("NOOP").startsWith("200"));
        }
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, FtpFixture.SETTINGS)) {
            Settings same = new Settings(ftp.port.local().getPort(), new PortRange(0, 0), Duration.ofSeconds(60), 50);
            ContentTree tree = new ContentTree(() -> null);
            Journal journal = new Journal(() -> null);
            assertThrows(BindException.class, () -> FtpPort.open(FtpFixture.loopback(), same, tree, journal));
        }
    }
}
