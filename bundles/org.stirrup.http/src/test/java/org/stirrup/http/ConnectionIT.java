package org.stirrup.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.net.Link;
import org.stirrup.testkit.content.FolderTree;

/** Many requests on a connection, many connections at once, and those that are slow or held up. */
class ConnectionIT {
    private static final int THREADS = 8;

    /** More than the buffers of both ends of a loopback connection hold. */
    private static final int LARGE = 16 << 20;

    @TempDir
    Path storage;

    @TempDir
    Path root;

    private final CountDownLatch slowMayGoOn = new CountDownLatch(1);
    private byte[] large;
    private HttpFixture http;

    @BeforeEach
    void open() throws Exception {
        large = new byte[LARGE];
        new Random(3).nextBytes(large);
        Files.write(root.resolve("install.img"), large);
        Files.writeString(root.resolve("hello"), "hello");
        http = new HttpFixture(storage);
        configure(60);
        http.platform.register(ContentResolver.class, new Held(new FolderTree(root)));
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
    }

    @AfterEach
    void close() throws Exception {
        slowMayGoOn.countDown();
        http.platform.stop();
    }

    private void configure(int idleTimeout) throws IOException {
        http.configure(
                "org.stirrup.http",
                Map.of(
                        "port", Integer.toString(http.port),
                        "threads", Integer.toString(THREADS),
                        "idleTimeout", Integer.toString(idleTimeout)));
    }

    /** Finds what is in a folder, and "held" not before it may. */
    private final class Held implements ContentResolver {
        private final ContentResolver folder;

        Held(ContentResolver folder) {
            this.folder = folder;
        }

        @Override
        public Lookup find(ResourcePath path, Requester requester) {
            if (path.text().startsWith("held")) {
                try {
                    slowMayGoOn.await();
                } catch (InterruptedException e) {
                    return new Lookup.Failed("interrupted");
                }
                return folder.find(ResourcePath.of("hello"), requester);
            }
            return folder.find(path, requester);
        }

