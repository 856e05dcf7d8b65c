package org.stirrup.iso9660;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.iso9660.TinyUdf.EMBEDDED;
import static org.stirrup.iso9660.TinyUdf.FOLDER;
import static org.stirrup.iso9660.TinyUdf.LONG;
import static org.stirrup.iso9660.TinyUdf.PARTITION;
import static org.stirrup.iso9660.TinyUdf.REGULAR;
import static org.stirrup.iso9660.TinyUdf.ROOT;
import static org.stirrup.iso9660.TinyUdf.SHORT;
import static org.stirrup.iso9660.TinyUdf.continuation;
import static org.stirrup.iso9660.TinyUdf.entry;
import static org.stirrup.iso9660.TinyUdf.extent;
import static org.stirrup.iso9660.TinyUdf.identifier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no writer at hand makes, and what no honest one would. */
class HostileUdfTest {
    private static final byte[] A = identifier("a", 2, 0);
    private static final byte[] B = identifier("b", 3, 0);

    @TempDir
    Path temporary;

    @Test
    void bytesInTheFileEntryAreFound() throws IOException {
        IsoEntry.File file = file(rootOf(A).put(2, entry(false, 2, REGULAR, EMBEDDED, 5, "hello".getBytes())), "a");
        assertEquals(List.of(new Extent((PARTITION + 2) * 2048L + 176, 5)), file.extents());
        assertEquals(Instant.parse("2020-11-04T11:33:22Z"), file.modified(), "13:33:22, two hours east");
    }

    @Test
    void anExtendedEntryGoesOnInAnotherBlock() throws IOException {
        TinyUdf image = rootOf(A)
                .put(2, entry(true, 2, REGULAR, LONG, 5000, extent(LONG, 0, 2048, 10), extent(LONG, 3, 2048, 4)))
                .put(4, continuation(4, extent(LONG, 0, 2048, 20), extent(LONG, 0, 2048, 21)));
        IsoEntry.File file = file(image, "a");
        assertEquals(
                List.of(new Extent((PARTITION + 10) * 2048L, 2048), new Extent((PARTITION + 20) * 2048L, 2952)),
                file.extents(),
                "two that touch are one, and the last ends with the file");
        assertEquals(Instant.parse("2020-11-04T11:33:22Z"), file.modified());
    }

    @Test
    void hiddenAndDeletedEntriesAndTheParentAreNotShown() throws IOException {
        TinyUdf image = rootOf(identifier("up", ROOT, 0x0a), identifier("hidden", 2, 1), identifier("gone", 2, 4), A)
                .put(2, entry(false, 2, REGULAR, EMBEDDED, 0));
        assertEquals(List.of("a"), names(image));
    }

    @Test
    void whatIsNoFileIsSaidToBeNone() {
        TinyUdf image = rootOf(A, B)
                .put(2, entry(false, 2, REGULAR, SHORT, 2048, extent(SHORT, 1, 2048, 0)))
                .put(3, entry(false, 3, 12, EMBEDDED, 0));
        assertTrue(refusal(image, "a").contains("recorded with holes"));
        assertTrue(refusal(image, "b").contains("symbolic link"));
    }

    @Test
    void damagedTagsAreNamed() {
        byte[] sound = entry(false, 2, REGULAR, EMBEDDED, 0);
        assertFault("checksum of its tag is wrong", 2, rootOf(A).put(2, changed(sound, 6)));
        assertFault("its CRC is wrong", 2, rootOf(A).put(2, changed(sound, 300)));
        assertFault("of block 3 in block 2", 2, rootOf(A).put(2, entry(false, 3, REGULAR, EMBEDDED, 0)));
        assertFault("no file entry but UDF descriptor 258", 2, rootOf(A).put(2, continuation(2)));
        assertFault("checksum of its tag is wrong", 2, rootOf(A)); // nothing stands there
    }

    @Test
    void theReserveSequenceServesWhenTheMainOneIsDamaged() throws IOException {
        TinyUdf image = rootOf(A).put(2, entry(false, 2, REGULAR, EMBEDDED, 0)).sector(261, new byte[2048]);
        assertEquals(List.of("a"), names(image));
        image.sector(281, new byte[2048]);
        assertTrue(fault(image).getMessage().contains("without a logical volume"));
    }

