package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.console.doctor.Doctor;
import org.stirrup.console.progress.Boot;
import org.stirrup.console.progress.BootBoard;
import org.stirrup.console.progress.BootProgress;
import org.stirrup.console.settings.FirstRun;
import org.stirrup.console.settings.SettingsFiles;

/** Every machine and how far its boot is, live; one machine's boot line by line. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup",
            ServletConstants.PLUGIN_TITLE + "=%boots",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class BootsTab extends Tab {
    private final transient BundleContext context;
    private final transient BootBoard board = new BootBoard();
    private final transient FirstRun firstRun;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile BootJournal journal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HostDirectory hosts;

    /** Fetched when asked: whoever provides a check may just be starting the bundle that this page is in. */
    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<ServiceReference<SelfCheck>> checks;

    @Activate
    public BootsTab(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.context = context;
        firstRun = new FirstRun(admin, SettingsFiles.of(context, admin));
    }

    @Override
    protected String script() {
        return "boots";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        BootJournal now = journal;
        json.write("now", Instant.now().toEpochMilli()).write("journal", now != null);
        switch (what) {
            case "boots" -> boots(now, Numbers.after(request), json);
            case "timeline" -> timeline(now, request, json);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void boots(BootJournal now, long after, JsonGenerator json) {
        BootBoard.View view = now == null ? new BootBoard.View(List.of(), 0) : board.read(now);
        HostDirectory directory = hosts;
        Map<MacAddress, Host> known = new TreeMap<>();
        if (directory != null) {
            directory.all().forEach(host -> known.put(host.mac(), host));
        }
        try {
            json.write("chosen", !firstRun.interfaces().isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json.write("last", view.lastLine()).write("hosts", directory != null).writeStartArray("machines");
        for (BootProgress progress : view.machines()) {
            Host host = known.remove(progress.mac());
            if (progress.last().line() > after) {
                BootJson.machine(progress, Optional.ofNullable(host), json);
            }
        }
        if (after == 0) {
            known.values().forEach(host -> BootJson.silent(host, json));
        }
        json.writeEnd();
        Findings.write(context, checks, json);
    }

    /** One boot of one machine: the last, or the one that began with the line that is asked for. */
    private void timeline(BootJournal now, HttpServletRequest request, JsonGenerator json) {
        MacAddress mac = MacAddress.of(String.valueOf(request.getParameter("mac")));
        List<BootJournal.Line> lines = lines(now, mac);
        List<Boot> boots = BootProgress.boots(mac, lines);
        Optional<Boot> boot = chosen(boots, request);
        List<BootJournal.Line> its = linesOf(boot, boots, lines);
        json.write("mac", mac.text())
                .write("boot", boot.map(b -> b.began().line()).orElse(0L));
        BootJson.boots(boots, json);
        // The last one is judged by all that the machine ever did, as on the page of the doctor.
        boolean last = boots.isEmpty() || boot.equals(Optional.of(boots.get(boots.size() - 1)));
        List<BootJournal.Line> evidence = last ? lines : its;
        DiagnosisJson.write(
                BootProgress.of(mac, evidence)
                        .map(progress -> Doctor.of(progress, evidence, Instant.now()))
                        .orElse(List.of()),
                json);
        BootJson.timeline(its, request.getParameter("all") == null ? BootJson.LINES : Integer.MAX_VALUE, json);
    }

    private static List<BootJournal.Line> lines(BootJournal now, MacAddress mac) {
        return now == null ? List.of() : now.lines(Optional.of(mac), 0, Integer.MAX_VALUE);
    }

    private static Optional<Boot> chosen(List<Boot> boots, HttpServletRequest request) {
        long line = Numbers.of(request, "boot", 0);
        return boots.stream()
                .filter(boot -> line == 0 || boot.began().line() == line)
                .reduce((former, later) -> later);
    }

    private static List<BootJournal.Line> linesOf(Optional<Boot> boot, List<Boot> boots, List<BootJournal.Line> lines) {
        long first = boot.map(b -> b.began().line()).orElse(0L);
        long next = boots.stream()
                .mapToLong(b -> b.began().line())
                .filter(line -> line > first)
                .min()
                .orElse(Long.MAX_VALUE);
        return lines.stream()
                .filter(line -> line.number() >= first && line.number() < next)
                .toList();
    }

    @Override
    protected Optional<Download> download(String name, HttpServletRequest request) {
        BootJournal now = journal;
        if (!name.equals("timeline.txt") || now == null) {
            return Optional.empty();
        }
        MacAddress mac = MacAddress.of(String.valueOf(request.getParameter("mac")));
        List<BootJournal.Line> lines = lines(now, mac);
        List<Boot> boots = BootProgress.boots(mac, lines);
        return Optional.of(new Download(
                "text/plain;charset=UTF-8",
                "boot-" + mac.dashed() + ".txt",
                BootText.of(mac, linesOf(chosen(boots, request), boots, lines))));
    }
}
