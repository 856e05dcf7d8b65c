package org.stirrup.lease.embedded.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.stirrup.testkit.lease.Leases.NOON;
import static org.stirrup.testkit.lease.Leases.address;
import static org.stirrup.testkit.lease.Leases.bound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.lease.Lease;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.LeaseCodec;

class LeaseFileTest {
    private static final int MANY = 2000;

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("leases.mv");
    }

    private LeaseFile.Opened.Ready ready() {
        LeaseFile.Opened opened = LeaseFile.open(path);
        return assertInstanceOf(LeaseFile.Opened.Ready.class, opened, opened.because());
    }

    private void write(int leases) throws IOException {
        try (LeaseFile file = ready().file()) {
            for (int i = 0; i < leases; i++) {
                Lease lease = bound(address(i), i, NOON);
                file.put(AddressKey.of(lease.address()), LeaseCodec.encode(lease));
            }
            file.commit();
        }
    }

    /** Refused for damage, with words, and not touched. */
    private void assertRefusedAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(path);
        LeaseFile.Opened.Damaged damaged = assertInstanceOf(LeaseFile.Opened.Damaged.class, LeaseFile.open(path));
        assertFalse(damaged.because().isBlank());
        assertArrayEquals(before, Files.readAllBytes(path), "a damaged file is evidence");
    }

    @Test
    void forgetsWhatWasNotCommitted() throws IOException {
        write(3);
        LeaseFile file = ready().file();
        file.remove(AddressKey.of(address(0)));
        file.abandon();
        LeaseFile.Opened.Ready again = ready();
        assertEquals(3, again.leases().size());
        again.file().close();
    }

    @Test
    void saysWhichProcessHasIt() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileHolder.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals("open", other.inputReader().readLine());
            LeaseFile.Opened.Locked locked = assertInstanceOf(LeaseFile.Opened.Locked.class, LeaseFile.open(path));
            assertTrue(
                    locked.because().equals("process " + other.pid() + " (java) has it open")
                            || locked.because().equals("another process has it open"),
                    locked.because());
        } finally {
            other.getOutputStream().close();
            other.waitFor();
        }
        ready().file().close();
    }

    @Test
    void saysThatItIsOpenTwice() {
        LeaseFile file = ready().file();
        assertInstanceOf(LeaseFile.Opened.Locked.class, LeaseFile.open(path));
        file.close();
        ready().file().close();
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        Files.write(path, noise);
        assertRefusedAsItIs();
    }

    @Test
    void refusesAFileWithABrokenLease() throws IOException {
        write(MANY);
        byte[] bytes = Files.readAllBytes(path);
        byte[] name = "pc1999".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int at = indexOf(bytes, name);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'P'}), at);
        }
        assertRefusedAsItIs();
        assertTrue(LeaseFile.open(path).because().contains("10.0.7.207"), "names the address");
    }

    @Test
    void refusesAFileThatLostItsBeginning() throws IOException {
        write(MANY);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[8192]), 0);
        }
        assertRefusedAsItIs();
    }

    @Test
    void refusesAFileThatLostItsEnd() throws IOException {
        write(MANY);
        cutInHalf();
        assertRefusedAsItIs();
    }

    @Test
    void refusesAFileThatLostItsEndAfterACrash() throws IOException {
        LeaseFile file = ready().file();
        for (int i = 0; i < 200; i++) {
            file.put(i, LeaseCodec.encode(bound(address(i), i, NOON)));
            file.commit();
        }
        file.abandon();
        cutInHalf();
        assertRefusedAsItIs();
    }

    private void cutInHalf() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("not in the file");
    }

    @Test
    void doesNotOpenWhatItMayNotWriteTo() throws IOException {
        write(1);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(path), "root may write everywhere");
        assertInstanceOf(LeaseFile.Opened.Unusable.class, LeaseFile.open(path));
    }

    @Test
    void saysWhenItsFolderIsNone() throws IOException {
        Files.createFile(folder.resolve("data"));
        LeaseFile.Opened opened = LeaseFile.open(folder.resolve("data/leases.mv"));
        assertInstanceOf(LeaseFile.Opened.Unusable.class, opened);
    }
}
