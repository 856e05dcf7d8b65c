package org.stirrup.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.net.Link;

/** Clients and files that fail: written down in the journal, without a stack trace in the log. */
class RudenessIT {
    /** More than the buffers of both ends of a loopback connection hold. */
    private static final int LARGE = 32 << 20;

    @TempDir
    Path storage;

    @TempDir
    Path root;

    private final Logger logger = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private HttpFixture http;

    @BeforeEach
    void open() throws Exception {
        log.start();
        logger.addAppender(log);
        Files.write(root.resolve("install.img"), new byte[LARGE]);
        http = new HttpFixture(storage);
        http.configure("org.stirrup.http", Map.of("port", Integer.toString(http.port), "idleTimeout", "5"));
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
    }

    @AfterEach
    void noStackTraceWasLogged() throws Exception {
        http.platform.stop();
        logger.detachAppender(log);
        List<String> complaints = List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.ERROR || event.getThrowableProxy() != null)
                .map(RudenessIT::text)
                .toList();
        assertEquals(List.of(), complaints);
    }

    /** With its stack trace, where it has one: what a race did is not seen twice. */
    private static String text(ILoggingEvent event) {
        return event.getLoggerName() + " " + event
                + (event.getThrowableProxy() == null
                        ? ""
                        : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    private Socket ask(String request) throws IOException {
        Socket socket = new Socket("127.0.0.1", http.port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void nonsenseIsAnswered() throws Exception {
        http.tree(root);
        for (String request :
                List.of("\u0000\u0001\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "SSH-2.0-x\r\n\r\n")) {
            try (Socket socket = ask(request)) {
                assertTrue(
                        answer(socket).startsWith("HTTP/1.1 4")
                                || answer(socket).isEmpty(),
                        request);
            }
        }
        try (Socket socket = ask("GET /" + "x".repeat(60_000) + " HTTP/1.1\r\n\r\n")) {
            assertTrue(answer(socket).startsWith("HTTP/1.1 414"));
        }
    }

    @Test
    void clientsVanish() throws Exception {
        http.tree(root);
        for (int i = 0; i < 5; i++) {
            Socket socket = ask("GET /install.img HTTP/1.1\r\nHost: x\r\n\r\n");
            http.journal.await(Kind.TRANSFER_START);
            socket.setSoLinger(true, 0);
            socket.close();
            http.journal.await(Kind.TRANSFER_FAILED);
        }
    }

    @Test
    void aClientThatTakesNothingIsDropped() throws Exception {
        http.tree(root);
        try (Socket socket = ask("GET /install.img HTTP/1.1\r\nHost: x\r\n\r\n")) {
            http.journal.await(Kind.TRANSFER_START);
            String text = http.journal.await(Kind.TRANSFER_FAILED).text();
            assertTrue(text.contains("of " + LARGE + " bytes: "), text);
            assertTrue(socket.isConnected());
        }
    }

    @Test
    void aFileThatShrinksEndsTheConnection() throws Exception {
        http.tree(root);
        try (Socket socket = ask("GET /install.img HTTP/1.1\r\nHost: x\r\n\r\n")) {
            http.journal.await(Kind.TRANSFER_START);
            try (FileChannel channel = FileChannel.open(root.resolve("install.img"), StandardOpenOption.WRITE)) {
                channel.truncate(1000);
            }
            byte[] some = new byte[LARGE];
            int count = 0;
            try {
                for (int n = 0; n >= 0; n = socket.getInputStream().read(some)) {
                    count += n;
                }
            } catch (IOException e) {
                // Cut off, with or without a reset: either shows the client that it has not all of it.
                assertTrue(count < LARGE);
            }
            assertTrue(count < LARGE, "got " + count);
        }
        String text = http.journal.await(Kind.TRANSFER_FAILED).text();
        assertTrue(text.contains("ends at byte"), text);
    }

    @Test
    void aFileThatCannotBeOpenedIsUnavailable() throws Exception {
        http.platform.register(ContentResolver.class, new Broken());
        try (Socket socket = ask("GET /x HTTP/1.0\r\n\r\n")) {
            String answer = answer(socket);
            assertTrue(answer.startsWith("HTTP/1.1 503"), answer);
            assertTrue(answer.endsWith("/x: disk failure\n"), answer);
        }
        assertEquals(
                "/x: disk failure", http.journal.await(Kind.TRANSFER_FAILED).text());
    }

    private static final class Broken implements ContentResolver {
        @Override
        public Lookup find(ResourcePath path, Requester requester) {
            return new Lookup.Found(new Resource() {
                @Override
                public long size() {
                    return 5;
                }

                @Override
                public Instant modified() {
                    return Instant.EPOCH;
                }

                @Override
                public Content open() throws IOException {
                    throw new IOException("disk failure");
                }
            });
        }

        @Override
        public List<ContentEntry> list(ResourcePath path, Requester requester) {
            return List.of();
        }
    }
}
