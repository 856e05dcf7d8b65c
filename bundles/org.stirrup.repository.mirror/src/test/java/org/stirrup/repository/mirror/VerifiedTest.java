package org.stirrup.repository.mirror;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.repository.mirror.cache.Cache;
import org.stirrup.repository.mirror.cache.Entry;
import org.stirrup.repository.mirror.fetch.Fetches;
import org.stirrup.repository.mirror.upstream.Upstream;
import org.stirrup.repository.mirror.verify.Checksums;

/** Files whose checksums an index of the distribution has. */
@Timeout(120)
class VerifiedTest {
    private static final String RELEASE = "dists/stable/InRelease";
    private static final String LISTS = "dists/stable/main/binary-amd64/";
    private static final String DEB = "pool/main/h/hello_1_amd64.deb";
    private static final byte[] GOOD = "hello, a package".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BAD = "hellO, a package".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private FakeUpstream upstream;
    private Fetches fetches;
    private Cache cache;
    private Mirror mirror;

    @BeforeEach
    void start() throws Exception {
        upstream = new FakeUpstream();
        open();
    }

    private void open() throws IOException {
        cache = new Cache(folder, 1 << 20, () -> now);
        Checksums checksums = new Checksums();
        fetches = new Fetches(new Upstream(upstream.base(), Set.of()), cache, checksums, () -> now);
        fetches.learnKept();
        mirror = new Mirror(cache, checksums, fetches, Duration.ofHours(1), () -> now);
    }

    @AfterEach
    void stop() {
        fetches.close();
        upstream.close();
    }

