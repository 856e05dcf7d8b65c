package org.stirrup.iso9660;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.testkit.content.SampleTree;
import org.stirrup.testkit.iso.IsoTool;

/** Whatever bytes of an image are damaged, it is read or refused with an IsoException, and soon. */
class DamagedImagesTest {
    private static final int ROUNDS = 600;

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({"XORRISO, -R -J -joliet-long", "GENISOIMAGE, -R", "GENISOIMAGE, -J -joliet-long", "XORRISO, --norock"})
    void damageIsReadOrRefused(IsoTool tool, String options) throws Exception {
        Path tree = SampleTree.withLinks(SampleTree.in(temporary.resolve("tree")));
        Files.delete(tree.resolve("Packages").resolve("n".repeat(200) + ".rpm")); // too long for Joliet
        Path iso = tool.make(tree, temporary.resolve("an.iso"), options.split(" "));
        deleteLinks(tree);
        byte[] sound = Files.readAllBytes(iso);
        int metadata = metadataEnd(iso);
        Random random = new Random(9660);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(sound, metadata, random);
            write(iso, damaged, metadata);
            int number = round;
            refused += assertTimeoutPreemptively(
                    Duration.ofSeconds(60), () -> isRefused(iso), () -> "round " + number + " hangs");
        }
        assertTrue(refused > ROUNDS / 20, "the damage hits what is read: " + refused + " refused");
    }

    /** Up to eight places: a byte, a run of noise, a 32-bit extreme, or a copy of another place. */
    private static byte[] damage(byte[] sound, int metadata, Random random) {
        byte[] bytes = sound.clone();
        int start = 16 * 2048;
        for (int i = random.nextInt(8); i >= 0; i--) {
            int at = start + random.nextInt(metadata - start - 64);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> {
                    byte[] noise = new byte[1 + random.nextInt(60)];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, bytes, at, noise.length);
                }
                case 2 -> java.util.Arrays.fill(bytes, at, at + 4, (byte) (random.nextBoolean() ? 0xff : 0));
                default ->
                    System.arraycopy(
                            bytes, start + random.nextInt(metadata - start - 64), bytes, at, 1 + random.nextInt(60));
            }
        }
        return bytes;
    }

    private static void write(Path iso, byte[] bytes, int count) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(iso.toFile(), "rw")) {
            file.write(bytes, 0, count);
        }
    }

    /** 1 when something was refused; any other exception fails the test. */
    private static int isRefused(Path iso) throws IOException {
        try (IsoImage image = IsoImage.open(iso)) {
            image.bootEntries();
            DamagedWalk walk = new DamagedWalk(image);
            walk.below(java.util.List.of());
            return walk.refusals() > 0 ? 1 : 0;
        } catch (IsoException e) {
            return 1;
        }
    }

    /** Where the first file's bytes start: before lies what this test damages. */
    private static int metadataEnd(Path iso) throws IOException {
        try (IsoImage image = IsoImage.open(iso)) {
            DamagedWalk walk = new DamagedWalk(image);
            walk.below(java.util.List.of());
            return (int) walk.firstByteOfFiles();
        }
    }

    private static void deleteLinks(Path tree) throws IOException {
        for (String folder : new String[] {"good", "bad"}) {
            try (var links = Files.list(tree.resolve(folder))) {
                for (Path link : (Iterable<Path>) links::iterator) {
                    Files.delete(link);
                }
            }
        }
    }
}
