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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.lease.Lease;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.LeaseCodec;
import org.stirrup.lease.embedded.codec.LogCodec;
import org.stirrup.lease.embedded.codec.LogText;

class LeaseFileTest {
    private static final int MANY = 2000;

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("leases.log");
    }

    private LeaseFile.Opened.Ready ready() {
        LeaseFile.Opened opened = LeaseFile.open(path);
        return assertInstanceOf(LeaseFile.Opened.Ready.class, opened, opened.because());
    }

    /** Leases of their own number, in commits of three. */
    private void write(int leases) throws IOException {
        try (LeaseFile file = ready().file()) {
            commit(file, leases);
        }
    }

    private static void commit(LeaseFile file, int leases) throws IOException {
        for (int i = 0; i < leases; i += 3) {
            List<Standing> changes = new ArrayList<>();
            for (int each = i; each < Math.min(leases, i + 3); each++) {
                changes.add(standing(each));
            }
            file.commit(changes);
        }
    }

    private static Standing standing(int number) {
        Lease lease = bound(address(number), number, NOON);
        return new Standing(AddressKey.of(lease.address()), LeaseCodec.encode(lease));
    }

    /** Refused for damage, with words, and not touched. */
    private void assertRefusedAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(path);
        LeaseFile.Opened.Damaged damaged = assertInstanceOf(LeaseFile.Opened.Damaged.class, LeaseFile.open(path));
        assertFalse(damaged.because().isBlank());
        assertArrayEquals(before, Files.readAllBytes(path), "a damaged file is evidence");
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
        String because = LeaseFile.open(path).because();
        assertTrue(because.contains("10.0.7.207"), because);
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
    void keepsEveryWholeChangeOfALogThatWasCutAnywhere() throws IOException {
        LeaseFile file = ready().file();
        commit(file, 6);
        file.abandon();
        byte[] whole = Files.readAllBytes(path);
        int kept = 0;
        for (int length = LogText.TITLE.length(); length <= whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            LeaseFile.Opened.Ready cut = ready();
            assertTrue(cut.leases().size() >= kept, "at " + length);
            kept = cut.leases().size();
            int expected = 0;
            for (long address : cut.leases().keySet()) {
                assertEquals(AddressKey.of(address(expected++)), address, "at " + length);
            }
            cut.file().commit(List.of(standing(20)));
            cut.file().abandon();
            LeaseFile.Opened.Ready again = ready();
            assertEquals(kept + 1, again.leases().size(), "goes on after what was cut at " + length);
            again.file().abandon();
        }
        assertEquals(6, kept);
    }

    @Test
    void findsAWrongByteAnywhereInWhatWasConfirmed() throws IOException {
        write(9);
        byte[] whole = Files.readAllBytes(path);
        int end = whole.length - LogCodec.markLength();
        for (int at = 0; at < end; at++) {
            byte[] wrong = whole.clone();
            wrong[at] ^= 0x10;
            Files.write(path, wrong);
            assertRefusedAsItIs();
        }
    }

    @Test
    void takesWhatCanBeReadOfADamagedLogThatWasPutAside() throws IOException {
        write(9);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length / 2] ^= 1;
        Files.write(path, bytes);
        String because = LeaseFile.open(path).because();
        assertTrue(because.contains("8 leases can be read"), because);
        assertTrue(because.contains("of 10.0.0."), because);
        Path aside = path.resolveSibling("leases.log.damaged");
        Files.move(path, aside);
        LeaseFile.Opened.Ready saved = ready();
        assertEquals(8, saved.leases().size());
        saved.file().close();
        assertArrayEquals(bytes, Files.readAllBytes(aside), "a damaged file is evidence");
    }

    @Test
    void isMadeAnewWhileChangesGoOn() throws IOException {
        LeaseFile file = ready().file();
        commit(file, 30);
        long from = file.end();
        long commit = file.lastCommit();
        file.commit(List.of(standing(40), new Standing(AddressKey.of(address(0)), new byte[0])));
        // The lease of the first address was still there when the new log was begun.
        LeaseFile.Outline outline = file.outline(
                from,
                commit,
                IntStream.range(0, 30).mapToObj(LeaseFileTest::standing).iterator());
        file.commit(List.of(standing(41)));
        file.take(outline);
        file.commit(List.of(standing(42)));
        file.abandon();
        LeaseFile.Opened.Ready again = ready();
        assertEquals(32, again.leases().size());
        assertFalse(again.leases().containsKey(AddressKey.of(address(0))));
        again.file().close();
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
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
        LeaseFile.Opened opened = LeaseFile.open(folder.resolve("data/leases.log"));
        assertInstanceOf(LeaseFile.Opened.Unusable.class, opened);
    }
}