    @Test
    void aSequenceThatGoesOnInItselfEnds() {
        ByteBuffer pointer = TinyUdf.block().putInt(20, 2048).putInt(24, 260);
        ByteBuffer reserve = TinyUdf.block().putInt(20, 2048).putInt(24, 280);
        TinyUdf image = rootOf().sector(260, TinyUdf.sealed(UdfTag.VOLUME_POINTER, 260, pointer))
                .sector(280, TinyUdf.sealed(UdfTag.VOLUME_POINTER, 280, reserve));
        assertTrue(fault(image).getMessage().contains("without a logical volume"));
    }

    @Test
    void filesThatLieNowhereAreNamedAndTheirNeighboursAreSound() throws IOException {
        TinyUdf image = rootOf(A, B).put(3, entry(false, 3, REGULAR, EMBEDDED, 0));
        byte[] past = entry(false, 2, REGULAR, SHORT, 4096, extent(SHORT, 0, 4096, TinyUdf.BLOCKS - 1));
        assertFault("end past their partition, which has 64 blocks", 2, image.put(2, past));
        byte[] few = entry(false, 2, REGULAR, SHORT, 4096, extent(SHORT, 0, 2048, 9));
        assertFault("without a place for the last 2048", 2, image.put(2, few));
        assertFault("embedded in 3", 2, image.put(2, entry(false, 2, REGULAR, EMBEDDED, 4, new byte[3])));
        byte[] loop = entry(false, 2, REGULAR, SHORT, 4096, extent(SHORT, 3, 2048, 4));
        image.put(2, loop).put(4, continuation(4, extent(SHORT, 3, 2048, 4)));
        assertFault("more than 64 blocks", 4, image);
        assertEquals(0, file(image, "b").size());
    }

