package org.stirrup.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.swap.Drain;
import org.stirrup.api.swap.Drains;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;
import org.stirrup.testkit.net.FreePorts;

/** The boot listener as links, the configuration, the web server and other programs come and go. */
class ListenerIT {
    @TempDir
    Path storage;

    @TempDir
    Path root;

    private HttpFixture http;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(root.resolve("hello"), "hello");
        http = new HttpFixture(storage);
        http.tree(root);
    }

    @AfterEach
    void stop() throws Exception {
        http.platform.stop();
    }

    private static int status(String address, int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + address + ":" + port + path).toURL().openConnection();
        connection.setConnectTimeout(60_000);
        connection.setReadTimeout(60_000);
        return connection.getResponseCode();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not come to that");
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, HttpFixture.loopback())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private Configuration[] listeners() throws Exception {
        return http.platform
                .service(ConfigurationAdmin.class)
                .listConfigurations("(service.factoryPid=org.apache.felix.http)");
    }

    @Test
    void theListenerFollowsTheLink() throws Exception {
        http.startBundle();
        ServiceRegistration<Link> up = http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
        assertEquals(
                URI.create("http://127.0.0.1:" + http.port + "/"),
                http.platform
                        .service(ContentEndpoint.class)
                        .base(HttpFixture.loopback())
                        .orElseThrow());
        // An endpoint that is there answers: no moment in which the servlet is still missing.
        assertEquals(200, status("127.0.0.1", http.port, "/hello"));
        assertTrue(http.platform.service(Listener.class).ports().get(0).open());
        up.unregister();
        assertFalse(http.endpoints.next());
        await(() -> free(http.port));
        assertEquals(null, listeners());
    }

    @Test
    void twoLinksHaveAListenerEach() throws Exception {
        http.startBundle();
        Inet4Address other = (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        http.platform.register(Link.class, HttpFixture.link());
        http.platform.register(Link.class, new Link("lo2", 2, other, 8));
        assertTrue(http.endpoints.next());
        assertTrue(http.endpoints.next());
        assertEquals(200, status("127.0.0.1", http.port, "/hello"));
        assertEquals(200, status("127.0.0.2", http.port, "/hello"));
    }

    /** There and gone with the DHCPv6 server's service; the endpoint is of IPv4 alone. */
    @Test
    void ipv6IsServedWhileItsNetworkIsThere() throws Exception {
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
        Listener listener = http.platform.service(Listener.class);
        assertEquals(1, listener.ports().size());
        ServiceRegistration<Link6> network = http.platform.register(Link6.class, HttpFixture.link6());
        await(() -> listener.ports().size() == 2 && listener.ports().stream().allMatch(Listener.Port::open));
        assertEquals(200, status("[::1]", http.port, "/hello"));
        BootEvent sent = http.journal.await(Kind.TRANSFER_END);
        assertEquals(Optional.of(InetAddress.getByName("::1")), sent.address());
        assertEquals(503, status("[::1]", http.port, "/report/token/installed"));
        assertEquals(200, status("127.0.0.1", http.port, "/hello"));
        network.unregister();
        assertEquals(1, listener.ports().size());
        await(() -> refused("::1", http.port));
        assertEquals(200, status("127.0.0.1", http.port, "/hello"));
    }

    private static boolean refused(String address, int port) {
        try (Socket client = new Socket(address, port)) {
            return !client.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void theAdministratorsListenerShowsNothingOfIt() throws Exception {
        int admin = FreePorts.one();
        http.configure(
                "org.apache.felix.http",
                Map.of(
                        "org.apache.felix.http.host", "127.0.0.1",
                        "org.osgi.service.http.port", Integer.toString(admin),
                        "org.apache.felix.http.name", "admin",
                        "org.apache.felix.http.runtime.init.http.listener", "admin"));
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
        assertEquals(200, status("127.0.0.1", http.port, "/hello"));
        // Not asked by opening the port, which could take it from the web server.
        await(() -> !refused("127.0.0.1", admin));
        assertEquals(404, status("127.0.0.1", admin, "/hello"));
        assertEquals(404, status("127.0.0.1", admin, "/report/token/installed"));
    }

    @Test
    void aTakenPortIsNamedWithItsHolderAndTakenWhenFree() throws Exception {
        http.startBundle();
        SelfCheck check = http.platform.service(SelfCheck.class);
        try (ServerSocket other = new ServerSocket(http.port, 1, HttpFixture.loopback())) {
            assertTrue(other.isBound());
            http.platform.register(Link.class, HttpFixture.link());
            await(() -> !check.findings().isEmpty());
            String message = check.findings().get(0).message();
            String self = "(process " + ProcessHandle.current().pid() + ") has it";
            assertTrue(message.contains("TCP port " + http.port + " on lo") && message.contains(self), message);
            assertFalse(http.platform.service(Listener.class).ports().get(0).open());
        }
        assertTrue(http.endpoints.next());
        assertTrue(check.findings().isEmpty());
    }

    @Test
    void aBadValueLeavesTheListenerAndAGoodOneMovesIt() throws Exception {
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
        SelfCheck check = http.platform.service(SelfCheck.class);
        http.configure("org.stirrup.http", Map.of("port", "eighty"));
        await(() -> !check.findings().isEmpty());
        assertEquals(200, status("127.0.0.1", http.port, "/hello"));
        int next = FreePorts.one();
        http.configure("org.stirrup.http", Map.of("port", Integer.toString(next)));
        assertFalse(http.endpoints.next());
        assertTrue(http.endpoints.next());
        assertEquals(200, status("127.0.0.1", next, "/hello"));
        assertTrue(check.findings().isEmpty());
    }

    /** It lends its classes and nothing else. */
    @Test
    void theListenerDoesNotDependOnTheAdministratorsWebServer() throws Exception {
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
        http.platform.bundle("org.apache.felix.http.jetty12").stop();
        assertEquals(200, status("127.0.0.1", http.port, "/hello"));
    }

    /** A new version of the bundle takes its place: the port is free at once, what was begun is sent to its end. */
    @Test
    void anAnswerOutlivesTheListener() throws Exception {
        byte[] whole = new byte[64 << 20];
        new java.util.Random(7).nextBytes(whole);
        Files.write(root.resolve("install.img"), whole);
        BlockingQueue<Drain> left = new LinkedBlockingQueue<>();
        http.platform.register(Drains.class, left::add);
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
        try (Socket client = new Socket(HttpFixture.loopback(), http.port)) {
            client.setSoTimeout(60_000);
            client.getOutputStream()
                    .write("GET /install.img HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = client.getInputStream();
            byte[] head = in.readNBytes(1000);
            http.platform.bundle("org.stirrup.http").stop();
            assertTrue(free(http.port));
            Drain drain = left.poll(60, TimeUnit.SECONDS);
            assertEquals(1, drain.underWay());
            int start = new String(head, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
            byte[] rest = in.readAllBytes();
            assertEquals(whole.length, head.length - start + rest.length);
            assertArrayEquals(
                    Arrays.copyOfRange(whole, head.length - start, whole.length), rest, "the file arrived whole");
            drain.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertEquals(
                    "TRANSFER_END", http.journal.await(Kind.TRANSFER_END).kind().name());
        }
    }

    @Test
    void theListenerGoesWithTheBundle() throws Exception {
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
        http.platform.bundle("org.stirrup.http").stop();
        assertFalse(http.endpoints.next());
        await(() -> free(http.port));
        assertEquals(null, listeners());
        http.platform.bundle("org.stirrup.http").start();
        assertTrue(http.endpoints.next());
        assertEquals(200, status("127.0.0.1", http.port, "/hello"));
    }
}
