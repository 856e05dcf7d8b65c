package org.stirrup.http.report;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.MachineMemory;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.http.content.RequestPath;
import org.stirrup.http.exchange.Journal;
import org.stirrup.http.exchange.Requests;

/**
 * Takes installers' reports: GET or POST {@code /report/TOKEN/started}, {@code installed} or {@code failed}, with a
 * note for people as query parameter {@code note} or as the body, such as the end of a log, and the machine's memory in
 * KiB, as /proc/meminfo has it, as query parameter {@code memory}. Nothing is stored but what the host directory keeps
 * of the note, and the memory.
 */
@Component(service = ReportServlet.class)
public final class ReportServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Of a body; the rest is not read. */
    private static final int MAX_BODY = 64 << 10;

    private static final Pattern KIBIBYTES = Pattern.compile("[0-9]{1,12}");

    private static final Map<String, Host.State> STATES =
            Map.of("started", Host.State.INSTALLING, "installed", Host.State.INSTALLED, "failed", Host.State.FAILED);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile HostDirectory hosts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile BootJournal target;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile MachineMemory memories;

    /** The last that were there, for clients that are connected when this component goes. */
    private transient volatile HostDirectory latestHosts;

    private transient volatile BootJournal latestTarget;

    private final transient Journal journal = new Journal(() -> target == null ? latestTarget : target);

    @Deactivate
    void deactivate() {
        latestHosts = hosts;
        latestTarget = target;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Requester> requester = Requests.requester(request);
        if (requester.isEmpty()) {
            Requests.answer(request, response, 403, "a client without an address");
            return;
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("POST")) {
            response.setHeader("Allow", "GET, POST");
            Requests.answer(request, response, 405, "GET and POST only");
            return;
        }
        List<String> segments = segments(request.getRequestURI());
        if (segments.size() != 3 || !STATES.containsKey(segments.get(2))) {
            Requests.answer(request, response, 404, "report as /report/TOKEN/started, installed or failed");
            return;
        }
        HostDirectory directory = hosts == null ? latestHosts : hosts;
        if (directory == null) {
            Requests.answer(request, response, 503, "the host directory is not available");
            return;
        }
        report(request, response, requester.get(), directory, segments.get(1), segments.get(2));
    }

    private void report(
            HttpServletRequest request,
            HttpServletResponse response,
            Requester requester,
            HostDirectory directory,
            String token,
            String word)
            throws IOException {
        String note = note(request);
        HostDirectory.Report report = directory.report(token, STATES.get(word), note);
        if (report instanceof HostDirectory.Report.Accepted accepted) {
            String text = (note.isEmpty() ? word : word + ": " + note)
                    + memory(request, accepted.host().mac());
            journal.record(Kind.REPORT, Optional.of(accepted.host().mac()), requester, text, Map.of("report", word));
            Requests.answer(request, response, 200, "ok");
        } else if (report instanceof HostDirectory.Report.Refused refused) {
            journal.record(
                    Kind.REFUSED,
                    requester,
                    "report \"" + word + "\": " + refused.because(),
                    Map.of("reason", refused.because()));
            Requests.answer(request, response, 403, refused.because());
        }
    }

    /** A report is not refused for what it says besides: what cannot be noted is said in the journal. */
    private String memory(HttpServletRequest request, MacAddress mac) {
        String kibibytes = query(request.getQueryString(), "memory");
        MachineMemory book = memories;
        if (kibibytes.isEmpty() || book == null) {
            return "";
        }
        if (!KIBIBYTES.matcher(kibibytes).matches()) {
            return " (its memory is no number of KiB: " + kibibytes + ")";
        }
        try {
            book.set(mac, Long.parseLong(kibibytes) << 10);
            return "";
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return " (its memory was not noted: " + e.getMessage() + ")";
        }
    }

    /** The first of query and body that says something. The token is not in it. */
    private static String note(HttpServletRequest request) throws IOException {
        String query = query(request.getQueryString(), "note");
        if (!query.isBlank() || !request.getMethod().equals("POST")) {
            return query.strip();
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY);
        return new String(body, StandardCharsets.UTF_8).strip();
    }

    /** Read here and not by getParameter, which would take a posted log for form fields. */
    private static String query(String query, String key) {
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.startsWith(key + "=")) {
                String value = pair.substring(key.length() + 1);
                try {
                    return java.net.URLDecoder.decode(value, StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return value;
                }
            }
        }
        return "";
    }

    private static List<String> segments(String uri) {
        try {
            return RequestPath.of(uri).segments();
        } catch (IllegalArgumentException e) {
            return ResourcePath.ROOT.segments();
        }
    }
}
