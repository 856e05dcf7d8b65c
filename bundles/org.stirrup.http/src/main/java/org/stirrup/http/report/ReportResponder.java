package org.stirrup.http.report;

import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.InstallerLogs;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.http.codec.HttpRequest;
import org.stirrup.http.content.RequestPath;
import org.stirrup.http.exchange.Answer;
import org.stirrup.http.exchange.Call;
import org.stirrup.http.exchange.Journal;
import org.stirrup.http.exchange.Responder;

/**
 * Takes installers' reports: GET or POST {@code /report/TOKEN/started}, {@code progress}, {@code installed} or {@code
 * failed}. Query parameters: {@code note} for people, else the last line of the body; {@code memory} of the machine in
 * KiB, as /proc/meminfo has it; {@code serial}, its number. A body is a log, which is kept. All else is dropped.
 */
@Component(service = ReportResponder.class)
public final class ReportResponder implements Responder {
    /** Of a body; the rest is dropped. */
    private static final int MAX_BODY = 64 << 10;

    private static final Pattern KIBIBYTES = Pattern.compile("[0-9]{1,12}");

    private static final Pattern NO_SERIAL = Pattern.compile(
            "|0+|-+|none|n/?a|not (specified|available|applicable|settable)|default string|unknown"
                    + "|to be filled by o\\.?e\\.?m\\.?|(system|chassis) serial( number)?",
            Pattern.CASE_INSENSITIVE);

    private static final Map<String, Host.State> STATES = Map.of(
            "started", Host.State.INSTALLING,
            "progress", Host.State.INSTALLING,
            "installed", Host.State.INSTALLED,
            "failed", Host.State.FAILED);

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
    private volatile InstallerLogs logs;

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
            return Answer.line(404, "report as /report/TOKEN/started, progress, installed or failed");
        }
        HostDirectory directory = hosts == null ? latestHosts : hosts;
        return directory == null
                ? Answer.line(503, "the host directory is not available")
                : report(call, directory, segments.get(1), segments.get(2));
    }

    private Answer report(Call call, HostDirectory directory, String token, String word) {
        String note = note(call);
        List<String> unnoted = new ArrayList<>();
        HostDirectory.Report report = directory.report(token, STATES.get(word), note, hardware(call, unnoted));
        if (report instanceof HostDirectory.Report.Refused refused) {
            String because = refused.because();
            String text = "report \"" + word + "\": " + because;
            journal.record(Kind.REFUSED, call.requester(), text, Map.of("reason", because));
            return Answer.line(403, because);
        }
        Host host = ((HostDirectory.Report.Accepted) report).host();
        keep(call.text(), host.mac(), unnoted);
        String text = (note.isEmpty() ? word : word + ": " + note)
                + unnoted.stream().map(because -> " (" + because + ")").collect(Collectors.joining());
        journal.record(Kind.REPORT, Optional.of(host.mac()), call.requester(), text, Map.of("report", word));
        return Answer.line(200, "ok");
    }

    /** A report is not refused for what it says besides: what cannot be noted is said in the journal. */
    private static Hardware hardware(Call call, List<String> unnoted) {
        Hardware found = Hardware.UNKNOWN;
        String kibibytes = query(call, "memory").strip();
        try {
            if (KIBIBYTES.matcher(kibibytes).matches()) {
                found = found.withMemory(OptionalLong.of(Long.parseLong(kibibytes) << 10));
            } else if (!kibibytes.isEmpty()) {
                unnoted.add("its memory is no number of KiB: " + kibibytes);
            }
        } catch (IllegalArgumentException e) {
            unnoted.add("its memory was not noted: " + e.getMessage());
        }
        // Makers' way to say that there is none.
        Optional<String> serial = Optional.of(query(call, "serial").strip())
                .filter(number -> !NO_SERIAL.matcher(number).matches());
        try {
            return found.withSerial(serial);
        } catch (IllegalArgumentException e) {
            unnoted.add("its serial number was not noted: " + e.getMessage());
            return found;
        }
    }

    private void keep(String log, MacAddress mac, List<String> unnoted) {
        InstallerLogs shelf = logs;
        if (log.isBlank() || shelf == null) {
            return;
        }
        try {
            shelf.keep(mac, log);
        } catch (UncheckedIOException e) {
            unnoted.add("its log was not kept: " + e.getCause().getMessage());
        }
    }

    /** What the query says, else the last line of a log: there stands what went wrong. The token is not in it. */
    private static String note(Call call) {
        String query = query(call, "note").strip();
        String log = call.text().strip();
        return query.isEmpty() ? log.substring(log.lastIndexOf('\n') + 1).strip() : query;
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
