package org.stirrup.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.net.Link;

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
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(20_000);
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

    @Test
    void theAdministratorsListenerShowsNothingOfIt() throws Exception {
        int admin = HttpFixture.freePort();
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
        await(() -> !free(admin));
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
    void listenersOfAnEarlierRunAreRemoved() throws Exception {
        http.platform
                .service(ConfigurationAdmin.class)
                .getFactoryConfiguration("org.apache.felix.http", "boot-gone", "?")
                .update(new Hashtable<>(Map.of(
                        "org.apache.felix.http.name", "boot-gone",
                        "org.apache.felix.http.host", "127.0.0.1",
                        "org.osgi.service.http.port", Integer.toString(http.port))));
        await(() -> !free(http.port));
        http.startBundle();
        await(() -> free(http.port));
        assertEquals(null, listeners());
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
        int next = HttpFixture.freePort();
        http.configure("org.stirrup.http", Map.of("port", Integer.toString(next)));
        assertFalse(http.endpoints.next());
        assertTrue(http.endpoints.next());
        assertEquals(200, status("127.0.0.1", next, "/hello"));
        assertTrue(check.findings().isEmpty());
    }

    @Test
    void aWebServerThatIsReplacedIsFound() throws Exception {
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
        Bundle jetty = http.platform.bundle("org.apache.felix.http.jetty12");
        jetty.stop();
        assertFalse(http.endpoints.next());
        jetty.start();
        assertTrue(http.endpoints.next());
        assertEquals(200, status("127.0.0.1", http.port, "/hello"));
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
