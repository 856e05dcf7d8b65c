package org.stirrup.repository.mirror;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on the loopback interface with files in memory. */
final class FakeUpstream implements AutoCloseable {
    /** How a file is sent. */
    interface Way {
        void send(HttpExchange exchange, byte[] bytes) throws IOException;
    }

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Map<String, Way> ways = new ConcurrentHashMap<>();
    final Map<String, String> redirects = new ConcurrentHashMap<>();
    /** What was asked for, in order: "GET /base/x", "GET /base/x if" for a conditional request. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FakeUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI base() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/base/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getRawPath() + (tag == null ? "" : " if"));
            byte[] bytes = files.get(path);
            if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().set("Location", redirects.get(path));
                exchange.sendResponseHeaders(302, -1);
            } else if (bytes == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                String now = '"' + Integer.toHexString(java.util.Arrays.hashCode(bytes)) + '"';
                exchange.getResponseHeaders().set("ETag", now);
                exchange.getResponseHeaders().set("Last-Modified", "Sun, 22 Nov 2026 12:00:00 GMT");
                if (now.equals(tag)) {
                    exchange.sendResponseHeaders(304, -1);
                } else {
                    ways.getOrDefault(path, FakeUpstream::whole).send(exchange, bytes);
                }
            }
        }
    }

    static void whole(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** How often a file was asked for. */
    long count(String path) {
        return asked.stream().filter(line -> line.startsWith("GET " + path)).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
