package org.stirrup.http.report;

import java.io.UncheckedIOException;
import java.net.URLDecoder;
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
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.MachineMemory;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.http.codec.HttpRequest;
import org.stirrup.http.content.RequestPath;
import org.stirrup.http.exchange.Answer;
import org.stirrup.http.exchange.Call;
import org.stirrup.http.exchange.Journal;
import org.stirrup.http.exchange.Responder;

/**
 * Takes installers' reports: GET or POST {@code /report/TOKEN/started}, {@code installed} or {@code failed}, with a
 * note for people as query parameter {@code note} or as the body, such as the end of a log, and the machine's memory in
 * KiB, as /proc/meminfo has it, as query parameter {@code memory}. Nothing is stored but what the host directory keeps
 * of the note, and the memory.
 */
@Component(service = ReportResponder.class)
public final class ReportResponder implements Responder {
    /** Of a body; the rest is dropped. */
    private static final int MAX_BODY = 64 << 10;

    private static final Pattern KIBIBYTES = Pattern.compile("[0-9]{1,12}");

    private static final Map<String, Host.State> STATES =
            Map.of("started", Host.State.INSTALLING, "installed", Host.State.INSTALLED, "failed", Host.State.FAILED);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HostDirectory hosts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile BootJournal target;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile MachineMemory memories;

    /** The last that were there, for clients that are connected when this component goes. */
    private volatile HostDirectory latestHosts;

    private volatile BootJournal latestTarget;

    private final Journal journal = new Journal(() -> target == null ? latestTarget : target);

    @Deactivate
    void deactivate() {
        latestHosts = hosts;
        latestTarget = target;
    }

    /** Whether a request is for this responder. */
    public static boolean isReport(HttpRequest request) {
        List<String> segments = segments(request.path());
        return !segments.isEmpty() && segments.get(0).equals("report");
    }

    @Override
    public int wants(HttpRequest request) {
        return request.method().equals("POST") ? MAX_BODY : 0;
    }

    @Override
    public Answer answer(Call call) {
        if (!call.method().equals("GET") && !call.method().equals("POST")) {
            Answer refused = Answer.line(405, "GET and POST only").with("Allow", "GET, POST");
            return call.method().equals("HEAD") ? refused.withoutBody() : refused;
        }
        List<String> segments = segments(call.path());
        if (segments.size() != 3 || !STATES.containsKey(segments.get(2))) {
            return Answer.line(404, "report as /report/TOKEN/started, installed or failed");
        }
        HostDirectory directory = hosts == null ? latestHosts : hosts;
        return directory == null
                ? Answer.line(503, "the host directory is not available")
                : report(call, directory, segments.get(1), segments.get(2));
    }

    private Answer report(Call call, HostDirectory directory, String token, String word) {
        String note = note(call);
        HostDirectory.Report report = directory.report(token, STATES.get(word), note);
        if (report instanceof HostDirectory.Report.Refused refused) {
            String because = refused.because();
            String text = "report \"" + word + "\": " + because;
            journal.record(Kind.REFUSED, call.requester(), text, Map.of("reason", because));
            return Answer.line(403, because);
        }
        Host host = ((HostDirectory.Report.Accepted) report).host();
        String text = (note.isEmpty() ? word : word + ": " + note) + memory(call, host.mac());
        journal.record(Kind.REPORT, Optional.of(host.mac()), call.requester(), text, Map.of("report", word));
        return Answer.line(200, "ok");
    }

    /** A report is not refused for what it says besides: what cannot be noted is said in the journal. */
    private String memory(Call call, MacAddress mac) {
        String kibibytes = query(call, "memory");
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
    private static String note(Call call) {
        String query = query(call, "note");
        return query.isBlank() ? call.text().strip() : query.strip();
    }

    private static String query(Call call, String key) {
        for (String pair : call.request().query().split("&")) {
            if (pair.startsWith(key + "=")) {
                String value = pair.substring(key.length() + 1);
                try {
                    return URLDecoder.decode(value, StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return value;
                }
            }
        }
        return "";
    }

    private static List<String> segments(String path) {
        try {
            return RequestPath.of(path).segments();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
