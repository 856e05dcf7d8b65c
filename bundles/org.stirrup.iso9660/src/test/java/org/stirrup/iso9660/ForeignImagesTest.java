package org.stirrup.iso9660;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.testkit.content.SampleTree;
import org.stirrup.testkit.iso.IsoTool;

/** Images that other programs made hold what the folder held that they were made of, entry by entry. */
class ForeignImagesTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({
        "XORRISO, -R",
        "XORRISO, -r -J -joliet-long",
        "XORRISO, -R -iso-level 3 -D",
        "GENISOIMAGE, -R",
        "GENISOIMAGE, -R -J -joliet-long",
        "GENISOIMAGE, -R -D -iso-level 3",
    })
    void rockRidgeKeepsEverything(IsoTool tool, String options) throws Exception {
        Path tree = SampleTree.in(temporary.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("deep/1/../.././names/UPPER.TXT"));
        Files.createSymbolicLink(tree.resolve("absolute"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(tree.resolve("long"), Path.of("../".repeat(90) + "x".repeat(150)));
        Path iso = tool.make(tree, temporary.resolve("an.iso"), options.split(" "));
        try (IsoImage image = IsoImage.open(iso)) {
            assertEquals(NameSpace.ROCK_RIDGE, image.names());
            SortedMap<String, String> listed = Listing.of(image);
            listed.remove("rr_moved"); // where genisoimage keeps folders that lie too deep; empty to a reader
            assertEquals(Listing.of(tree), listed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "XORRISO, --norock -J -joliet-long",
        "GENISOIMAGE, -J -joliet-long",
    })
    void jolietKeepsNamesOfUpToHundredCharacters(IsoTool tool, String options) throws Exception {
        Path tree = temporary.resolve("tree");
        for (String name : List.of(
                "UPPER.TXT",
                "lower.txt",
                "noext",
                "with space & plus+, comma (1) %41.txt",
                "\u00fcml\u00e4ut-\u65e5\u672c.txt",
                "l".repeat(100),
                "a/b/c/deep.txt",
                "many.dots.in.it")) {
            write(tree.resolve(name), name);
        }
        Path iso = tool.make(tree, temporary.resolve("an.iso"), options.split(" "));
        try (IsoImage image = IsoImage.open(iso)) {
            assertEquals(NameSpace.JOLIET, image.names());
            assertEquals(withoutFolderTimes(Listing.of(tree)), withoutFolderTimes(Listing.of(image)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "XORRISO, --norock",
        "GENISOIMAGE, -iso-level 1",
        "GENISOIMAGE, -iso-level 3 -l",
    })
    void plainNamesAreLowerCase(IsoTool tool, String options) throws Exception {
        Path tree = temporary.resolve("tree");
        for (String name : List.of("images/pxeboot/vmlinuz", "images/pxeboot/initrd.img", "readme.txt", "a/b/c/d/x")) {
            write(tree.resolve(name), name);
        }
        Path iso = tool.make(tree, temporary.resolve("an.iso"), options.split(" "));
        try (IsoImage image = IsoImage.open(iso)) {
            assertEquals(NameSpace.PLAIN, image.names());
            assertEquals(withoutFolderTimes(Listing.of(tree)), withoutFolderTimes(Listing.of(image)));
            assertInstanceOf(IsoLookup.File.class, image.find(List.of("IMAGES", "PXEBOOT", "VMLINUZ")));
        }
    }

    @Test
    void foldersThatLieTooDeepAreFoundWhereTheyBelong() throws Exception {
        Path tree = SampleTree.in(temporary.resolve("tree"));
        Path iso = IsoTool.GENISOIMAGE.make(tree, temporary.resolve("an.iso"), "-R");
        try (IsoImage image = IsoImage.open(iso)) {
            assertInstanceOf(
                    IsoLookup.Folder.class,
                    image.find(List.of("rr_moved")),
                    "genisoimage relocates: else no CL, PL, RE");
            List<String> path = List.of("deep", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "deep.txt");
            assertEquals(
                    100,
                    assertInstanceOf(IsoLookup.File.class, image.find(path))
                            .file()
                            .size());
        }
    }

    /** HostileImagesTest has the same without a program that writes gigabytes of zeros. */
    @Test
    void aFileOfMoreThanFourGibibytesHasSeveralExtents() throws Exception {
        assumeTrue(
                Boolean.getBoolean("stirrup.test.large"),
                "takes a minute of two processors: run with -Dstirrup.test.large=true");
        Path tree = temporary.resolve("tree");
        write(tree.resolve("small"), "small");
        long size = (4L << 30) + (512 << 20);
        try (FileChannel big = FileChannel.open(
                tree.resolve("big.bin"),
                java.nio.file.StandardOpenOption.CREATE_NEW,
                java.nio.file.StandardOpenOption.WRITE,
                java.nio.file.StandardOpenOption.SPARSE)) {
            big.write(java.nio.ByteBuffer.wrap("head".getBytes()), 0);
            big.write(java.nio.ByteBuffer.wrap("tail".getBytes()), size - 4);
        }
        Path iso = SparseImage.make(tree, temporary.resolve("big.iso"));
        try (IsoImage image = IsoImage.open(iso);
                FileChannel bytes = FileChannel.open(iso)) {
            IsoEntry.File file = assertInstanceOf(IsoLookup.File.class, image.find(List.of("big.bin")))
                    .file();
            assertEquals(size, file.size());
            assertEquals(2, file.extents().size());
            assertEquals("head", text(bytes, file.from(0).orElseThrow().offset()));
            assertEquals("tail", text(bytes, file.from(size - 4).orElseThrow().offset()));
            assertEquals(4, file.from(size - 4).orElseThrow().length());
            assertEquals(java.util.Optional.empty(), file.from(size));
            assertInstanceOf(IsoLookup.File.class, image.find(List.of("small")));
        }
    }

    @Test
    void theLabelAndTheBootCatalogueAreRead() throws Exception {
        Path tree = temporary.resolve("tree");
        write(tree.resolve("isolinux/isolinux.bin"), "b".repeat(4096));
        write(tree.resolve("images/efiboot.img"), "e".repeat(8192));
        Path iso = IsoTool.XORRISO.make(
                tree,
                temporary.resolve("an.iso"),
                "-V",
                "CentOS 7 x86_64",
                "-R",
                "-b",
                "isolinux/isolinux.bin",
                "-c",
                "isolinux/boot.cat",
                "-no-emul-boot",
                "-boot-load-size",
                "4",
                "-eltorito-alt-boot",
                "-e",
                "images/efiboot.img",
                "-no-emul-boot");
        try (IsoImage image = IsoImage.open(iso)) {
            assertEquals("CentOS 7 x86_64", image.volumeId());
            long bios = extentOf(image, "isolinux", "isolinux.bin");
            long efi = extentOf(image, "images", "efiboot.img");
            assertEquals(
                    List.of(new BootEntry(0, true, 0, 4, bios), new BootEntry(0xef, true, 0, 16, efi)),
                    image.bootEntries());
        }
    }

    private static long extentOf(IsoImage image, String... path) throws Exception {
        return assertInstanceOf(IsoLookup.File.class, image.find(List.of(path)))
                .file()
                .extents()
                .get(0)
                .offset();
    }

    private static String text(FileChannel bytes, long at) throws Exception {
        java.nio.ByteBuffer four = java.nio.ByteBuffer.allocate(4);
        bytes.read(four, at);
        return new String(four.array(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** Some writers give folders the time of the writing where no Rock Ridge says better. */
    private static SortedMap<String, String> withoutFolderTimes(SortedMap<String, String> listing) {
        listing.replaceAll((name, line) -> line.startsWith("folder") ? "folder" : line);
        return listing;
    }

    private static void write(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(SampleTree.MODIFIED));
    }
}
