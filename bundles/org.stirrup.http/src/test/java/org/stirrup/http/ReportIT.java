package org.stirrup.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.MachineMemory;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.net.Link;

/** Installers' reports over the boot listener. */
class ReportIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:00:10");

    @TempDir
    static Path storage;

    private static final List<String> REPORTS = new ArrayList<>();
    private static final Map<MacAddress, Long> MEMORY = new ConcurrentHashMap<>();
    private static HttpFixture http;
    private static ServiceRegistration<HostDirectory> hosts;

    /** Knows one host, by the token "good". */
    private static final class OneHost implements HostDirectory {
        @Override
        public Report report(String token, Host.State state, String note) {
            if (!token.equals("good")) {
                return new Report.Refused("no host has this token");
            }
            REPORTS.add(state + " " + note.length() + " " + note.substring(0, Math.min(20, note.length())));
            Instant now = Instant.EPOCH;
            return new Report.Accepted(new Host(
                    MAC,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    state,
                    note,
                    token,
                    now,
                    now));
        }

        @Override
        public Optional<Host> seen(BootClient client) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Host> assign(MacAddress mac, Collection<String> groups) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Host> find(MacAddress mac) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Host> all() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Host> reinstall(MacAddress mac) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Memory implements MachineMemory {
        @Override
        public OptionalLong of(MacAddress mac) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<MacAddress, Long> all() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void set(MacAddress mac, long bytes) {
            if (bytes == 0) {
                throw new IllegalArgumentException("no machine has that");
            }
            MEMORY.put(mac, bytes);
        }
    }

    @BeforeAll
    static void open() throws Exception {
        http = new HttpFixture(storage);
        hosts = http.platform.register(HostDirectory.class, new OneHost());
        http.platform.register(MachineMemory.class, new Memory());
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
        REPORTS.clear();
        MEMORY.clear();
        http.journal.events.clear();
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(http.url(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void aReportIsTakenByGetWithANote() throws Exception {
        HttpResponse<String> response = send("GET", "report/good/installed?x=1&note=all%20well+done", "");
        assertEquals(200, response.statusCode());
        assertEquals("ok\n", response.body());
        assertEquals(List.of("INSTALLED 13 all well done"), REPORTS);
        BootEvent event = http.journal.await(Kind.REPORT);
        assertEquals("installed: all well done", event.text());
        assertEquals(Optional.of(MAC), event.mac());
    }

    @Test
    void theMachinesMemoryIsNotedAndNoReportIsLostByIt() throws Exception {
        assertEquals(200, send("GET", "report/good/started?memory=3890000", "").statusCode());
        assertEquals(Map.of(MAC, 3890000L << 10), MEMORY);
        assertEquals("started", http.journal.await(Kind.REPORT).text());
        assertEquals(200, send("GET", "report/good/started?memory=much", "").statusCode());
        assertEquals(
                "started (its memory is no number of KiB: much)",
                http.journal.await(Kind.REPORT).text());
        assertEquals(200, send("GET", "report/good/started?memory=0", "").statusCode());
        assertEquals(
                "started (its memory was not noted: no machine has that)",
                http.journal.await(Kind.REPORT).text());
        assertEquals(403, send("GET", "report/bad/started?memory=7", "").statusCode());
        assertEquals(Map.of(MAC, 3890000L << 10), MEMORY);
        assertEquals(List.of("INSTALLING 0 ", "INSTALLING 0 ", "INSTALLING 0 "), REPORTS);
    }

    @Test
    void aReportIsTakenByPostWithItsBodyAsTheNote() throws Exception {
        assertEquals(
                200, send("POST", "report/good/failed", "a=1&b=2\nlast line\n").statusCode());
        assertEquals(200, send("POST", "report/good/started", "").statusCode());
        assertEquals(List.of("FAILED 17 a=1&b=2\nlast line", "INSTALLING 0 "), REPORTS);
        assertEquals(
                "failed: a=1&b=2?last line", http.journal.await(Kind.REPORT).text());
        assertEquals("started", http.journal.await(Kind.REPORT).text());
    }

    @Test
    void ofALongLogOnlyTheBeginningIsRead() throws Exception {
        assertEquals(
                200, send("POST", "report/good/failed", "x".repeat(300_000)).statusCode());
        assertEquals(List.of("FAILED 65536 xxxxxxxxxxxxxxxxxxxx"), REPORTS);
    }

    @Test
    void aWrongTokenIsRefusedWithTheReason() throws Exception {
        HttpResponse<String> response = send("POST", "report/bad/installed", "note");
        assertEquals(403, response.statusCode());
        assertEquals("no host has this token\n", response.body());
        BootEvent event = http.journal.await(Kind.REFUSED);
        assertTrue(!event.text().contains("bad"), event.text());
    }

    @Test
    void whatIsNoReport() throws Exception {
        assertEquals(404, send("GET", "report/good/reinstalled", "").statusCode());
        assertEquals(404, send("GET", "report/good", "").statusCode());
        assertEquals(404, send("GET", "report/good/installed/more", "").statusCode());
        assertEquals(405, send("PUT", "report/good/installed", "x").statusCode());
        assertEquals(405, send("HEAD", "report/good/installed", "").statusCode());
        assertEquals(List.of(), REPORTS);
    }

    @Test
    void withoutADirectoryNothingIsTaken() throws Exception {
        hosts.unregister();
        assertEquals(503, send("GET", "report/good/installed", "").statusCode());
        hosts = http.platform.register(HostDirectory.class, new OneHost());
        assertEquals(200, send("GET", "report/good/installed", "").statusCode());
    }
}
