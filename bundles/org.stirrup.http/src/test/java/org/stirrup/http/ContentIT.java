package org.stirrup.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.net.Link;

/** The content tree over the boot listener of a real web server. */
class ContentIT {
    @TempDir
    static Path storage;

    @TempDir
    static Path root;

    private static HttpFixture http;
    private static byte[] large;

    @BeforeAll
    static void open() throws Exception {
        large = new byte[3_000_001];
        new Random(1).nextBytes(large);
        Files.write(root.resolve("vmlinuz"), large);
        Files.createDirectories(root.resolve("pub/a b"));
        Files.writeString(root.resolve("pub/a b/boot.efi"), "program");
        http = new HttpFixture(storage);
        http.tree(root);
        http.startBundle();
        http.platform.register(Link.class, HttpFixture.link());
        assertTrue(http.endpoints.next());
    }

    @AfterAll
    static void close() throws Exception {
        http.platform.stop();
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(http.url(path)));
    }

    @Test
    void aFileComesWhole() throws Exception {
        HttpResponse<byte[]> response = send(get("vmlinuz"));
        assertEquals(200, response.statusCode());
        assertArrayEquals(large, response.body());
        assertEquals("3000001", response.headers().firstValue("Content-Length").orElseThrow());
    }
}
