package org.stirrup.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceRegistration;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.net.Link;
import org.stirrup.testkit.content.SampleTree;
import org.stirrup.testkit.process.Program;

/** The content tree over the boot listener. */
class ContentIT {
    @TempDir
    static Path storage;

    @TempDir
    static Path root;

    @TempDir
    Path received;

    private static HttpFixture http;
    private static ServiceRegistration<ContentResolver> tree;
    private static byte[] large;

    @BeforeAll
    static void open() throws Exception {
        SampleTree.in(root.resolve("pub"));
        large = new byte[24 << 20];
        new Random(1).nextBytes(large);
        Files.write(root.resolve("install.img"), large);
        http = new HttpFixture(storage);
        tree = http.tree(root);
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
    }

    @AfterAll
    static void close() throws Exception {
        http.platform.stop();
    }

    @BeforeEach
    void forget() {
        http.journal.events.clear();
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(http.url(path)));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    private static HttpResponse<String> text(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    /** What no decent client sends. @return the status line */
    private static String raw(String requestLine) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", http.port)) {
            String request = requestLine + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("nothing");
        }
    }

    @Test
    void aFileComesWholeAndIsWrittenDown() throws Exception {
        HttpResponse<byte[]> response = send(to("install.img"));
        assertEquals(200, response.statusCode());
        assertArrayEquals(large, response.body());
        assertEquals(Integer.toString(large.length), header(response, "Content-Length"));
        assertEquals(
                "install.img", http.journal.await(Kind.TRANSFER_START).details().get("file"));
        BootEvent end = http.journal.await(Kind.TRANSFER_END);
        assertEquals(Integer.toString(large.length), end.details().get("bytes"));
        assertEquals("http", end.details().get("protocol"));
        assertEquals("/127.0.0.1", end.address().orElseThrow().toString());
    }

    @Test
    void anEmptyFileIsAFile() throws Exception {
        HttpResponse<byte[]> response = send(to("pub/sizes/0.bin"));
        assertEquals(200, response.statusCode());
        assertEquals("0", header(response, "Content-Length"));
        assertEquals("0", http.journal.await(Kind.TRANSFER_END).details().get("bytes"));
    }

    @Test
    void headHasTheLengthOnly() throws Exception {
        HttpResponse<byte[]> response = send(to("install.img").method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, response.statusCode());
        assertEquals(0, response.body().length);
        assertEquals(Integer.toString(large.length), header(response, "Content-Length"));
        assertEquals("bytes", header(response, "Accept-Ranges"));
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-9,0,10", "bytes=1000000-,1000000,-1", "bytes=-5,-5,-1", "bytes=5-5,5,6"})
    void aPartComes(String range, int from, int to) throws Exception {
        HttpResponse<byte[]> response = send(to("install.img").header("Range", range));
        int first = from < 0 ? large.length + from : from;
        int end = to < 0 ? large.length : to;
        assertEquals(206, response.statusCode());
        assertArrayEquals(Arrays.copyOfRange(large, first, end), response.body());
        assertEquals("bytes " + first + "-" + (end - 1) + "/" + large.length, header(response, "Content-Range"));
        assertEquals(Integer.toString(end - first), header(response, "Content-Length"));
    }

    @Test
    void partsThatCannotBeHad() throws Exception {
        HttpResponse<byte[]> response = send(to("install.img").header("Range", "bytes=" + large.length + "-"));
        assertEquals(416, response.statusCode());
        assertEquals("bytes */" + large.length, header(response, "Content-Range"));
        assertEquals(
                200,
                send(to("pub/sizes/513.bin").header("Range", "bytes=0-1,4-5")).statusCode());
        HttpRequest.Builder other = to("pub/sizes/513.bin").header("Range", "bytes=0-1");
        assertEquals(200, send(other.header("If-Range", "\"other\"")).statusCode());
    }

    @Test
    void whatTheClientHasIsNotSentAgain() throws Exception {
        HttpResponse<byte[]> first = send(to("pub/images/pxeboot/vmlinuz"));
        assertEquals("Wed, 04 Nov 2020 11:33:22 GMT", header(first, "Last-Modified"));
        for (String[] condition : new String[][] {
            {"If-None-Match", header(first, "ETag")}, {"If-Modified-Since", header(first, "Last-Modified")}
        }) {
            HttpResponse<byte[]> again = send(to("pub/images/pxeboot/vmlinuz").header(condition[0], condition[1]));
            assertEquals(304, again.statusCode());
            assertEquals(0, again.body().length);
        }
    }

    @ParameterizedTest
    @CsvSource({"boot.efi,application/efi", "a.ipxe,text/plain;charset=utf-8", "x.CFG,text/plain;charset=utf-8"})
    void contentTypesGoByTheName(String name, String type) throws Exception {
        Files.writeString(root.resolve(name), "x");
        assertEquals(type, header(send(to(name)), "Content-Type").toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void aFolderIsAPageWithLinksThatLead() throws Exception {
        HttpResponse<String> moved = text(to("pub/names"));
        assertEquals(301, moved.statusCode());
        assertEquals("/pub/names/", header(moved, "Location"));
        HttpResponse<String> page = text(to("pub/names/"));
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("href=\"with%20space%20%26%20plus%2B%2C"), page.body());
        assertTrue(page.body().contains(">with space &amp; plus+"), page.body());
        assertEquals(200, text(to("")).statusCode());
    }

    @Test
    void doubledSlashesAndStrangeNames() throws Exception {
        assertEquals("HTTP/1.1 200 OK", raw("GET //pub//names///lower.txt"));
        assertEquals("HTTP/1.1 200 OK", raw("GET /pub/names/%7Etilde"));
        assertEquals("HTTP/1.1 200 OK", raw("GET /pub%2Fnames/noext"));
        assertEquals("HTTP/1.1 200 OK", raw("GET /pub/names/two..dots?query"));
    }

    @Test
    void whatIsNotThere() throws Exception {
        HttpResponse<String> response = text(to("pub/none"));
        assertEquals(404, response.statusCode());
        assertEquals("/pub/none: no such file\n", response.body());
        assertEquals("pub/none", http.journal.await(Kind.NOT_FOUND).details().get("file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "MKCOL", "PROPFIND"})
    void nothingCanBeWritten(String method) throws Exception {
        assertEquals("HTTP/1.1 405 Method Not Allowed", raw(method + " /new"));
        assertTrue(http.journal.await(Kind.REFUSED).text().startsWith(method + " /new"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd",
                "/pub/../../etc/passwd",
                "/%2e%2e/etc/passwd",
                "/pub/%2e%2e%2f%2e%2e/x",
                "/..%2fetc",
                "/pub%5c..%5cx",
                "/pub\\x",
                "/a%00b",
                "/a%0d%0aSet-Cookie:x",
                "/%c0%ae%c0%ae/x",
                "/%ff",
                "/%zz",
                "/pub/..;/..;/x",
                "/.%2e/x",
                "http://x/../etc"
            })
    void aPathOutOfTheTreeIsRefused(String path) throws Exception {
        String status = raw("GET " + path);
        assertTrue(status.matches("HTTP/1.1 (400|403|404) .*"), path + " -> " + status);
        assertTrue(!status.contains(" 404 ") || path.contains(";"), path + " -> " + status);
    }

    @Test
    void theListenerStaysWhileTheTreeIsAway() throws Exception {
        tree.unregister();
        assertEquals(503, text(to("install.img")).statusCode());
        tree = http.tree(root);
        assertEquals(200, text(to("pub/names/lower.txt")).statusCode());
    }

    @Test
    void aTransferOutlivesItsFileAndItsTree() throws Exception {
        Path file = Files.write(root.resolve("removed.img"), large);
        try (Socket socket = new Socket("127.0.0.1", http.port)) {
            socket.getOutputStream().write("GET /removed.img HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            http.journal.await(Kind.TRANSFER_START);
            Files.delete(file);
            tree.unregister();
            byte[] answer = socket.getInputStream().readAllBytes();
            assertArrayEquals(large, Arrays.copyOfRange(answer, answer.length - large.length, answer.length));
        } finally {
            tree = http.tree(root);
        }
        http.journal.await(Kind.TRANSFER_END);
    }

    @Test
    void aClientThatHangsUpIsWrittenDown() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", http.port)) {
            socket.getOutputStream().write("GET /install.img HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            http.journal.await(Kind.TRANSFER_START);
        }
        assertEquals(
                "install.img",
                http.journal.await(Kind.TRANSFER_FAILED).details().get("file"));
    }

    @Test
    void twentyAtOnceGetWhatTheyAskedFor() throws Exception {
        assumeTrue(Program.installed("curl"), "curl is not installed");
        ExecutorService clients = Executors.newFixedThreadPool(20);
        try {
            List<Future<Program.Result>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                results.add(clients.submit(() -> Program.run("curl", "--disable", "-sS", http.url("install.img"))));
            }
            for (Future<Program.Result> result : results) {
                assertEquals(0, result.get().status(), result.get().errors());
                assertArrayEquals(large, result.get().output());
            }
        } finally {
            clients.shutdown();
        }
    }

    @Test
    void curlResumes() throws Exception {
        assumeTrue(Program.installed("curl"), "curl is not installed");
        Path target = Files.write(received.resolve("x"), Arrays.copyOf(large, 1_000_000));
        Program.Result result =
                Program.run("curl", "--disable", "-sS", "-C", "-", "-o", target.toString(), http.url("install.img"));
        assertEquals(0, result.status(), result.errors());
        assertArrayEquals(large, Files.readAllBytes(target));
    }

    @Test
    void wgetMirrorsATree() throws Exception {
        assumeTrue(Program.installed("wget"), "wget is not installed");
        Program.Result result = Program.run(
                "wget",
                "--no-config",
                "-q",
                "-r",
                "-l",
                "inf",
                "-np",
                "-nH",
                "--restrict-file-names=nocontrol",
                "-R",
                "index.html*",
                "-P",
                received.toString(),
                http.url("pub/"));
        assertEquals(0, result.status(), result.errors());
        try (Stream<Path> all = Files.walk(root.resolve("pub"))) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                // wget fetches %2541 rightly, and then decodes the name of its own file once more.
                String name = root.relativize(each).toString().replace("%41", "A");
                assertEquals(-1, Files.mismatch(each, received.resolve(name)), name);
            }
        }
    }
}