    private static String sum(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void has(String path, byte[] bytes) {
        upstream.files.put("/base/" + path, bytes);
    }

    /** An archive with one package, its list packed twice, as Debian's are. */
    private void archive(byte[] deb) throws Exception {
        byte[] list = packed("Package: hello\nFilename: " + DEB + "\nSize: " + deb.length + "\nMD5sum: 0\nSHA256: "
                + sum(deb) + "\n\nPackage: trap\nFilename: ../../etc/passwd\nSize: 1\nSHA256: " + sum(deb) + "\n");
        byte[] xz = "not read here".getBytes(StandardCharsets.UTF_8);
        has(LISTS + "Packages.gz", list);
        has(LISTS + "Packages.xz", xz);
        has(
                RELEASE,
                ("-----BEGIN PGP SIGNED MESSAGE-----\n\nMD5Sum:\n 00 9 main/binary-amd64/Packages.gz\nSHA256:\n "
                                + sum(list) + " " + list.length + " main/binary-amd64/Packages.gz\n " + sum(xz) + "   "
                                + xz.length + " main/binary-amd64/Packages.xz\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private byte[] read(String path) throws Exception {
        Lookup lookup = mirror.await(ResourcePath.of(path));
        Resource resource =
                assertInstanceOf(Lookup.Found.class, lookup, lookup.toString()).resource();
        try (InputStream in = Resource.stream(resource.open(), 0)) {
            return in.readAllBytes();
        }
    }

    private Entry kept(String path) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (cache.find(ResourcePath.of(path)).isEmpty()) {
            assertTrue(System.nanoTime() < end, path + " is not kept");
            Thread.sleep(5);
        }
        return cache.find(ResourcePath.of(path)).orElseThrow();
    }

    @Test
    void aPackageThatIsAsTheListSaysIsGoodForEver() throws Exception {
        archive(GOOD);
        has(DEB, GOOD);
        read(RELEASE);
        read(LISTS + "Packages.gz");
        assertArrayEquals(GOOD, read(DEB));
        assertTrue(kept(DEB).verified());
        assertTrue(kept(LISTS + "Packages.gz").verified());
        assertFalse(kept(RELEASE).verified(), "its signature is for the installer to check");
        now = now.plus(Duration.ofDays(100));
        fetches.close();
        open();
        read(DEB);
        read(LISTS + "Packages.gz");
        assertEquals(1, upstream.count("/base/" + DEB));
    }

    @Test
    void aPackageThatIsNotIsNotGivenWhole() throws Exception {
        archive(GOOD);
        has(DEB, BAD);
        read(RELEASE);
        read(LISTS + "Packages.gz");
        ResourcePath path = ResourcePath.of(DEB);
        Resource resource =
                assertInstanceOf(Lookup.Found.class, mirror.await(path)).resource();
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        IOException told = assertThrows(IOException.class, () -> {
            try (InputStream in = Resource.stream(resource.open(), 0)) {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    got.write(b);
                }
            }
        });
        assertTrue(told.getMessage().contains("SHA-256"), told.getMessage());
        assertTrue(got.size() < BAD.length, "the last byte is held back");
        assertTrue(cache.find(path).isEmpty());
        assertTrue(fetches.verdicts().refused().get(path).contains(sum(GOOD)));
        has(DEB, new byte[3]);
        assertTrue(assertInstanceOf(Lookup.Failed.class, mirror.await(path))
                .because()
                .contains("has 3 bytes"));
        has(DEB, GOOD);
        assertArrayEquals(GOOD, read(DEB));
        kept(DEB);
        assertEquals(0, fetches.verdicts().refused().size());
    }

    @Test
    void aListThatIsNotReadHereHasOneBesideItThatIs() throws Exception {
        archive(GOOD);
        has(DEB, BAD);
        read(RELEASE);
        read(LISTS + "Packages.xz");
        kept(LISTS + "Packages.gz");
        assertThrows(IOException.class, () -> read(DEB));
    }

    /** The upstream went on to its next version between the two requests. */
    @Test
    void aListThatIsNewerThanTheIndexHasTheIndexFetchedAgain() throws Exception {
        archive(BAD);
        read(RELEASE);
        kept(RELEASE);
        archive(GOOD);
        has(DEB, GOOD);
        read(LISTS + "Packages.gz");
        assertEquals(2, upstream.count("/base/" + RELEASE));
        assertTrue(kept(LISTS + "Packages.gz").verified());
        assertArrayEquals(GOOD, read(DEB));
    }

    @Test
    void aNewIndexMakesTheOldListStale() throws Exception {
        archive(BAD);
        read(RELEASE);
        read(LISTS + "Packages.gz");
        kept(LISTS + "Packages.gz");
        archive(GOOD);
        now = now.plus(Duration.ofHours(2));
        read(RELEASE);
        kept(RELEASE);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (upstream.count("/base/" + LISTS + "Packages.gz") < 2) {
            assertTrue(System.nanoTime() < end, "the list of before is given still");
            read(LISTS + "Packages.gz");
        }
    }

    @Test
    void aListMayBeNamedByItsChecksum() throws Exception {
        byte[] list = "anything".getBytes(StandardCharsets.UTF_8);
        has(LISTS + "by-hash/SHA256/" + sum(list), list);
        has(LISTS + "by-hash/SHA256/" + sum(GOOD), BAD);
        assertArrayEquals(list, read(LISTS + "by-hash/SHA256/" + sum(list)));
        assertThrows(IOException.class, () -> read(LISTS + "by-hash/SHA256/" + sum(GOOD)));
    }

    @Test
    void packagesOfRpmAreInThePrimaryList() throws Exception {
        byte[] primary = packed("<?xml version=\"1.0\"?><metadata xmlns=\"http://linux.duke.edu/metadata/common\">"
                + "<package type=\"rpm\"><name>hello</name><checksum type=\"sha256\" pkgid=\"YES\">" + sum(GOOD)
                + "</checksum><size package=\"" + GOOD.length + "\" installed=\"1\"/>"
                + "<location href=\"Packages/hello.rpm\"/></package></metadata>");
        has("os/repodata/1-primary.xml.gz", primary);
        has(
                "os/repodata/repomd.xml",
                ("<repomd><data type=\"primary\"><checksum type=\"sha256\">" + sum(primary)
                                + "</checksum><open-checksum type=\"sha256\">x</open-checksum>"
                                + "<location href=\"repodata/1-primary.xml.gz\"/><size>" + primary.length
                                + "</size><open-size>5</open-size></data></repomd>")
                        .getBytes(StandardCharsets.UTF_8));
        has("os/Packages/hello.rpm", BAD);
        read("os/repodata/repomd.xml");
        assertTrue(kept("os/repodata/1-primary.xml.gz").verified(), "fetched by itself");
        assertThrows(IOException.class, () -> read("os/Packages/hello.rpm"));
        has("os/Packages/hello.rpm", GOOD);
        assertArrayEquals(GOOD, read("os/Packages/hello.rpm"));
    }

    @Test
    void anIndexThatCannotBeReadSaysNothing() throws Exception {
        has(
                "os/repodata/repomd.xml",
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><r>&a;".getBytes(StandardCharsets.UTF_8));
        has(LISTS + "Packages.gz", new byte[] {1, 2, 3});
        read("os/repodata/repomd.xml");
        read(LISTS + "Packages.gz");
        has(DEB, GOOD);
        assertArrayEquals(GOOD, read(DEB));
        assertFalse(kept(DEB).verified());
    }
}
