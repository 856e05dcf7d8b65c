package org.stirrup.ftp.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.swap.Drain;

/** A server that leaves: its port is free at once, and nobody who has begun is cut short. */
@Timeout(180)
class DepartureTest {
    /** More than the buffers of both ends of a loopback connection hold. */
    private static final int LARGE = 32 << 20;

    @TempDir
    Path folder;

    @Test
    void aTransferIsWholeThenItsClientIsSentAway() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
                ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            byte[] whole = Files.readAllBytes(ftp.file("install.img", LARGE));
            InetSocketAddress port = ftp.port.local();
            control.send("TYPE I");
            Drain left;
            try (Socket data = control.passive()) {
                assertTrue(control.send("RETR install.img").startsWith("150"));
                ftp.journal.await(Kind.TRANSFER_START);
                left = ftp.port.leave("ftp on lo");
                assertThrows(ConnectException.class, () -> new ControlConnection(port));
                assertEquals(1, left.underWay());
                assertArrayEquals(whole, data.getInputStream().readAllBytes());
            }
            assertTrue(control.reply().startsWith("226"));
            assertTrue(control.reply().startsWith("421"));
            assertThrows(IOException.class, control::reply);
            left.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertEquals(0, left.underWay());
        }
    }

    @Test
    void whoHasJustLoggedInGetsHisFileAndWhoIsSilentIsSentAway() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
                ControlConnection silent = new ControlConnection(ftp.port.local()).login();
                ControlConnection fresh = new ControlConnection(ftp.port.local()).login()) {
            byte[] whole = Files.readAllBytes(ftp.file("ks.cfg", 900));
            Drain left = ftp.port.leave("ftp on lo");
            fresh.send("TYPE I");
            try (Socket data = fresh.passive()) {
                assertTrue(fresh.send("RETR ks.cfg").startsWith("150"));
                assertArrayEquals(whole, data.getInputStream().readAllBytes());
            }
            assertTrue(fresh.reply().startsWith("226"));
            assertTrue(fresh.reply().startsWith("421"));
            assertTrue(silent.reply().startsWith("421"));
            left.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsCutOffEnds() throws Exception {
        try (FtpFixture ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
                ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            ftp.file("install.img", LARGE);
            control.send("TYPE I");
            try (Socket data = control.passive()) {
                assertTrue(control.send("RETR install.img").startsWith("150"));
                Drain left = ftp.port.leave("ftp on lo");
                assertFalse(left.ended().toCompletableFuture().isDone());
                left.cutOff();
                assertTrue(left.ended().toCompletableFuture().isDone());
                assertTrue(data.getInputStream().readAllBytes().length < LARGE);
            }
        }
    }
}
