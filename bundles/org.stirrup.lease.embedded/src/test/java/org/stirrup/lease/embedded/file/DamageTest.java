package org.stirrup.lease.embedded.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.LeaseCodec;
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
        Path path = folder.resolve("leases.mv");
        try (LeaseFile file = ((LeaseFile.Opened.Ready) LeaseFile.open(path)).file()) {
            for (int i = 0; i < COMMITS * EACH; i++) {
                // Scattered, so that commits change pages that others wrote.
                int number = i * 7919 % (COMMITS * EACH);
                file.put(
                        AddressKey.of(Leases.address(number)),
                        LeaseCodec.encode(Leases.bound(Leases.address(number), number, Leases.NOON)));
                if (i % EACH == EACH - 1) {
                    file.commit();
                }
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
        int at = new Random(seed).nextInt(bytes.length);
        Arrays.fill(bytes, at, Math.min(bytes.length, at + length), (byte) 0);
        assertAllOrNone(bytes);
    }

    @Property(tries = 60)
    void aLostEnd(@ForAll long seed) throws IOException {
        assertAllOrNone(Arrays.copyOf(whole, 1 + new Random(seed).nextInt(whole.length - 1)));
    }

    private static void assertAllOrNone(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("damaged.mv"), bytes);
        LeaseFile.Opened opened = LeaseFile.open(path);
        if (opened instanceof LeaseFile.Opened.Ready ready) {
            ready.file().abandon();
            assertEquals(COMMITS * EACH, ready.leases().size());
        } else {
            assertInstanceOf(LeaseFile.Opened.Damaged.class, opened);
            assertArrayEquals(bytes, Files.readAllBytes(path), "a damaged file is evidence");
        }
    }
}
