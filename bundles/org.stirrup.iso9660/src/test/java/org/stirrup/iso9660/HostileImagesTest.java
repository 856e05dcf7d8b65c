package org.stirrup.iso9660;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.iso9660.TinyImage.CONTINUED;
import static org.stirrup.iso9660.TinyImage.FOLDER;
import static org.stirrup.iso9660.TinyImage.ROOT;
import static org.stirrup.iso9660.TinyImage.continuation;
import static org.stirrup.iso9660.TinyImage.entry;
import static org.stirrup.iso9660.TinyImage.link;
import static org.stirrup.iso9660.TinyImage.name;
import static org.stirrup.iso9660.TinyImage.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileImagesTest {
    /** Where the root's first record stands behind those of itself and its parent. */
    private static final long FIRST = ROOT * 2048L + 78 + 34;

    @TempDir
    Path temporary;

    @Test
    void aSoundOneIsRead() throws IOException {
        IsoLookup found = find(new TinyImage().folder(ROOT, record("A.TXT;1", 30, 5, 0, name("a.txt"))), "a.txt");
        assertEquals(5, assertInstanceOf(IsoLookup.File.class, found).file().size());
    }

    @Test
    void aFolderThatHoldsItselfIsNamed() {
        TinyImage image = new TinyImage()
                .folder(ROOT, record("A", 21, 2048, FOLDER, name("a")))
                .folder(21, record("B", 22, 2048, FOLDER, name("b")))
                .folder(22, record("A", 21, 2048, FOLDER, name("a")));
        assertFault("'a' in /a/b/ holds itself", 21 * 2048L, () -> find(image, "a", "b", "a"));
        TinyImage toRoot = new TinyImage().folder(ROOT, record("R", ROOT, 2048, FOLDER, name("r")));
        assertFault("'r' in / holds itself", ROOT * 2048L, () -> find(toRoot, "r"));
    }

    @Test
    void foldersWithoutEndAreCutOff() {
        TinyImage image = new TinyImage().blocks(400);
        for (int i = ROOT; i < ROOT + 300; i++) {
            image.folder(i, record("D", i + 1, 2048, FOLDER, name("d")));
        }
        image.folder(ROOT + 300);
        assertFault(
                "more than 255 deep",
                (ROOT + 256) * 2048L,
                () -> find(image, Collections.nCopies(300, "d").toArray(String[]::new)));
    }

    @Test
    void aFileThatEndsBehindTheImageIsNamedAndItsNeighboursAreSound() throws IOException {
        TinyImage image = new TinyImage()
                .folder(ROOT, record("A.;1", 63, 2049, 0, name("a")), record("B.;1", 63, 2048, 0, name("b")));
        assertFault("'a' in /: ends at byte 131073, past the end", FIRST, () -> find(image, "a"));
        assertInstanceOf(IsoLookup.File.class, find(image, "b"));
    }

    @Test
    void aDirectoryBehindTheImageIsNamed() {
        TinyImage image = new TinyImage().folder(ROOT, record("A", 4_000_000, 2048, FOLDER, name("a")));
        assertFault("past the end of the image", 4_000_000L * 2048, () -> find(image, "a", "b"));
    }

    @Test
    void aDirectoryThatIsNoneIsNamed() {
        TinyImage image = new TinyImage()
                .folder(ROOT, record("A", 30, 2048, FOLDER, name("a")))
                .put(30, record("X", 1, 1, 0));
        assertFault("does not start with a record of itself", 30 * 2048L, () -> find(image, "a", "b"));
    }

    @Test
    void aDirectoryOfAbsurdLengthIsNamed() {
        TinyImage image = new TinyImage()
                .folder(ROOT, record("A", 30, -1, FOLDER, name("a")))
                .folder(30);
        assertFault("directory of 4294967295 bytes", 30 * 2048L, () -> find(image, "a", "b"));
    }

    @Test
    void recordsOfBadLengthAreNamed() {
        byte[] tooShort = record("A", 30, 1, 0);
        tooShort[0] = 20;
        assertFault("directory record of 20 bytes", FIRST, () -> find(rootWith(tooShort), "a"));
        byte[] overSector = record("A", 30, 1, 0);
        overSector[0] = (byte) 250;
        byte[] sector = new byte[2048];
        System.arraycopy(record("\0", 30, 2048, FOLDER), 0, sector, 0, 34);
        System.arraycopy(record("B", 30, 1, 0, new byte[200]), 0, sector, 34, 234);
        TinyImage image = new TinyImage().folder(ROOT, record("A", 30, 2048, FOLDER, name("a")));
        for (int at = 268; at + 234 < 2048; at += 234) {
            System.arraycopy(record("B", 30, 1, 0, new byte[200]), 0, sector, at, 234);
        }
        System.arraycopy(overSector, 0, sector, 1906, 34);
        image.put(30, sector);
        assertFault("directory record of 250 bytes", 30 * 2048L + 1906, () -> find(image, "a", "b"));
        byte[] longName = record("A", 30, 1, 0);
        longName[32] = (byte) 200;
        assertFault("name of 200 bytes in a record of 34", FIRST, () -> find(rootWith(longName), "a"));
    }

    @Test
    void namesThatLeadElsewhereAreRefused() {
        for (String bad : List.of("..", ".", "a/b", "/", "nul\0")) {
            TinyImage image = rootWith(record("A.;1", 30, 1, 0, name(bad)));
            assertTrue(assertThrows(IsoException.class, () -> find(image, "x"))
                    .getMessage()
                    .contains("cannot be a name"));
        }
    }

    @Test
    void brokenRockRidgeSpoilsOneEntryOnly() throws IOException {
        TinyImage image = rootWith(
                record("A.;1", 30, 1, 0, name("a"), entry("PX", (byte) 1)),
                record("B.;1", 30, 1, 0, name("b")),
                record("C.;1", 30, 1, 0, name("c"), new byte[] {'T', 'F', 3, 1}),
                record("D.;1", 30, 1, 0, name("d"), new byte[] {'T', 'F', 90, 1}));
        assertFault("'a' in /: PX entry of 5 bytes", FIRST + 44, () -> find(image, "a"));
        assertFault("system use entry of 3 bytes", FIRST + 94 + 44, () -> find(image, "c"));
        assertFault("system use entry of 90 bytes", FIRST + 142 + 44, () -> find(image, "d"));
        assertInstanceOf(IsoLookup.File.class, find(image, "b"));
    }

    @Test
    void continuationAreasInACircleAreCutOff() {
        TinyImage image = rootWith(record("A.;1", 30, 1, 0, name("a"), continuation(40, 0, 28)))
                .put(40, continuation(40, 0, 28));
        assertFault("endless continuation areas", 40 * 2048L, () -> find(image, "a"));
        TinyImage large = rootWith(record("A.;1", 30, 1, 0, name("a"), continuation(40, 0, 1 << 30)));
        assertFault("continuation area of 1073741824 bytes", FIRST + 44, () -> find(large, "a"));
    }

    @Test
    void aFileOfMoreThanFourGibibytesHasSeveralExtents() throws IOException {
        int most = 0xfffff800; // the last whole sector that 32 bits can say
        int second = 100 + (most >>> 11);
        TinyImage image = rootWith(
                        record("BIG.;1", 100, most, CONTINUED, name("big")),
                        record("BIG.;1", second, 500_000_001, 0, name("big")),
                        record("NEXT.;1", 30, 7, 0, name("next")))
                .blocks(second + 250_000);
        IsoEntry.File big =
                assertInstanceOf(IsoLookup.File.class, find(image, "big")).file();
        assertEquals(4_294_965_248L + 500_000_001L, big.size());
        assertEquals(
                List.of(new Extent(204_800, 4_294_965_248L), new Extent(second * 2048L, 500_000_001L)), big.extents());
        assertEquals(Optional.of(new Extent(204_800 + 4_294_965_247L, 1)), big.from(4_294_965_247L));
        assertEquals(Optional.of(new Extent(second * 2048L, 500_000_001L)), big.from(4_294_965_248L));
        assertEquals(Optional.of(new Extent(second * 2048L + 500_000_000L, 1)), big.from(big.size() - 1));
        assertEquals(Optional.empty(), big.from(big.size()));
        assertEquals(
                7,
                assertInstanceOf(IsoLookup.File.class, find(image, "next"))
                        .file()
                        .size());
    }

    @Test
    void aFileThatNeverEndsIsNamed() {
        byte[] part = record("A.;1", 30, 1, CONTINUED, name("a"));
        assertFault("goes on nowhere", FIRST, () -> find(rootWith(part), "a"));
        byte[] other = record("B.;1", 30, 1, 0, name("b"));
        assertFault("followed by another one", FIRST + 44, () -> find(rootWith(part, other), "a"));
    }

    @Test
    void linksStayInsideAndEnd() throws IOException {
        TinyImage image = rootWith(
                        record("D", 21, 2048, FOLDER, name("d")),
                        record("A.;1", 0, 0, 0, name("absolute"), link("/", "etc", "passwd")),
                        record("B.;1", 0, 0, 0, name("out"), link("..", "x")),
                        record("C.;1", 0, 0, 0, name("late"), link("d", "..", "..", "x")),
                        record("E.;1", 0, 0, 0, name("self"), link("self")),
                        record("F.;1", 0, 0, 0, name("bomb"), link("bomb", "bomb", "bomb", "bomb")),
                        record("G.;1", 0, 0, 0, name("good"), link("d", "..", "d", "file")),
                        record("H.;1", 0, 0, 0, name("empty"), entry("SL", (byte) 0)))
                .folder(21, record("F.;1", 30, 7, 0, name("file")));
        assertRefused("leads to /etc/passwd, out of the image", find(image, "absolute"));
        assertRefused("leads to ../x, out of the image", find(image, "out"));
        assertRefused("out of the image", find(image, "late"));
        assertRefused("go in circles", find(image, "self"));
        assertRefused("go in circles", assertTimeoutPreemptively(Duration.ofSeconds(60), () -> find(image, "bomb")));
        assertRefused("out of the image", find(image, "..", "x"));
        assertEquals(
                7,
                assertInstanceOf(IsoLookup.File.class, find(image, "good"))
                        .file()
                        .size());
        assertInstanceOf(IsoLookup.Absent.class, find(image, "empty"));
    }

    @Test
    void aFileOfAnotherKindSaysSo() throws IOException {
        TinyImage text = new TinyImage().put(16, new byte[2048]);
        assertFault("not a CD or DVD image", 16 * 2048L, () -> find(text, "a"));
        Path noise = temporary.resolve("noise.iso");
        Files.write(noise, "hello".getBytes());
        TruncatedImageException thrown = assertThrows(TruncatedImageException.class, () -> IsoImage.open(noise));
        assertEquals(
                "is 5 bytes, too short for an image: still being copied, cut short or something else",
                thrown.getMessage());
    }

    @Test
    void aHalfCopiedImageSaysHowMuchIsMissing() throws IOException {
        Path file = new TinyImage().folder(ROOT).write(temporary.resolve("half.iso"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(100_000);
        }
        TruncatedImageException thrown = assertThrows(TruncatedImageException.class, () -> IsoImage.open(file));
        assertEquals("is 100000 bytes, its header says 131072: still being copied or cut short", thrown.getMessage());
        assertEquals(131_072, thrown.expected());
    }

    @Test
    void anImageThatShrinksWhileItIsReadSaysSo() throws IOException {
        Path file =
                rootWith(record("A", 60, 2048, FOLDER, name("a"))).folder(60).write(temporary.resolve("shrinks.iso"));
        try (IsoImage image = IsoImage.open(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(60 * 2048L + 100);
            assertFault("became shorter", 60 * 2048L, () -> image.find(List.of("a", "b")));
        }
    }

    @Test
    void aFolderLargerThanTheCacheIsRead() throws IOException {
        byte[][] records = IntStream.range(0, FolderCache.MOST_ENTRIES + 1000)
                .mapToObj(i -> record("F" + i + ".;1", 30, i % 2048, 0, name("file-" + i)))
                .toArray(byte[][]::new);
        Path file = rootWith(records).blocks(2_000).write(temporary.resolve("many.iso"));
        try (IsoImage image = IsoImage.open(file)) {
            assertEquals(
                    17_000 % 2048,
                    ((IsoLookup.File) image.find(List.of("file-17000"))).file().size());
            assertEquals(
                    FolderCache.MOST_ENTRIES + 1000,
                    image.list(((IsoLookup.Folder) image.find(List.of())).folder())
                            .size());
        }
    }

    private static TinyImage rootWith(byte[]... records) {
        return new TinyImage().folder(ROOT, records);
    }

    private IsoLookup find(TinyImage image, String... path) throws IOException {
        try (IsoImage open = IsoImage.open(image.write(temporary.resolve("tiny.iso")))) {
            return open.find(List.of(path));
        }
    }

    private static void assertRefused(String because, IsoLookup lookup) {
        String said = assertInstanceOf(IsoLookup.Refused.class, lookup).because();
        assertTrue(said.contains(because), said);
    }

    private static void assertFault(String what, long where, org.junit.jupiter.api.function.Executable reading) {
        IsoException thrown = assertThrows(IsoException.class, reading);
        assertTrue(thrown.getMessage().contains(what), thrown.getMessage());
        assertEquals(where, thrown.offset(), thrown.getMessage());
    }
}