        @Override
        public List<ContentEntry> list(ResourcePath path, Requester requester) {
            return folder.list(path, requester);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(HttpFixture.loopback(), http.port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** One answer and no byte more: status line, an empty line, the body. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            assertTrue(next >= 0, "ended within " + head);
            head.write(next);
        }
        List<String> lines = head.toString(StandardCharsets.ISO_8859_1).lines().toList();
        int length = lines.stream()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
        return lines.get(0) + "|" + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private String fetch(String path) throws IOException {
        try (Socket socket = connect()) {
            say(socket, "GET " + path + " HTTP/1.1|Host: x|Connection: close||");
            return rest(socket);
        }
    }

    @Test
    void requestsThatAreSentAheadAreAnsweredInTheirOrder() throws Exception {
        try (Socket socket = connect()) {
            say(
                    socket,
                    "GET /hello HTTP/1.1|Host: x||GET /none HTTP/1.1|Host: x||POST /hello HTTP/1.1|Host: x|"
                            + "Content-Length: 29||GET /smuggled HTTP/1.1|Host:"
                            + "GET /hello HTTP/1.1|Host: x|Range: bytes=1-2||GET /install.img HTTP/1.1|Host: x|"
                            + "Connection: close||");
            assertEquals("HTTP/1.1 200 OK|hello", answer(socket));
            assertEquals("HTTP/1.1 404 Not Found|/none: no such file\n", answer(socket));
            assertEquals("HTTP/1.1 405 Method Not Allowed|GET and HEAD only\n", answer(socket));
            assertEquals("HTTP/1.1 206 Partial Content|el", answer(socket));
            String last = rest(socket);
            byte[] body = last.substring(last.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
            assertArrayEquals(large, body);
        }
    }

    @Test
    void headHasNoBodyBehindIt() throws Exception {
        try (Socket socket = connect()) {
            say(socket, "HEAD /hello HTTP/1.1|Host: x||HEAD /none HTTP/1.1|Host: x|Connection: close||");
            String all = rest(socket);
            assertEquals(2, all.split("HTTP/1.1 ", -1).length - 1, all);
            assertTrue(all.contains("Content-Length: 5\r\n") && all.endsWith("\r\n\r\n"), all);
        }
    }

    @Test
    void aConnectionOfHttp10StaysWhenTheClientAsksForIt() throws Exception {
        try (Socket socket = connect()) {
            say(socket, "GET /hello HTTP/1.0|Connection: keep-alive||");
            assertEquals("HTTP/1.1 200 OK|hello", answer(socket));
            say(socket, "GET /hello HTTP/1.0||");
            assertTrue(rest(socket).endsWith("\r\n\r\nhello"));
        }
    }

    @Test
    void aBodyWithTwoEndsIsRefusedAndTheConnectionClosed() throws Exception {
        try (Socket socket = connect()) {
            say(
                    socket,
                    "POST /report/x/failed HTTP/1.1|Host: x|Content-Length: 4|Transfer-Encoding: chunked||0||"
                            + "GET /hello HTTP/1.1|Host: x||");
            String all = rest(socket);
            assertTrue(all.startsWith("HTTP/1.1 400 ") && all.contains("\r\nConnection: close\r\n"), all);
            assertTrue(!all.contains("hello"), all);
        }
    }

    /** curl asks before it sends a long log, and sends what it reads from a pipe in chunks. */
    @Test
    void bodiesAreAskedForAndComeInChunks() throws Exception {
        try (Socket socket = connect()) {
            say(socket, "POST /report/x/failed HTTP/1.1|Host: x|Content-Length: 5|Expect: 100-continue||");
            assertEquals("HTTP/1.1 100 Continue|", answer(socket));
            say(socket, "12345");
            assertEquals("HTTP/1.1 503 Service Unavailable|the host directory is not available\n", answer(socket));
            say(socket, "POST /report/x/failed HTTP/1.1|Host: x|Transfer-Encoding: chunked||3|abc|0||");
            assertEquals("HTTP/1.1 503 Service Unavailable|the host directory is not available\n", answer(socket));
            say(socket, "POST /report/x/failed HTTP/1.1|Host: x|Content-Length: 99999999999||");
            assertTrue(rest(socket).startsWith("HTTP/1.1 413 "));
        }
    }

    @Test
    void aRequestThatComesTooSlowlyIsEnded() throws Exception {
        configure(5);
        assertTrue(!http.endpoints.next() && http.endpoints.next());
        try (Socket socket = connect();
                Socket silent = connect()) {
            say(socket, "GET /hello HTTP/1.1|");
            assertTrue(rest(socket).startsWith("HTTP/1.1 408 "));
            assertEquals("", rest(silent));
        }
    }

    /** Each takes some and then nothing: none of them holds a thread, and the next client gets all. */
    @Test
    void manySlowClientsHoldNoThread() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = connect();
                slow.add(socket);
                say(socket, "GET /install.img HTTP/1.1|Host: x||");
            }
            for (Socket socket : slow) {
                assertEquals('H', socket.getInputStream().read());
            }
            assertTrue(fetch("/install.img").length() > LARGE);
            assertTrue(threads() <= THREADS + 2, "threads: " + threads());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        for (Socket socket : slow) {
            http.journal.await(Kind.TRANSFER_FAILED);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("stirrup-http-"))
                .count();
    }

    /** As many requests at a plugin that does not come back as leave threads for the loops, four at most. */
    @Test
    void aPluginThatIsHeldUpHoldsUpNobodyElse() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS - 4; i++) {
                Socket socket = connect();
                held.add(socket);
                say(socket, "GET /held" + i + " HTTP/1.1|Host: x|Connection: close||");
            }
            for (int i = 0; i < 20; i++) {
                assertTrue(fetch("/hello").endsWith("\r\n\r\nhello"));
            }
            slowMayGoOn.countDown();
            for (Socket socket : held) {
                assertTrue(rest(socket).endsWith("\r\n\r\nhello"));
            }
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }
}
