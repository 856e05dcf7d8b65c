package org.stirrup.image.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.image.Image;
import org.stirrup.image.identify.Identifier;
import org.stirrup.image.identify.RuleBook;
import org.stirrup.iso9660.IsoImage;
import org.stirrup.iso9660.IsoLookup;
import org.stirrup.testkit.content.Contents;

class CatalogueTest {
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final ResourcePath KERNEL = ResourcePath.of("images/pxeboot/vmlinuz");

    @TempDir
    Path temporary;

    private Path folder;
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Map<String, Repository> mounted = new TreeMap<>();
    /** Paths of the content tree at which the user has files of his own. */
    private final Set<ResourcePath> users = new HashSet<>();

    private final Catalogue catalogue =
            new Catalogue(new Identifier(RuleBook.bundled()), this::mount, users::contains, () -> now);

    private Runnable mount(ResourcePath at, Repository tree) {
        assertEquals(null, mounted.put(at.text(), tree), "two mounts at " + at);
        return () -> mounted.remove(at.text(), tree);
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("images"));
    }

    @Test
    void anImageThatWasMovedInIsServedAtOnce() throws Exception {
        moveIn(Installers.centOs(temporary, "7", "kernel"), "anything.iso");
        look();
        assertEquals(
                new Image.State.Ready(
                        "CentOS-7",
                        "CentOS 7 x86_64",
                        "redhat",
                        "7",
                        "x86_64",
                        ResourcePath.of("pub/CentOS-7"),
                        Image.Confidence.CERTAIN,
                        OptionalLong.of(2L << 30)),
                state("anything.iso"));
        assertEquals("kernel", kernel("pub/CentOS-7"));
        assertEquals(List.of(), catalogue.findings());
    }

    @Test
    void debiansInitialRamDiskIsReplacedByTheUsersOrMissed() throws Exception {
        moveIn(
                Installers.image(
                        temporary,
                        "Debian 12.11.0 amd64 n",
                        ".disk/info:Debian GNU/Linux 12.11.0 \"Bookworm\" - Official amd64 NETINST",
                        "install.amd/vmlinuz",
                        "install.amd/initrd.gz"),
                "d.iso");
        look();
        assertTrue(catalogue.findings().get(0).message().endsWith("on a CD and not on the network"));
        users.add(ResourcePath.of("pub/Debian-12.11.0/install.amd/initrd.gz"));
        look();
        assertTrue(
                catalogue.findings().get(0).message().contains("only [/pub/Debian-12.11.0/install.amd/initrd.gz]"),
                catalogue.findings()::toString);
        users.add(ResourcePath.of("pub/Debian-12.11.0/install.amd/vmlinuz"));
        look();
        assertEquals(List.of(), catalogue.findings());
        List<String> evidence = catalogue.images().get(0).evidence();
        assertEquals(
                "from files/, in place of its own: [/pub/Debian-12.11.0/install.amd/vmlinuz,"
                        + " /pub/Debian-12.11.0/install.amd/initrd.gz]",
                evidence.get(evidence.size() - 1));
    }

    @Test
    void otherRulesHaveEveryImageIdentifiedAnew() throws Exception {
        moveIn(Installers.centOs(temporary, "7", "kernel"), "c.iso");
        look();
        catalogue.identifyBy(
                new Identifier(RuleBook.bundled().with(List.of("[mine : redhat]", "title Mine", "short C = CentOS"))));
        look();
        assertEquals("Mine", ((Image.State.Ready) state("c.iso")).title());
        assertEquals(Set.of("pub/C-7"), mounted.keySet());
        catalogue.identifyBy(new Identifier(RuleBook.bundled()));
        look();
        assertEquals("kernel", kernel("pub/CentOS-7"));
    }

    @Test
    void anImageThatIsCopiedInIsServedWhenItIsWhole() throws Exception {
        byte[] bytes = Files.readAllBytes(Installers.centOs(temporary, "7", "kernel"));
        Path file = folder.resolve("c.iso");
        for (int part : new int[] {1000, 40_000, 300_000}) {
            write(file, Arrays.copyOf(bytes, part), now);
            look();
            assertInstanceOf(Image.State.Arriving.class, state("c.iso"));
            now = now.plusSeconds(1);
        }
        // The copy pauses for longer than a file needs to settle: its header says that there is more to come.
        now = now.plusSeconds(5);
        look();
        assertInstanceOf(Image.State.Arriving.class, state("c.iso"));
        String evidence = catalogue.images().get(0).evidence().get(0);
        assertEquals(
                "is 300000 bytes, its header says " + bytes.length + ": still being copied or cut short", evidence);
        assertEquals(
                List.of(evidence),
                catalogue.findings().stream().map(Finding::message).toList());
        write(file, bytes, now);
        look();
        assertInstanceOf(Image.State.Arriving.class, state("c.iso"));
        assertEquals(List.of(), catalogue.findings());
        now = now.plus(SETTLE);
        look();
        assertInstanceOf(Image.State.Ready.class, state("c.iso"));
    }

    @Test
    void aCopyThatWasCutShortIsNamedInTheEndAndStillPickedUpWhenItIsMended() throws Exception {
        byte[] bytes = Files.readAllBytes(Installers.centOs(temporary, "7", "kernel"));
        Path file = folder.resolve("c.iso");
        write(file, Arrays.copyOf(bytes, 300_000), now);
        look();
        now = now.plus(SETTLE);
        look();
        now = now.plusSeconds(30);
        look();
        String because =
                assertInstanceOf(Image.State.Broken.class, state("c.iso")).because();
        assertTrue(because.startsWith("is 300000 bytes, its header says "), because);
        Finding finding = catalogue.findings().get(0);
        assertEquals(Finding.Severity.ERROR, finding.severity());
        assertEquals(file.toString(), finding.source());
        assertEquals(because, finding.message());
        write(file, bytes, now);
        look();
        now = now.plus(SETTLE);
        look();
        assertInstanceOf(Image.State.Ready.class, state("c.iso"));
        assertEquals(List.of(), catalogue.findings());
    }

    @Test
    void whatIsNoImageIsBroken() throws Exception {
        write(folder.resolve("text.iso"), new byte[100_000], now.minusSeconds(100));
        look();
        String because =
                assertInstanceOf(Image.State.Broken.class, state("text.iso")).because();
        assertTrue(because.contains("not a CD or DVD image"), because);
        assertEquals(Map.of(), mounted);
    }

    @Test
    void anImageWithADamagedFolderIsBroken() throws Exception {
        Path file = Installers.centOs(temporary, "7", "kernel");
        byte[] bytes = Files.readAllBytes(file);
        for (String path : List.of("", "images")) {
            byte[] damaged = bytes.clone();
            Arrays.fill(damaged, folderAt(file, path), folderAt(file, path) + 2048, (byte) 0x55);
            write(folder.resolve("c.iso"), damaged, now);
            look();
            now = now.plus(SETTLE);
            look();
            String because =
                    assertInstanceOf(Image.State.Broken.class, state("c.iso")).because();
            assertTrue(because.contains("(at byte "), because);
        }
        assertEquals(Map.of(), mounted);
    }

    private static int folderAt(Path image, String path) throws IOException {
        try (IsoImage iso = IsoImage.open(image)) {
            IsoLookup.Folder folder =
                    (IsoLookup.Folder) iso.find(ResourcePath.of(path).segments());
            return (int) folder.folder().offset();
        }
    }

    @Test
    void anImageThatNoRuleKnowsIsShownAndNotOffered() throws Exception {
        moveIn(Installers.photographs(temporary), "My Photographs!.iso");
        look();
        assertEquals(
                new Image.State.Unknown("My-Photographs", ResourcePath.of("pub/My-Photographs")),
                state("My Photographs!.iso"));
        assertEquals(List.of(), catalogue.served());
        assertInstanceOf(Lookup.Found.class, mounted.get("pub/My-Photographs").find(ResourcePath.of("one.jpg")));
    }

    @Test
    void anImageThatIsRemovedGoesAndItsOpenTransfersEnd() throws Exception {
        moveIn(Installers.centOs(temporary, "7", "kernel"), "c.iso");
        look();
        Resource kernel = ((Lookup.Found) mounted.get("pub/CentOS-7").find(KERNEL)).resource();
        try (Resource.Content open = kernel.open()) {
            Files.delete(folder.resolve("c.iso"));
            look();
            assertEquals(List.of(), catalogue.images());
            assertEquals(List.of(), catalogue.served());
            assertEquals(Map.of(), mounted);
            assertArrayEquals("kernel".getBytes(), Contents.read(open, 0));
        }
        assertThrows(IOException.class, kernel::open);
    }

    @Test
    void anImageThatIsReplacedIsServedAnewAndOldTransfersEndFromTheOldOne() throws Exception {
        moveIn(Installers.centOs(temporary, "7", "kernel one"), "c.iso");
        look();
        Resource old = ((Lookup.Found) mounted.get("pub/CentOS-7").find(KERNEL)).resource();
        try (Resource.Content open = old.open()) {
            moveIn(Installers.centOs(temporary, "7", "kernel two"), "c.iso");
            IOException replaced = assertThrows(IOException.class, old::open);
            assertEquals("c.iso was replaced a moment ago", replaced.getMessage());
            look();
            assertEquals("kernel two", kernel("pub/CentOS-7"));
            assertArrayEquals("kernel one".getBytes(), Contents.read(open, 0));
        }
    }

    @Test
    void anImageThatIsWrittenToIsWithdrawnUntilItRests() throws Exception {
        moveIn(Installers.centOs(temporary, "7", "kernel"), "c.iso");
        look();
        Resource kernel = ((Lookup.Found) mounted.get("pub/CentOS-7").find(KERNEL)).resource();
        try (Resource.Content open = kernel.open();
                FileChannel file = FileChannel.open(folder.resolve("c.iso"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[1]), 0);
            Files.setLastModifiedTime(folder.resolve("c.iso"), FileTime.from(now));
            look();
            IOException thrown = assertThrows(IOException.class, () -> Contents.read(open, 0));
            assertEquals("c.iso was overwritten while it was read", thrown.getMessage());
        }
        assertInstanceOf(Image.State.Arriving.class, state("c.iso"));
        assertEquals(Map.of(), mounted);
        now = now.plus(SETTLE);
        look();
        assertInstanceOf(Image.State.Ready.class, state("c.iso"));
    }

    @Test
    void twoOfOneNameAreToldApart() throws Exception {
        moveIn(Installers.centOs(temporary, "7", "one"), "a.iso");
        moveIn(Installers.centOs(temporary, "7", "two"), "b.iso");
        look();
        assertEquals(List.of("CentOS-7", "CentOS-7-b"), served(ServedImage::id));
        assertEquals(List.of("CentOS 7 x86_64", "CentOS 7 x86_64 (b.iso)"), served(ServedImage::title));
        assertEquals("two", kernel("pub/CentOS-7-b"));
    }

    @Test
    void anImageThatIsFetchedWholeIsAFileToo() throws Exception {
        Path file = moveIn(Installers.ubuntu(temporary), "u.iso");
        look();
        ServedImage image = catalogue.served().get(0);
        assertEquals("iso/Ubuntu-Server-24.04.2.iso", image.file().text());
        Repository files = mounted.get("iso");
        Lookup.Found whole = (Lookup.Found) files.find(ResourcePath.of("Ubuntu-Server-24.04.2.iso"));
        assertEquals(Files.size(file), whole.resource().size());
        assertEquals(
                whole.resource().size(), files.list(ResourcePath.ROOT).get(0).size());
        try (Resource.Content open = whole.resource().open()) {
            assertArrayEquals(Files.readAllBytes(file), Contents.transfer(open, 0));
        }
    }

    @Test
    void filesThatAreStillWrittenUnderAnotherNameAreLeftAlone() throws Exception {
        write(folder.resolve(".c.iso.AbCdEf"), new byte[10], now);
        write(folder.resolve(".c.iso"), new byte[10], now);
        write(folder.resolve("c.iso.part"), new byte[10], now);
        Files.createDirectory(folder.resolve("folder.iso"));
        look();
        assertEquals(List.of(), catalogue.images());
    }

    @Test
    void anUnreadableImageIsNamedAndTriedAgain() throws Exception {
        Path file = moveIn(Installers.centOs(temporary, "7", "kernel"), "c.iso");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root reads everything: run this test as another user");
        look();
        String because =
                assertInstanceOf(Image.State.Broken.class, state("c.iso")).because();
        assertTrue(because.startsWith("cannot be read: "), because);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        now = now.plusSeconds(15);
        look();
        assertInstanceOf(Image.State.Ready.class, state("c.iso"));
    }

    @Test
    void aMissingFolderIsNamedAndServedFromWhenItComes() throws Exception {
        moveIn(Installers.centOs(temporary, "7", "kernel"), "c.iso");
        look();
        Path away = Files.move(folder, temporary.resolve("away"));
        look();
        assertEquals(Map.of(), mounted);
        assertEquals(
                "the images folder " + folder + " does not exist",
                catalogue.findings().get(0).message());
        Files.move(away, folder);
        look();
        assertEquals("kernel", kernel("pub/CentOS-7"));
        assertEquals(List.of(), catalogue.findings());
    }

    @Test
    void closingWithdrawsEverything() throws Exception {
        moveIn(Installers.centOs(temporary, "7", "kernel"), "c.iso");
        look();
        catalogue.close();
        assertEquals(Map.of(), mounted);
        assertEquals(List.of(), catalogue.images());
    }

    private void look() {
        catalogue.look(folder, SETTLE);
    }

    /** As mv does: whole, under its name at once, and last written to long ago. */
    private Path moveIn(Path image, String name) throws IOException {
        Files.setLastModifiedTime(image, FileTime.from(now.minusSeconds(3600)));
        return Files.move(image, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path file, byte[] bytes, Instant modified) throws IOException {
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private Image.State state(String name) {
        return catalogue.images().stream()
                .filter(image -> image.file().getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private <T> List<T> served(java.util.function.Function<ServedImage, T> what) {
        return catalogue.served().stream().map(what).toList();
    }

    private String kernel(String mount) throws IOException {
        Lookup.Found found =
                assertInstanceOf(Lookup.Found.class, mounted.get(mount).find(KERNEL));
        try (Resource.Content open = found.resource().open()) {
            return new String(Contents.read(open, 0));
        }
    }
}
