package org.stirrup.iso9660;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.testkit.content.SampleTree;
import org.stirrup.testkit.iso.IsoTool;
import org.stirrup.testkit.process.Program;

/** UDF images that other programs made hold what the folder held that they were made of. */
class UdfImagesTest {
    @TempDir
    Path temporary;

    private Path tree;

    @BeforeEach
    void makeTree() throws Exception {
        tree = SampleTree.in(temporary.resolve("tree"));
        Files.delete(tree.resolve("Packages").resolve("n".repeat(200) + ".rpm")); // genisoimage: as Joliet, up to 103
    }

    @Test
    void aBridgeWhoseOtherTreeHoldsNothingShowsUdf() throws Exception {
        try (IsoImage image = IsoImage.open(bridge("-hide", "*"))) {
            assertEquals(NameSpace.UDF, image.names());
            assertEquals("A LABEL", image.volumeId());
            assertEquals(expected(), Listing.of(image));
        }
    }

    @Test
    void aBridgeWhoseOtherTreeIsAReadmeShowsUdf() throws Exception {
        Files.writeString(tree.resolve("README.TXT"), "This disc contains a \"UDF\" file system");
        Path stub = bridge("-hide", "[!R]*");
        try (IsoImage image = IsoImage.open(stub)) {
            assertEquals(NameSpace.UDF, image.names());
            assertTrue(Listing.of(image).containsKey("images/pxeboot/vmlinuz"));
        }
    }

    @Test
    void aBridgeWithTwoWholeTreesShowsIso9660() throws Exception {
        try (IsoImage image = IsoImage.open(bridge("-R"))) {
            assertEquals(NameSpace.ROCK_RIDGE, image.names());
            assertEquals(Listing.of(tree), Listing.of(image));
        }
    }

    @Test
    void udfAloneIsRead() throws Exception {
        try (IsoImage image = IsoImage.open(alone())) {
            assertEquals(NameSpace.UDF, image.names());
            assertEquals(expected(), Listing.of(image));
            assertEquals(List.of(), image.bootEntries());
        }
    }

    /** What GRUB's own reader of UDF finds in the same image, file by file. */
    @Test
    void grubReadsTheSameBytes() throws Exception {
        Path alone = alone();
        try (IsoImage image = IsoImage.open(alone)) {
            for (String path : expected().keySet()) {
                if (!(image.find(List.of(path.split("/"))) instanceof IsoLookup.File found)) {
                    continue;
                }
                IsoEntry.File file = found.file();
                String crc = run("grub-common", "grub-fstest", alone.toString(), "crc", "(loop0)/" + path)
                        .strip();
                java.util.zip.CRC32 own = new java.util.zip.CRC32();
                try (var bytes = java.nio.channels.FileChannel.open(alone)) {
                    own.update(Listing.read(file, bytes));
                }
                assertEquals(Long.parseLong(crc, 16), own.getValue(), path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x0102", "0x0150", "0x0200", "0x0201"})
    void anEmptyVolumeOfEveryRevisionIsRead(String revision) throws Exception {
        Path image = temporary.resolve("empty.udf");
        run(
                "udftools",
                "mkudffs",
                "--new-file",
                "--blocksize=2048",
                "--media-type=hd",
                "--udfrev=" + revision,
                "--label=L\u00e4bel \u65e5\u672c",
                image.toString(),
                "4096");
        try (IsoImage opened = IsoImage.open(image)) {
            assertEquals("L\u00e4bel \u65e5\u672c", opened.volumeId());
            SortedMap<String, String> listed = Listing.of(opened);
            listed.remove("lost+found");
            assertEquals(new java.util.TreeMap<>(), listed);
        }
    }

    @Test
    void aPartitionThatTheReaderDoesNotKnowIsNamed() throws Exception {
        Path image = temporary.resolve("vat.udf");
        run("udftools", "mkudffs", "--new-file", "--blocksize=2048", "--media-type=cdr", image.toString(), "4096");
        IsoException refused = assertThrows(IsoException.class, () -> IsoImage.open(image));
        assertTrue(refused.getMessage().contains("'*UDF Virtual Partition' is not supported"), refused.getMessage());
    }

    @Test
    void oneThatIsStillBeingCopiedIsToldFromABrokenOne() throws Exception {
        Path alone = alone();
        try (RandomAccessFile file = new RandomAccessFile(alone.toFile(), "rw")) {
            long whole = file.length();
            for (long part : new long[] {whole / 2, 300 * 2048, 200 * 2048}) {
                file.setLength(part);
                assertThrows(TruncatedImageException.class, () -> IsoImage.open(alone), part + " of " + whole);
            }
        }
    }

    private static String run(String fromPackage, String... line) throws Exception {
        assumeTrue(Program.installed(line[0]), "SKIPPED: " + line[0] + " is not installed: package " + fromPackage);
        return IsoTool.run(line);
    }

    /** genisoimage takes the names of Joliet, where a semicolon starts a version. */
    private SortedMap<String, String> expected() throws Exception {
        SortedMap<String, String> lines = new java.util.TreeMap<>();
        Listing.of(tree).forEach((name, line) -> lines.put(name.replace(';', '_'), line));
        return lines;
    }

    /** With the descriptors of ISO 9660 taken out, as of a disc that never had any. */
    private Path alone() throws Exception {
        Path image = bridge("-hide", "*");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            byte[] sequence = new byte[16 * 2048];
            file.seek(16 * 2048);
            file.readFully(sequence);
            int first = new String(sequence, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("BEA01") - 1;
            file.seek(16 * 2048);
            file.write(sequence, first, 3 * 2048);
            file.write(new byte[sequence.length - 3 * 2048]);
        }
        return image;
    }

    private Path bridge(String... options) throws Exception {
        List<String> line = new java.util.ArrayList<>(List.of("-udf", "-D", "-V", "A LABEL"));
        line.addAll(List.of(options));
        return IsoTool.GENISOIMAGE.make(tree, temporary.resolve("an.iso"), line.toArray(String[]::new));
    }
}
