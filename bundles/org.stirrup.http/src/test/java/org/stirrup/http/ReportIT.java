package org.stirrup.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.InstallerLogs;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.net.Link;

/** Installers' reports over the boot listener. */
class ReportIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:00:10");

    @TempDir
    static Path storage;

    private static final List<String> REPORTS = new ArrayList<>();
    private static final Map<MacAddress, String> LOGS = new ConcurrentHashMap<>();
    private static final List<Hardware> FOUND = new CopyOnWriteArrayList<>();
    private static HttpFixture http;
    private static ServiceRegistration<HostDirectory> hosts;

    /** Knows one host, by the token "good". */
    private static final class OneHost implements HostDirectory {
        @Override
        public Report report(String token, Host.State state, String note, Hardware found) {
            if (!token.equals("good")) {
                return new Report.Refused("no host has this token");
            }
            REPORTS.add(state + " " + note.length() + " " + note.substring(0, Math.min(20, note.length())));
            FOUND.add(found);
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

    /** Has no room for a log of one line. */
    private static final class Shelf implements InstallerLogs {
        @Override
        public Optional<String> of(MacAddress mac) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void keep(MacAddress mac, String log) {
            if (!log.contains("\n")) {
                throw new UncheckedIOException("not saved", new IOException("No space left on device"));
            }
            LOGS.put(mac, log);
        }
    }

    @BeforeAll
    static void open() throws Exception {
        http = new HttpFixture(storage);
        hosts = http.platform.register(HostDirectory.class, new OneHost());
        http.platform.register(InstallerLogs.class, new Shelf());
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
        LOGS.clear();
        FOUND.clear();
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
    void whatTheMachineHasIsNotedAndNoReportIsLostByIt() throws Exception {
        Hardware memory = Hardware.UNKNOWN.withMemory(OptionalLong.of(3890000L << 10));
        Map<String, Hardware> found = new LinkedHashMap<>();
        found.put("memory=3890000", memory);
        found.put("memory=3890000&serial=5CG1234+XYZ", memory.withSerial(Optional.of("5CG1234 XYZ")));
        found.put("serial=To+Be+Filled+By+O.E.M.", Hardware.UNKNOWN);
        found.put("memory=&serial=", Hardware.UNKNOWN);
        for (String query : found.keySet()) {
            assertEquals(200, send("GET", "report/good/started?" + query, "").statusCode());
            assertEquals("started", http.journal.await(Kind.REPORT).text(), query);
        }
        assertEquals(List.copyOf(found.values()), FOUND);
        FOUND.clear();
        Map<String, String> unnoted = new LinkedHashMap<>();
        unnoted.put("memory=much", "its memory is no number of KiB: much");
        unnoted.put("memory=0", "its memory was not noted: 0 bytes of memory no machine has");
        unnoted.put(
                "serial=" + "x".repeat(65),
                "its serial number was not noted: a serial number has 1 to 64 characters, and no control characters");
        for (Map.Entry<String, String> query : unnoted.entrySet()) {
            assertEquals(
                    200,
                    send("GET", "report/good/started?" + query.getKey(), "").statusCode());
            assertEquals(
                    "started (" + query.getValue() + ")",
                    http.journal.await(Kind.REPORT).text());
        }
        assertEquals(403, send("GET", "report/bad/started?memory=7", "").statusCode());
        assertEquals(List.of(Hardware.UNKNOWN, Hardware.UNKNOWN, Hardware.UNKNOWN), FOUND);
    }

    @Test
    void whatIsPostedIsALogAndItsLastLineTheNote() throws Exception {
        assertEquals(
                200, send("POST", "report/good/failed", "a=1&b=2\nlast line\n").statusCode());
        assertEquals(Map.of(MAC, "a=1&b=2\nlast line\n"), LOGS);
        assertEquals("failed: last line", http.journal.await(Kind.REPORT).text());
        assertEquals(
                200,
                send("POST", "report/good/progress?note=half+of+it", "1\n2\n").statusCode());
        assertEquals("progress: half of it", http.journal.await(Kind.REPORT).text());
        assertEquals(Map.of(MAC, "1\n2\n"), LOGS);
        assertEquals(200, send("POST", "report/good/started", "").statusCode());
        assertEquals("started", http.journal.await(Kind.REPORT).text());
        assertEquals(List.of("FAILED 9 last line", "INSTALLING 10 half of it", "INSTALLING 0 "), REPORTS);
        assertEquals(403, send("POST", "report/bad/failed", "x\ny\n").statusCode());
        assertEquals(Map.of(MAC, "1\n2\n"), LOGS);
    }

    @Test
    void aLogThatCannotBeKeptLosesNoReport() throws Exception {
        assertEquals(200, send("POST", "report/good/failed", "one line").statusCode());
        assertEquals(
                "failed: one line (its log was not kept: No space left on device)",
                http.journal.await(Kind.REPORT).text());
        assertEquals(List.of("FAILED 8 one line"), REPORTS);
    }

    @Test
    void ofALongLogOnlyTheBeginningIsRead() throws Exception {
        assertEquals(
                200, send("POST", "report/good/failed", "x\n".repeat(150_000)).statusCode());
        assertEquals(65_536, LOGS.get(MAC).length());
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
