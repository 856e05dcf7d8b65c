package org.stirrup.testkit.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/**
 * What every {@link Repository} that shows a tree of files does. A provider's test extends this and says how a
 * repository is made of a folder, and how it is taken away.
 */
public abstract class RepositoryContract {
    @TempDir
    protected Path temporary;

    private Path tree;
    private Repository repository;

    /** Makes the repository show what is in a folder. */
    protected abstract Repository open(Path tree) throws Exception;

    /** Takes away the repository and the bytes it has on disk. */
    protected abstract void remove() throws Exception;

    @BeforeEach
    final void openSample() throws Exception {
        tree = SampleTree.withLinks(SampleTree.in(temporary.resolve("tree")));
        repository = open(tree);
    }

    /** JUnit would warn of each link that leads out of its folder. */
    @AfterEach
    final void deleteBadLinks() throws IOException {
        if (Files.isDirectory(tree.resolve("bad"))) {
            try (Stream<Path> links = Files.list(tree.resolve("bad"))) {
                for (Path link : (Iterable<Path>) links::iterator) {
                    Files.delete(link);
                }
            }
        }
    }

    @Test
    final void everyFileIsFoundWithItsSizeTimeAndBytes() throws IOException {
        for (Path file : files()) {
            Resource resource = found(path(file));
            assertEquals(Files.size(file), resource.size(), file.toString());
            assertEquals(SampleTree.MODIFIED, resource.modified(), file.toString());
            try (Resource.Content content = resource.open()) {
                assertArrayEquals(Files.readAllBytes(file), Contents.read(content, 0), file.toString());
                assertArrayEquals(Files.readAllBytes(file), Contents.transfer(content, 0), file.toString());
            }
        }
    }

    @Test
    final void itIsReadFromAnyPosition() throws IOException {
        Path file = tree.resolve("sizes/65536.bin");
        byte[] bytes = Files.readAllBytes(file);
        try (Resource.Content content = found(path(file)).open()) {
            for (int position : new int[] {0, 1, 511, 512, 2047, 2048, 32_767, 65_535}) {
                byte[] rest = Arrays.copyOfRange(bytes, position, bytes.length);
                assertArrayEquals(rest, Contents.read(content, position), "from " + position);
                assertArrayEquals(rest, Contents.transfer(content, position), "from " + position);
            }
        }
    }

