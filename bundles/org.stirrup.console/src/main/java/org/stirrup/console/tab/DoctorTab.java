package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
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
import org.stirrup.console.doctor.Diagnosis;
import org.stirrup.console.doctor.Doctor;
import org.stirrup.console.progress.BootBoard;
import org.stirrup.console.progress.BootProgress;

/** What is wrong, each with what to do: with the appliance, as its bundles find, and with machines, as the journal saw. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-doctor",
            ServletConstants.PLUGIN_TITLE + "=%doctor",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class DoctorTab extends Tab {
    /** Lines of the journal that are looked at, the latest: a room of PCs that are being installed writes so many an hour. */
    private static final int LINES = 50_000;

    private final transient BundleContext context;
    private final transient BootBoard board = new BootBoard();

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
    public DoctorTab(BundleContext context) {
        this.context = context;
    }

    @Override
    protected String script() {
        return "doctor";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        if (!what.equals("doctor")) {
            return false;
        }
        Instant now = Instant.now();
        BootJournal present = journal;
        json.write("now", now.toEpochMilli()).write("journal", present != null);
        Findings.write(context, checks, json);
        List<BootProgress> machines =
                present == null ? List.of() : board.read(present).machines();
        json.write("machines", machines.size()).writeStartArray("patients");
        if (present != null) {
            Map<MacAddress, List<BootJournal.Line>> lines = byMachine(present);
            machines.stream()
                    .sorted(Comparator.comparing(
                                    (BootProgress machine) -> machine.last().time())
                            .reversed())
                    .forEach(machine -> patient(machine, lines.getOrDefault(machine.mac(), List.of()), now, json));
        }
        json.writeEnd();
        return true;
    }

    private static Map<MacAddress, List<BootJournal.Line>> byMachine(BootJournal journal) {
        Map<MacAddress, List<BootJournal.Line>> lines = new HashMap<>();
        for (BootJournal.Line line : journal.lines(Optional.empty(), 0, LINES)) {
            line.event().mac().ifPresent(mac -> lines.computeIfAbsent(mac, first -> new ArrayList<>())
                    .add(line));
        }
        return lines;
    }

    private void patient(BootProgress machine, List<BootJournal.Line> lines, Instant now, JsonGenerator json) {
        List<Diagnosis> diagnoses = Doctor.of(machine, lines, now);
        if (diagnoses.isEmpty()) {
            return;
        }
        HostDirectory directory = hosts;
        Optional<Host> host = directory == null ? Optional.empty() : directory.find(machine.mac());
        json.writeStartObject()
                .write("mac", machine.mac().text())
                .write("name", host.flatMap(Host::name).orElse(""))
                .write("seen", machine.last().time().toEpochMilli())
                .write("stage", machine.boot().stage().title());
        DiagnosisJson.write(diagnoses, json);
        json.writeEnd();
    }
}
