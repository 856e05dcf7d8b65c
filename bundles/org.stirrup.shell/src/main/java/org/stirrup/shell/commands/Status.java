package org.stirrup.shell.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.api.image.Image;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.shell.text.Json;

/** {@code status}: the appliance on one screen. */
@Component(
        service = Status.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=status"})
public final class Status {
    private final BundleContext context;
    private final Findings findings;
    private final Leases leases;
    private final Clients clients;
    private final Images images;
    private final Loaders loaders;
    private final Deployed deployed;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    volatile List<Listener> listeners = List.of();

    @Activate
    public Status(
            BundleContext context,
            @Reference Findings findings,
            @Reference Leases leases,
            @Reference Clients clients,
            @Reference Images images,
            @Reference Loaders loaders,
            @Reference Deployed deployed) {
        this.context = context;
        this.findings = findings;
        this.leases = leases;
        this.clients = clients;
        this.images = images;
        this.loaders = loaders;
        this.deployed = deployed;
    }

    @Descriptor("the appliance on one screen")
    public String status(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        return json ? Json.of(object()) : text();
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", context.getBundle().getVersion());
        object.put("home", context.getProperty("stirrup.home"));
        object.put("pid", ProcessHandle.current().pid());
        object.put("upSeconds", up().toSeconds());
        object.put("ports", ports().stream().map(Status::object).toList());
        object.put("loaders", loaders.names());
        object.put("imagesReady", images.all().map(Status::ready));
        object.put("clients", clients.count());
        object.put("leases", held());
        object.put("deployed", deployed.droppedObjects());
        object.put("leaving", deployed.leavingObjects());
        object.put("findings", findings.all().stream().map(Status::object).toList());
        return object;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "stirrup",
                context.getBundle().getVersion() + ", process "
                        + ProcessHandle.current().pid() + ", up " + words(up()));
        line(text, "home", context.getProperty("stirrup.home"));
        for (Listener.Port port : ports()) {
            line(text, port.protocol(), text(port));
        }
        line(text, "loaders", loaders.names().isEmpty() ? "none" : String.join(", ", loaders.names()));
        line(
                text,
                "images",
                images.all().map(all -> ready(all) + " ready of " + all.size()).orElse("nobody looks after them"));
        line(text, "clients", clients.count().map(String::valueOf).orElse("nobody counts them"));
        String place = leases.place().map(name -> " in " + name).orElse("");
        line(
                text,
                "leases",
                held().map(count -> count + " held" + place).orElse("no lease store: no address is given"));
        deployed.dropped().forEach(jar -> line(text, "deployed", jar));
        deployed.leaving().forEach(version -> line(text, "leaving", version));
        List<Finding> all = findings.all();
        line(text, "findings", all.isEmpty() ? "none" : String.valueOf(all.size()));
        return all.stream()
                .map(finding -> "\n" + Findings.text(finding))
                .collect(Collectors.joining("", text.toString().stripTrailing(), ""));
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("%-9s %s%n", name, value));
    }

    private List<Listener.Port> ports() {
        return listeners.stream().flatMap(listener -> listener.ports().stream()).toList();
    }

    private static String text(Listener.Port port) {
        return port.address().getHostString() + ":" + port.address().getPort()
                + (port.link().isEmpty() ? "" : " on " + port.link()) + (port.open() ? "" : "  NOT OPEN");
    }

    private static long ready(List<Image> images) {
        return images.stream()
                .filter(image -> image.state() instanceof Image.State.Ready)
                .count();
    }

    /** Empty when there is no store, or it cannot be read, which its own check tells. */
    private Optional<Long> held() {
        try {
            return leases.held();
        } catch (LeaseStoreException e) {
            return Optional.empty();
        }
    }

    private Duration up() {
        String started = context.getProperty("stirrup.started");
        return started == null
                ? Duration.ZERO
                : Duration.between(Instant.ofEpochMilli(Long.parseLong(started)), Instant.now());
    }

    private static String words(Duration up) {
        return up.toHours() > 0
                ? up.toHours() + " h " + up.toMinutesPart() + " min"
                : up.toMinutesPart() > 0 ? up.toMinutesPart() + " min" : up.toSeconds() + " s";
    }

    private static Map<String, Object> object(Listener.Port port) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("protocol", port.protocol());
        object.put("link", port.link());
        object.put("host", port.address().getHostString());
        object.put("port", port.address().getPort());
        object.put("open", port.open());
        return object;
    }

    private static Map<String, Object> object(Finding finding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("severity", finding.severity());
        object.put("source", finding.source());
        object.put("message", finding.message());
        object.put("remedy", finding.remedy());
        return object;
    }
}