    /** 200 times the same block of 46 names, each of a file of 200 pieces. */
    @Test
    void manyNamesOfFilesInManyPiecesAreCutOff() {
        ByteBuffer names = TinyUdf.block();
        for (int i = 0; i < 46; i++) {
            names.put(identifier("a" + i, 2, 0));
        }
        int length = names.position();
        byte[][] pieces = new byte[200][];
        byte[][] again = new byte[200][];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = extent(SHORT, 0, 2048, i % 2 * 8);
            again[i] = extent(SHORT, 0, length, 10);
        }
        TinyUdf image = new TinyUdf()
                .put(2, entry(false, 2, REGULAR, SHORT, 200 * 2048, pieces))
                .put(10, names.array())
                .put(ROOT, entry(false, ROOT, FOLDER, SHORT, 200L * length, again));
        assertTrue(fault(image).getMessage().contains("more than 262144 pieces"));
    }

    /** Seventeen blocks of 121 one-byte pieces that never touch. */
    @Test
    void aDirectoryInCrumbsIsNamed() {
        byte[][] crumbs = new byte[121][];
        for (int i = 0; i < crumbs.length; i++) {
            crumbs[i] = extent(SHORT, 0, 1, i % 2 * 8);
        }
        TinyUdf image = new TinyUdf();
        byte[] first = extent(SHORT, 3, 2048, 10);
        image.put(ROOT, entry(false, ROOT, FOLDER, SHORT, 17 * 121, first));
        for (int i = 10; i < 27; i++) {
            byte[][] all = java.util.Arrays.copyOf(crumbs, 122);
            all[121] = extent(SHORT, 3, 2048, i + 1);
            image.put(i, continuation(i, all));
        }
        assertTrue(fault(image).getMessage().contains("directory in more than 1024 pieces"));
    }

    @Test
    void aFolderThatHoldsItselfIsNamed() {
        TinyUdf image = rootOf(identifier("a", 2, 2)).folder(2, identifier("b", 2, 2));
        assertTrue(refusal(image, "a", "b").contains("'b' in /a/ holds itself"));
        assertTrue(refusal(rootOf(identifier("r", ROOT, 2)), "r").contains("'r' in / holds itself"));
    }

    @Test
    void directoriesThatCannotBeAreNamed() {
        TinyUdf absurd =
                new TinyUdf().put(ROOT, entry(false, ROOT, FOLDER, SHORT, 1L << 40, extent(SHORT, 0, 1 << 29, 5)));
        assertTrue(fault(absurd).getMessage().contains("end past their partition"));
        assertTrue(fault(rootOf(new byte[20])).getMessage().contains("ends within a record"));
        assertTrue(fault(rootOf(new byte[60])).getMessage().contains("checksum of its tag"));
        assertTrue(fault(rootOf(identifier("..", 2, 0))).getMessage().contains("'..' cannot be a name"));
        assertTrue(fault(rootOf(identifier("a/b", 2, 0))).getMessage().contains("'a/b' cannot be a name"));
    }

    /** Noise behind tags that are right: what a hostile writer can do and an accident cannot. */
    @Test
    void damageUnderSoundTagsIsReadOrRefused() {
        Random random = new Random(13346);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            int refused = 0;
            for (int round = 0; round < 2000; round++) {
                TinyUdf image = rootOf(A, B, identifier("c", 5, 2))
                        .put(2, noisy(random, 2, entry(true, 2, REGULAR, LONG, 3000, extent(LONG, 3, 2048, 4))))
                        .put(3, noisy(random, 3, entry(false, 3, REGULAR, EMBEDDED, 9, new byte[9])))
                        .put(4, noisy(random, 4, continuation(4, extent(LONG, 0, 3000, 20))))
                        .put(5, noisy(random, 5, entry(false, 5, FOLDER, EMBEDDED, A.length, A)));
                try (IsoImage opened = IsoImage.open(image.write(temporary.resolve("noisy.udf")))) {
                    DamagedWalk walk = new DamagedWalk(opened);
                    walk.below(List.of());
                    refused += walk.refusals() > 0 ? 1 : 0;
                } catch (IsoException e) {
                    refused++;
                }
            }
            assertTrue(refused > 100, "the damage hits what is read: " + refused + " refused");
        });
    }

    private static byte[] noisy(Random random, int block, byte[] bytes) {
        ByteBuffer noisy = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int kind = noisy.getShort(0);
        for (int i = random.nextInt(3); i > 0; i--) {
            noisy.put(16 + random.nextInt(230), (byte) random.nextInt());
        }
        return TinyUdf.sealed(kind, block, noisy);
    }

    private static TinyUdf rootOf(byte[]... identifiers) {
        return new TinyUdf().folder(ROOT, identifiers);
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at]++;
        return changed;
    }

    private IsoLookup find(TinyUdf image, String... path) throws IOException {
        try (IsoImage opened = IsoImage.open(image.write(temporary.resolve("tiny.udf")))) {
            return opened.find(List.of(path));
        }
    }

    private IsoEntry.File file(TinyUdf image, String... path) throws IOException {
        return assertInstanceOf(IsoLookup.File.class, find(image, path)).file();
    }

    private List<String> names(TinyUdf image) throws IOException {
        Path written = temporary.resolve("tiny.udf");
        try (IsoImage opened = IsoImage.open(image.write(written))) {
            List<String> names = new ArrayList<>();
            for (IsoEntry entry : opened.list(((IsoLookup.Folder) opened.find(List.of())).folder())) {
                names.add(entry.name());
            }
            return names;
        }
    }

    private String refusal(TinyUdf image, String... path) {
        try {
            return assertInstanceOf(IsoLookup.Refused.class, find(image, path)).because();
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private IsoException fault(TinyUdf image) {
        return assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> assertThrows(IsoException.class, () -> names(image)));
    }

    /** That of /a. @param block where it lies */
    private void assertFault(String what, int block, TinyUdf image) {
        IsoException fault = assertThrows(IsoException.class, () -> find(image, "a"));
        assertTrue(fault.getMessage().contains(what), fault.getMessage());
        assertEquals(PARTITION + block, fault.offset() / 2048, fault.getMessage());
    }
}
