package org.stirrup.lease.embedded.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.LeaseCodec;
import org.stirrup.lease.embedded.codec.LogCodec;
import org.stirrup.testkit.lease.Leases;

/** Whatever is done to a file that was closed, it gives all of its leases or none. */
class DamageTest {
    private static final int COMMITS = 40;

    private static final int EACH = 10;

    private static Path folder;
    private static byte[] whole;

    @BeforeContainer
    static void write() throws IOException {
        folder = Files.createTempDirectory("damage");
        Path path = folder.resolve("leases.log");
        try (LeaseFile file = ((LeaseFile.Opened.Ready) LeaseFile.open(path)).file()) {
            for (int commit = 0; commit < COMMITS; commit++) {
                List<Standing> changes = new ArrayList<>();
                for (int i = commit * EACH; i < (commit + 1) * EACH; i++) {
                    changes.add(new Standing(
                            AddressKey.of(Leases.address(i)),
                            LeaseCodec.encode(Leases.bound(Leases.address(i), i, Leases.NOON))));
                }
                file.commit(changes);
            }
        }
        whole = Files.readAllBytes(path);
    }

    @AfterContainer
    static void clean() throws IOException {
        try (var files = Files.list(folder)) {
            files.forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.delete(folder);
    }

    @Property(tries = 100)
    void aWrongByte(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = whole.clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        assertAllOrNone(bytes);
    }

    @Property(tries = 60)
    void aLostBlock(@ForAll long seed, @ForAll @IntRange(min = 512, max = 16384) int length) throws IOException {
        byte[] bytes = whole.clone();
        // Without the mark that ends it, it would look like a change that was interrupted: see LeaseFileTest.
        int at = new Random(seed).nextInt(bytes.length - LogCodec.markLength() - length + 1);
        Arrays.fill(bytes, at, at + length, (byte) 0);
        assertAllOrNone(bytes);
    }

    private static void assertAllOrNone(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("damaged.log"), bytes);
        LeaseFile.Opened opened = LeaseFile.open(path);
        if (opened instanceof LeaseFile.Opened.Ready ready) {
            int kept = ready.leases().size();
            ready.file().abandon();
            assertEquals(COMMITS * EACH, kept);
        } else {
            assertInstanceOf(LeaseFile.Opened.Damaged.class, opened);
            assertArrayEquals(bytes, Files.readAllBytes(path), "a damaged file is evidence");
        }
    }
}
