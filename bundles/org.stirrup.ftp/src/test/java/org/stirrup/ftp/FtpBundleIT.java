package org.stirrup.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.net.Link;
import org.stirrup.testkit.content.FolderTree;
import org.stirrup.testkit.net.FreePorts;
import org.stirrup.testkit.osgi.Platform;

/** The packed bundle with the published FtpServer bundles, as links, the tree and the configuration come and go. */
class FtpBundleIT {
    @TempDir
    Path storage;

    @TempDir
    Path root;

    private Platform platform;
    private Platform.Watch endpoints;
    private Bundle bundle;
    private int port;
    private Link link;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(root.resolve("hello"), "hello");
        link = new Link("lo", 1, loopback(), 8);
        port = FreePorts.one();
        platform = new Platform(storage, List.of(Link.class, ConfigurationAdmin.class, LoggerFactory.class), Map.of());
        endpoints = platform.watch(ContentEndpoint.class);
        platform.startAll(Path.of(System.getProperty("platform")));
        configure(Map.of("port", Integer.toString(port), "passivePorts", "0"));
        bundle = platform.install(Path.of(System.getProperty("bundle")));
        bundle.start();
    }

    @AfterEach
    void stop() throws Exception {
        platform.stop();
    }

    private static Inet4Address loopback() throws IOException {
        return (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private void configure(Map<String, Object> values) throws IOException {
        platform.service(ConfigurationAdmin.class)
                .getConfiguration("org.stirrup.ftp", "?")
                .update(new Hashtable<>(values));
    }

    private String fetch(int from) throws IOException {
        URLConnection connection =
                URI.create("ftp://127.0.0.1:" + from + "/hello").toURL().openConnection();
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not come to that");
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void thePortFollowsTheLink() throws Exception {
        assertTrue(platform.service(Listener.class).ports().isEmpty());
        ServiceRegistration<Link> up = platform.register(Link.class, link);
        platform.register(ContentResolver.class, new FolderTree(root));
        assertTrue(endpoints.next());
        assertEquals(
                URI.create("ftp://127.0.0.1:" + port + "/"),
                platform.service(ContentEndpoint.class).base(loopback()).orElseThrow());
        assertTrue(platform.service(Listener.class).ports().get(0).open());
        assertEquals("hello", fetch(port));
        up.unregister();
        assertFalse(endpoints.next());
        await(() -> free(port));
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, loopback())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aTakenPortIsNamedWithItsHolderAndTakenWhenFree() throws Exception {
        SelfCheck check = platform.service(SelfCheck.class);
        try (ServerSocket other = new ServerSocket(port, 1, loopback())) {
            assertTrue(other.isBound());
            platform.register(Link.class, link);
            await(() -> !check.findings().isEmpty());
            String message = check.findings().get(0).message();
            String self = "(process " + ProcessHandle.current().pid() + ") has it";
            assertTrue(message.contains("TCP port " + port + " on lo") && message.contains(self), message);
            assertFalse(platform.service(Listener.class).ports().get(0).open());
        }
        assertTrue(endpoints.next());
        assertTrue(check.findings().isEmpty());
    }

    @Test
    void aBadValueLeavesTheServerAsItIsAndAGoodOneMovesIt() throws Exception {
        platform.register(Link.class, link);
        platform.register(ContentResolver.class, new FolderTree(root));
        assertTrue(endpoints.next());
        SelfCheck check = platform.service(SelfCheck.class);
        configure(Map.of("port", "ninety", "passivePorts", "0"));
        await(() -> !check.findings().isEmpty());
        assertTrue(check.findings().get(0).message().startsWith("port=ninety: "));
        assertEquals("hello", fetch(port));
        int next = FreePorts.one();
        configure(Map.of("port", Integer.toString(next), "passivePorts", "0"));
        assertFalse(endpoints.next());
        assertTrue(endpoints.next());
        assertTrue(check.findings().isEmpty());
        assertEquals("hello", fetch(next));
    }

    @Test
    void thePortStaysWhileTheTreeIsReplacedAndGoesWithTheBundle() throws Exception {
        platform.register(Link.class, link);
        ServiceRegistration<ContentResolver> tree = platform.register(ContentResolver.class, new FolderTree(root));
        assertTrue(endpoints.next());
        assertEquals("hello", fetch(port));
        tree.unregister();
        assertFalse(free(port));
        platform.register(ContentResolver.class, new FolderTree(root));
        assertEquals("hello", fetch(port));
        bundle.stop();
        assertFalse(endpoints.next());
        assertTrue(free(port));
        bundle.start();
        assertTrue(endpoints.next());
        assertEquals("hello", fetch(port));
    }
}
