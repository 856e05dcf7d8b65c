package org.stirrup.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.swap.Drain;
import org.stirrup.api.swap.Drains;
import org.stirrup.http.content.ContentResponder;
import org.stirrup.http.exchange.Responder;
import org.stirrup.http.listener.BootListener;
import org.stirrup.http.listener.Settings;
import org.stirrup.http.report.ReportResponder;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;

/**
 * Holds an HTTP port open on each link, as long as the link is there, and at its IPv6 address as long as that is served.
 * The administrator's web server is another one, with which this shares nothing.
 */
@Component(
        configurationPid = "org.stirrup.http",
        service = {SelfCheck.class, Listener.class},
        immediate = true)
@Designate(ocd = HttpListeners.Config.class)
public final class HttpListeners implements SelfCheck, Listener {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListeners.class);
    private static final long RETRY_SECONDS = 2;

    @ObjectClassDefinition(
            name = "Stirrup HTTP boot listener",
            description = "Shows the content tree and takes installers' reports by HTTP, on every link.")
    @interface Config {
        @AttributeDefinition(description = "TCP port.")
        String port() default "80";

        @AttributeDefinition(
                description = "Threads at most, on each link. Slow clients take none: a handful serves all, the rest is"
                        + " for when a disk or a plugin is slow.")
        String threads() default "64";

        @AttributeDefinition(
                description =
                        "Seconds after which a silent client, or one that takes no data, is disconnected; within as"
                                + " many the head of a request has to come.")
        String idleTimeout() default "60";
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Drains drains;

    private final BundleContext context;
    private final Responder responder;
    private final ScheduledExecutorService worker;
    private final Map<Place, BootListener> listeners = new ConcurrentHashMap<>();
    private volatile Settings settings;
    private volatile List<Finding> mistakes;

    /** Where it is listened: on a link, at one of the appliance's addresses. */
    private record Place(Link link, InetAddress address) {}

    @Activate
    public HttpListeners(
            BundleContext context,
            @Reference ContentResponder content,
            @Reference ReportResponder reports,
            Config config,
            Map<String, Object> properties) {
        this.context = context;
        this.responder = new Routes(content, reports);
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "stirrup-http");
            thread.setDaemon(true);
            return thread;
        });
        configure(config, properties, Settings.DEFAULT);
        worker.scheduleWithFixedDelay(this::retry, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        configure(config, properties, settings);
        worker.execute(() -> listeners.values().forEach(listener -> listener.apply(settings)));
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        Drains present = drains;
        worker.execute(() -> listeners.values().forEach(listener -> listener.leave()
                .ifPresent(present == null ? Drain::cutOff : present::hold)));
        worker.shutdown();
        if (!worker.awaitTermination(15, TimeUnit.SECONDS)) {
            LOG.warn("HTTP: listeners were still closing after 15 s");
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLink(Link link) {
        add(new Place(link, link.address()));
    }

    void removeLink(Link link) {
        remove(new Place(link, link.address()));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLink6(Link6 network) {
        add(new Place(network.link(), network.address()));
    }

    void removeLink6(Link6 network) {
        remove(new Place(network.link(), network.address()));
    }

    private void add(Place place) {
        BootListener listener = new BootListener(place.link(), place.address(), context, responder);
        listeners.put(place, listener);
        worker.execute(() -> listener.apply(settings));
    }

    private void remove(Place place) {
        BootListener listener = listeners.remove(place);
        if (listener != null && !worker.isShutdown()) {
            worker.execute(listener::close);
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(mistakes);
        listeners.values().forEach(listener -> listener.finding().ifPresent(findings::add));
        return findings;
    }

    @Override
    public List<Port> ports() {
        return listeners.entrySet().stream()
                .map(entry -> new Port(
                        "http",
                        entry.getKey().link().name(),
                        new InetSocketAddress(entry.getKey().address(), settings.port()),
                        entry.getValue().open()))
                .toList();
    }

    private void configure(Config config, Map<String, Object> properties, Settings lastGood) {
        ConfigReader reader = new ConfigReader(properties, lastGood);
        settings = reader.read(config);
        mistakes = reader.mistakes();
    }

    private void retry() {
        try {
            listeners.values().forEach(BootListener::retry);
        } catch (RuntimeException e) {
            // An exception that left here would end the retries for good.
            LOG.error("HTTP: opening listeners failed", e);
        }
    }
}
