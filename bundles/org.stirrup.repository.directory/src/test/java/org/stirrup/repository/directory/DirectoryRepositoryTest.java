package org.stirrup.repository.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.content.Contents;
import org.stirrup.testkit.process.Program;

/** What only folders meet; {@link DirectoryRepositoryContractTest} has the rest. */
class DirectoryRepositoryTest {
    @TempDir
    Path temporary;

    private Path folder;
    private DirectoryRepository repository;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("files"));
        repository = new DirectoryRepository(folder);
    }

    @Test
    void aPipeIsRefusedAndNobodyWaitsForIt() throws Exception {
        Assumptions.assumeTrue(Program.installed("mkfifo"), "mkfifo is not installed");
        assertEquals(0, Program.run("mkfifo", folder.resolve("pipe").toString()).status());
        Lookup lookup = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> find("pipe"));
        assertEquals("/pipe is a device, pipe or socket", ((Lookup.Refused) lookup).because());
        assertEquals(List.of(), repository.list(ResourcePath.ROOT));
    }

    @Test
    void aDeviceIsRefused() {
        DirectoryRepository devices = new DirectoryRepository(Path.of("/dev"));
        assertInstanceOf(Lookup.Refused.class, devices.find(ResourcePath.of("null")));
    }

    @Test
    void anUnreadableFileSaysWhoMayNotReadIt() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root reads everything: run this test as another user");
        String because = assertInstanceOf(Lookup.Failed.class, find("secret")).because();
        assertTrue(because.contains("permission denied"), because);
        assertEquals(List.of(), repository.list(ResourcePath.ROOT));
    }

    @Test
    void aMissingFolderHoldsNothing() throws IOException {
        Files.delete(folder);
        assertInstanceOf(Lookup.Absent.class, find("a"));
        assertInstanceOf(Lookup.Absent.class, find(""));
        assertEquals(List.of(), repository.list(ResourcePath.ROOT));
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("a"), "x");
        assertInstanceOf(Lookup.Found.class, find("a"));
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
        Files.writeString(folder.resolve("a"), "x");
        DirectoryRepository linked = new DirectoryRepository(link);
        assertInstanceOf(Lookup.Found.class, linked.find(ResourcePath.of("a")));
        Files.createSymbolicLink(folder.resolve("absolute"), link.resolve("a"));
        assertInstanceOf(Lookup.Found.class, linked.find(ResourcePath.of("absolute")), "it leads to a file inside");
    }

    @Test
    void aFolderBesideWithALongerNameIsOutside() throws IOException {
        Files.createDirectory(temporary.resolve("files-secret"));
        Files.writeString(temporary.resolve("files-secret/a"), "x");
        Files.createSymbolicLink(folder.resolve("out"), Path.of("../files-secret"));
        assertInstanceOf(Lookup.Refused.class, find("out/a"));
    }

    @Test
    void aFolderThatBecomesALinkOutIsNotFollowedAnyMore() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a"), "inside");
        Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(temporary.resolve("outside/a"), "outside");
        Resource resource = assertInstanceOf(Lookup.Found.class, find("sub/a")).resource();
        Files.move(folder.resolve("sub"), folder.resolve("old"));
        Files.createSymbolicLink(folder.resolve("sub"), Path.of("../outside"));
        assertThrows(IOException.class, resource::open);
    }

    @Test
    void aFileThatGrowsIsSentUpToTheSizeThatWasSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "12345");
        Resource resource = assertInstanceOf(Lookup.Found.class, find("log")).resource();
        try (Resource.Content content = resource.open()) {
            Files.writeString(file, "67890", StandardOpenOption.APPEND);
            assertArrayEquals("12345".getBytes(), Contents.read(content, 0));
            assertArrayEquals("12345".getBytes(), Contents.transfer(content, 0));
        }
    }

    @Test
    void aFileThatShrinksFailsInsteadOfEndingEarly() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "12345");
        try (Resource.Content content =
                assertInstanceOf(Lookup.Found.class, find("log")).resource().open()) {
            Files.writeString(file, "1");
            assertThrows(IOException.class, () -> Contents.read(content, 0));
            assertThrows(IOException.class, () -> Contents.transfer(content, 0));
        }
    }

    @Test
    void namesThatNoClientMayAskForAreNotListed() throws IOException {
        for (String name : List.of("back\\slash", "line\nfeed", "good")) {
            Files.writeString(folder.resolve(name), "x");
        }
        assertEquals(
                List.of("good"),
                repository.list(ResourcePath.ROOT).stream()
                        .map(entry -> entry.name())
                        .toList());
    }

    private Lookup find(String path) {
        return repository.find(ResourcePath.of(path));
    }
}