    @Test
    final void nothingIsReadAtOrPastTheEnd() throws IOException {
        for (int size : new int[] {0, 1, 2048}) {
            try (Resource.Content content =
                    found(ResourcePath.of("sizes/" + size + ".bin")).open()) {
                for (long position : new long[] {size, size + 1, size + 2048, 1L << 40}) {
                    ByteBuffer buffer = ByteBuffer.allocate(10);
                    assertEquals(-1, content.read(buffer, position));
                    assertEquals(0, buffer.position());
                    assertEquals(0, Contents.transfer(content, position).length);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nothing", "images/nothing", "nothing/at/all", ".treeinfo/below", "IMAGES", "names/upper.txt"})
    final void whatIsNotThereIsAbsentWithAReason(String path) {
        assertFalse(assertInstanceOf(Lookup.Absent.class, find(path)).because().isBlank());
        assertEquals(List.of(), repository.list(ResourcePath.of(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "images", "images/pxeboot", "empty-folder", "good/folder", "good/folder/3", "good/through"})
    final void foldersAreFolders(String path) {
        assertInstanceOf(Lookup.Folder.class, find(path));
    }

    @Test
    final void linksInsideAreFollowed() throws IOException {
        byte[] kernel = Files.readAllBytes(tree.resolve("images/pxeboot/vmlinuz"));
        for (String path : List.of("good/file", "good/again", "good/here/here/file", "good/up/good/file")) {
            try (Resource.Content content = found(ResourcePath.of(path)).open()) {
                assertArrayEquals(kernel, Contents.read(content, 0), path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad/absolute", "bad/climbing", "bad/folder-out", "bad/folder-out/etc"})
    final void linksThatLeadOutAreRefusedWithAReason(String path) {
        assertFalse(assertInstanceOf(Lookup.Refused.class, find(path)).because().isBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad/self", "bad/ping", "bad/broken", "bad/ping/below"})
    final void linksThatLeadNowhereGiveNothing(String path) {
        Lookup lookup = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> find(path));
        assertFalse(lookup instanceof Lookup.Found || lookup instanceof Lookup.Folder, lookup.toString());
    }

    @Test
    final void whatIsListedIsFoundAndWhatIsThereIsListed() throws IOException {
        Set<String> listed = new HashSet<>();
        collect(ResourcePath.ROOT, listed, 0);
        Set<String> expected = new HashSet<>(List.of("good/file", "good/again", "good/folder", "good/through"));
        try (Stream<Path> all = Files.walk(tree)) {
            all.filter(each -> !each.equals(tree))
                    .filter(each -> !Files.isSymbolicLink(each))
                    .forEach(each -> expected.add(path(each).text()));
        }
        listed.removeIf(each -> each.startsWith("good/folder/") || each.startsWith("good/through/"));
        assertEquals(expected, listed);
    }

    private void collect(ResourcePath folder, Set<String> listed, int depth) {
        assertTrue(depth < 30, "the listing goes round in " + folder);
        for (ContentEntry entry : repository.list(folder)) {
            ResourcePath path = folder.resolve(entry.name());
            assertTrue(listed.add(path.text()), path + " is listed twice");
            if (entry.folder()) {
                assertInstanceOf(Lookup.Folder.class, repository.find(path), path.toString());
                collect(path, listed, depth + 1);
            } else {
                assertEquals(found(path).size(), entry.size(), path.toString());
                assertEquals(found(path).modified(), entry.modified(), path.toString());
            }
        }
    }

    @Test
    final void anOpenTransferOutlivesTheRepository() throws Exception {
        Path file = tree.resolve("sizes/1000003.bin");
        byte[] bytes = Files.readAllBytes(file);
        try (Resource.Content content = found(path(file)).open()) {
            ByteBuffer first = ByteBuffer.allocate(1000);
            content.read(first, 0);
            remove();
            assertArrayEquals(bytes, Contents.read(content, 0));
            assertArrayEquals(bytes, Contents.transfer(content, 0));
        }
    }

    @Test
    final void manyReadOneContentAtOnce() throws Exception {
        Path file = tree.resolve("sizes/1000003.bin");
        byte[] bytes = Files.readAllBytes(file);
        ExecutorService readers = Executors.newFixedThreadPool(8);
        try (Resource.Content content = found(path(file)).open()) {
            List<Future<byte[]>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                boolean reads = i % 2 == 0;
                all.add(readers.submit(() -> reads ? Contents.read(content, 0) : Contents.transfer(content, 0)));
            }
            for (Future<byte[]> each : all) {
                assertArrayEquals(bytes, each.get());
            }
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    final void anInterruptedReaderHarmsNobodyElse() throws Exception {
        Path file = tree.resolve("sizes/65536.bin");
        try (Resource.Content mine = found(path(file)).open();
                Resource.Content other = found(path(file)).open()) {
            Thread reader = new Thread(() -> {
                Thread.currentThread().interrupt();
                find("images/pxeboot/vmlinuz");
                repository.list(ResourcePath.of("Packages"));
                try {
                    Contents.read(other, 0);
                } catch (ClosedByInterruptException e) {
                    Thread.currentThread().interrupt(); // its own transfer may end; that is what the interrupt is for
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            reader.start();
            reader.join();
            assertArrayEquals(Files.readAllBytes(file), Contents.read(mine, 0));
            assertInstanceOf(Lookup.Found.class, find("names/noext"));
            assertFalse(repository.list(ResourcePath.of("names")).isEmpty());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            List<Path> files = all.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            assertTrue(files.size() > 20, "the sample has files");
            return files;
        }
    }

    private ResourcePath path(Path file) {
        return ResourcePath.of(tree.relativize(file).toString());
    }

    private Lookup find(String path) {
        return repository.find(ResourcePath.of(path));
    }

    private Resource found(ResourcePath path) {
        return assertInstanceOf(Lookup.Found.class, repository.find(path), path.toString())
                .resource();
    }
}
