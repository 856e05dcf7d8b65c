package org.stirrup.repository.mirror;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.repository.mirror.cache.Cache;
import org.stirrup.repository.mirror.fetch.Fetches;
import org.stirrup.repository.mirror.upstream.Upstream;
import org.stirrup.repository.mirror.verify.Checksums;

/**
 * A mirror of a server on the loopback interface. It is no provider for the contract of repositories, which shows a whole
 * tree that is listed: what the upstream has, a mirror knows only of what was asked for.
 */
@Timeout(120)
class MirrorTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private Instant now = NOON;
    private FakeUpstream upstream;
    private Fetches fetches;
    private Cache cache;
    private Mirror mirror;

    @BeforeEach
    void start() throws Exception {
        upstream = new FakeUpstream();
        open(10 * MEBIBYTE, Set.of());
    }

    @AfterEach
    void stop() {
        fetches.close();
        upstream.close();
    }

    private void open(long limit, Set<String> redirectHosts) throws IOException {
        cache = new Cache(folder, limit, () -> now);
        Checksums checksums = new Checksums();
        fetches = new Fetches(new Upstream(upstream.base(), redirectHosts), cache, checksums, () -> now);
        fetches.learnKept();
        mirror = new Mirror(cache, checksums, fetches, HOUR, () -> now);
    }

    private void reopen(long limit, Set<String> redirectHosts) throws IOException {
        fetches.close();
        open(limit, redirectHosts);
    }

    private byte[] has(String path, int size) {
        byte[] bytes = new byte[size];
        new Random(path.hashCode()).nextBytes(bytes);
        upstream.files.put("/base/" + path, bytes);
        return bytes;
    }

    private Lookup find(String path) {
        return mirror.await(ResourcePath.of(path));
    }

    private Resource found(String path) {
        Lookup lookup = find(path);
        return assertInstanceOf(Lookup.Found.class, lookup, lookup.toString()).resource();
    }

    private byte[] read(String path) throws IOException {
        return read(found(path));
    }

    private static byte[] read(Resource resource) throws IOException {
        try (InputStream in = Resource.stream(resource.open(), 0)) {
            return in.readAllBytes();
        }
    }

    /** What was fetched is kept a moment after its last byte was read. */
    private void awaitKept(String... paths) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (String path : paths) {
            while (cache.find(ResourcePath.of(path)).isEmpty()) {
                assertTrue(System.nanoTime() < end, path + " is not kept");
                Thread.sleep(5);
            }
        }
    }

    @Test
    void aFileIsFetchedOnceAndKept() throws Exception {
        byte[] bytes = has("pool/g++_1~a b.deb", 200_000);
        Resource first = found("pool/g++_1~a b.deb");
        assertEquals(bytes.length, first.size());
        assertEquals(Instant.parse("2026-11-22T12:00:00Z"), first.modified());
        assertArrayEquals(bytes, read(first));
        assertArrayEquals(bytes, read("pool/g++_1~a b.deb"));
        upstream.close();
        reopen(10 * MEBIBYTE, Set.of());
        assertArrayEquals(bytes, read("pool/g++_1~a b.deb"), "without the upstream, after a restart");
        assertEquals(List.of("GET /base/pool/g%2B%2B_1~a%20b.deb"), upstream.asked);
        assertInstanceOf(Lookup.Failed.class, find("pool/other.deb"));
    }

    @Test
    void anEmptyFileIsAFile() throws Exception {
        upstream.files.put("/base/empty", new byte[0]);
        upstream.ways.put("/base/empty", (exchange, bytes) -> {
            exchange.getResponseHeaders().set("Content-Length", "0");
            exchange.sendResponseHeaders(200, -1);
        });
        assertEquals(0, read("empty").length);
    }

    @Test
    void manyReadItWhileItComes() throws Exception {
        byte[] bytes = has("big", MEBIBYTE);
        CountDownLatch halfRead = new CountDownLatch(8);
        upstream.ways.put("/base/big", (exchange, all) -> {
            exchange.sendResponseHeaders(200, all.length);
            exchange.getResponseBody().write(all, 0, all.length / 2);
            exchange.getResponseBody().flush();
            await(halfRead);
            exchange.getResponseBody().write(all, all.length / 2, all.length - all.length / 2);
        });
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> reads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                reads.add(clients.submit(() -> {
                    try (InputStream in = Resource.stream(found("big").open(), 0)) {
                        byte[] half = in.readNBytes(bytes.length / 2);
                        halfRead.countDown();
                        ByteBuffer all = ByteBuffer.allocate(bytes.length).put(half);
                        return all.put(in.readAllBytes()).array();
                    }
                }));
            }
            for (Future<byte[]> read : reads) {
                assertArrayEquals(bytes, read.get(60, TimeUnit.SECONDS));
            }
        } finally {
            clients.shutdownNow();
        }
        assertEquals(1, upstream.count("/base/big"));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody read the first half");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** As TFTP asks. */
    @Test
    void whoDoesNotWaitAsksAgainUntilItIsThere() throws Exception {
        byte[] bytes = has("kernel", 100_000);
        CountDownLatch asked = new CountDownLatch(1);
        upstream.ways.put("/base/kernel", (exchange, all) -> {
            exchange.sendResponseHeaders(200, all.length);
            exchange.getResponseBody().write(all, 0, 50_000);
            exchange.getResponseBody().flush();
            await(asked);
            exchange.getResponseBody().write(all, 50_000, all.length - 50_000);
        });
        ResourcePath kernel = ResourcePath.of("kernel");
        assertInstanceOf(Lookup.Coming.class, mirror.find(kernel));
        find("kernel");
        assertInstanceOf(Lookup.Coming.class, mirror.find(kernel), "it comes, and nobody is to wait for the rest");
        asked.countDown();
        awaitKept("kernel");
        Lookup.Found there = assertInstanceOf(Lookup.Found.class, mirror.find(kernel));
        assertArrayEquals(bytes, read(there.resource()));
        now = NOON.plus(HOUR).plusSeconds(1);
        assertInstanceOf(Lookup.Found.class, mirror.find(kernel), "good enough while it is asked for again");
        ResourcePath nothing = ResourcePath.of("nothing");
        mirror.find(nothing);
        find("nothing");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (mirror.find(nothing) instanceof Lookup.Coming) {
            assertTrue(System.nanoTime() < end, "nobody says that it is not there");
            Thread.sleep(5);
        }
        assertInstanceOf(Lookup.Absent.class, mirror.find(nothing));
    }

    @Test
    void whatEndsTooEarlyFailsForTheReaderAndIsFetchedAgain() throws Exception {
        byte[] bytes = has("cut", 100_000);
        upstream.ways.put("/base/cut", (exchange, all) -> {
            exchange.sendResponseHeaders(200, all.length);
            exchange.getResponseBody().write(all, 0, 50_000);
            exchange.getResponseBody().flush();
        });
        Resource broken = found("cut");
        assertThrows(IOException.class, () -> read(broken));
        upstream.ways.clear();
        assertEquals(List.of(), mirror.list(ResourcePath.ROOT));
        assertArrayEquals(bytes, read("cut"));
        try (Stream<Path> files = Files.list(folder)) {
            awaitKept("cut");
            assertEquals(
                    0, files.filter(file -> file.toString().endsWith(".part")).count());
        }
    }

    @Test
    void foldersShowWhatIsKept() throws Exception {
        has("dists/stable/a", 10);
        has("dists/b", 20);
        assertInstanceOf(Lookup.Folder.class, find(""));
        assertEquals(List.of(), mirror.list(ResourcePath.ROOT));
        read("dists/stable/a");
        read("dists/b");
        awaitKept("dists/stable/a", "dists/b");
        assertInstanceOf(Lookup.Folder.class, find("dists"));
        assertEquals(
                List.of("b 20", "stable 0"),
                mirror.list(ResourcePath.of("dists")).stream()
                        .map(entry -> entry.name() + " " + entry.size())
                        .toList());
        assertTrue(mirror.list(ResourcePath.of("dists")).stream()
                .filter(ContentEntry::folder)
                .allMatch(entry -> entry.name().equals("stable")));
        upstream.redirects.put("/base/pool", "/base/pool/");
        assertInstanceOf(Lookup.Folder.class, find("pool"));
        assertInstanceOf(Lookup.Absent.class, find("nothing"));
    }

    @Test
    void nothingOutsideOfTheBaseIsAskedFor() throws Exception {
        byte[] bytes = has("real", 100);
        upstream.files.put("/other/secret", bytes);
        upstream.redirects.put("/base/inside", "real");
        upstream.redirects.put("/base/up", "/base/../other/secret");
        upstream.redirects.put("/base/encoded", "/base/%2e%2e/other/secret");
        upstream.redirects.put("/base/out", "/other/secret");
        upstream.redirects.put("/base/round", "/base/round");
        upstream.redirects.put("/base/file", "file:///etc/passwd");
        upstream.redirects.put("/base/bad", "http://[");
        String away = upstream.base().toString().replace("127.0.0.1", "localhost") + "real";
        upstream.redirects.put("/base/away", away);
        assertArrayEquals(bytes, read("inside"));
        for (String path : List.of("up", "encoded", "out", "round", "file", "bad", "away")) {
            Lookup lookup = find(path);
            assertInstanceOf(Lookup.Refused.class, lookup, path + ": " + lookup);
        }
        assertTrue(upstream.asked.stream().noneMatch(line -> line.contains("secret")), upstream.asked.toString());
        assertThrows(IllegalArgumentException.class, () -> ResourcePath.of("../other/secret"));
        reopen(10 * MEBIBYTE, Set.of("localhost"));
        assertArrayEquals(bytes, read("away"));
        assertTrue(upstream.asked.stream().allMatch(line -> line.startsWith("GET ")), "GET alone");
    }

    @Test
    void withoutALengthItIsRefused() {
        has("chunked", 100);
        upstream.ways.put("/base/chunked", (exchange, bytes) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes);
        });
        String because = assertInstanceOf(Lookup.Refused.class, find("chunked")).because();
        assertTrue(because.contains("Content-Length"), because);
    }

    @Test
    void whatMayChangeIsAskedForAgainAfterAWhile() throws Exception {
        byte[] before = has("dists/stable/x", 100);
        read("dists/stable/x");
        awaitKept("dists/stable/x");
        now = NOON.plus(HOUR).plusSeconds(1);
        assertArrayEquals(before, read("dists/stable/x"));
        assertEquals("GET /base/dists/stable/x if", upstream.asked.get(1));
        assertArrayEquals(before, read("dists/stable/x"));
        assertEquals(2, upstream.asked.size(), "good for another while");
        now = now.plus(HOUR).plusSeconds(1);
        upstream.files.put("/base/dists/stable/x", new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, read("dists/stable/x"));
        awaitKept("dists/stable/x");
        now = now.plus(HOUR).plusSeconds(1);
        upstream.files.clear();
        assertArrayEquals(new byte[] {1, 2, 3}, read("dists/stable/x"), "gone there, kept here");
        now = now.plus(HOUR).plusSeconds(1);
        upstream.close();
        assertArrayEquals(new byte[] {1, 2, 3}, read("dists/stable/x"));
        assertTrue(fetches.trouble().isPresent());
    }

    @Test
    void whatWasNotUsedForLongestMakesRoom() throws Exception {
        reopen(1000, Set.of());
        for (String name : List.of("a", "b", "c")) {
            has(name, 400);
        }
        read("a");
        awaitKept("a");
        read("b");
        awaitKept("a", "b");
        Resource held = found("b");
        try (Resource.Content open = held.open()) {
            found("a");
            read("c");
            awaitKept("c");
            assertEquals(
                    List.of("a", "c"),
                    mirror.list(ResourcePath.ROOT).stream()
                            .map(ContentEntry::name)
                            .toList());
            assertTrue(cache.size() <= 1000);
            assertEquals(400, open.read(ByteBuffer.allocate(500), 0), "who reads it reads it to its end");
        }
        has("huge", 1001);
        String because = assertInstanceOf(Lookup.Failed.class, find("huge")).because();
        assertTrue(because.contains("more than the whole cache"), because);
        assertEquals(2, mirror.list(ResourcePath.ROOT).size());
        reopen(500, Set.of());
        assertEquals(1, mirror.list(ResourcePath.ROOT).size(), "a smaller limit counts at once");
    }

    @Test
    void whatACrashLeftIsNotTakenForWhole() throws Exception {
        byte[] bytes = has("a", 1000);
        read("a");
        awaitKept("a");
        fetches.close();
        Path data = cache.data(ResourcePath.of("a"));
        Files.write(data, new byte[999]);
        Files.write(folder.resolve("x.part"), new byte[10]);
        Files.write(folder.resolve("0".repeat(64) + ".data"), new byte[10]);
        Files.writeString(folder.resolve("1".repeat(64) + ".meta"), "path=../../etc\nsize=rubbish\n");
        open(10 * MEBIBYTE, Set.of());
        assertArrayEquals(bytes, read("a"));
        assertEquals(2, upstream.count("/base/a"));
        awaitKept("a");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }
}
