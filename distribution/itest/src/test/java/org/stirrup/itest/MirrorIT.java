package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upstream's file through the packed appliance, by each protocol, and without the upstream after a restart. */
class MirrorIT {
    @TempDir
    Path folder;

    @Test
    void anUpstreamsFileIsServedByAllAndKept() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(5).nextBytes(bytes);
        AtomicInteger asked = new AtomicInteger();
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/debian/pool/hello.deb", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        upstream.start();
        TestHome home = new TestHome(folder.resolve("home"));
        home.config(
                "org.stirrup.repository.mirror-debian",
                "upstream = http://127.0.0.1:" + upstream.getAddress().getPort() + "/debian",
                "mount = pub/debian");
        URI http = URI.create("http://127.0.0.1:" + home.http + "/pub/debian/pool/hello.deb");
        URI ftp = URI.create("ftp://127.0.0.1:" + home.ftp + "/pub/debian/pool/hello.deb");
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            assertArrayEquals(bytes, read(http));
            assertArrayEquals(bytes, read(ftp));
            InetSocketAddress tftp = new InetSocketAddress(InetAddress.getLoopbackAddress(), home.tftp);
            try (SlowTftp client = new SlowTftp(tftp, "pub/debian/pool/hello.deb")) {
                assertArrayEquals(bytes, client.rest());
            }
            assertEquals(1, asked.get());
            assertTrue(new String(read(http.resolve(".")), StandardCharsets.UTF_8).contains("hello.deb"));
            assertEquals(0, appliance.terminate());
        } finally {
            upstream.stop(0);
        }
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            assertArrayEquals(bytes, read(http), "without the upstream");
            assertEquals(1, asked.get());
        }
    }

    private static byte[] read(URI uri) throws Exception {
        try (InputStream in = uri.toURL().openStream()) {
            return in.readAllBytes();
        }
    }
}
