package org.stirrup.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.RuntimeDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.http.content.ContentServlet;
import org.stirrup.http.listener.BootListener;
import org.stirrup.http.listener.Settings;
import org.stirrup.http.listener.WebServer;
import org.stirrup.net.Link;

/**
 * Has the web server listen on each link, as long as the link is there. What is answered there is the servlets' that
 * ask for a listener with {@link WebServer#BOOT}; the administrator's listener is another one.
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

        @AttributeDefinition(description = "Threads at most, on each link. Slow clients take none.")
        String threads() default "64";

        @AttributeDefinition(
                description = "Seconds after which a silent client, or one that takes no data, is disconnected.")
        String idleTimeout() default "60";
    }

    private final BundleContext context;
    private final WebServer server;
    private final ScheduledExecutorService worker;
    private final Map<Link, BootListener> listeners = new ConcurrentHashMap<>();
    private final Map<ServiceReference<?>, HttpServiceRuntime> runtimes = new ConcurrentHashMap<>();
    private volatile Settings settings;
    private volatile List<Finding> mistakes;

    @Activate
    public HttpListeners(
            BundleContext context,
            @Reference ConfigurationAdmin configurations,
            Config config,
            Map<String, Object> properties) {
        this.context = context;
        this.server = new WebServer(configurations);
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "stirrup-http");
            thread.setDaemon(true);
            return thread;
        });
        configure(config, properties, Settings.DEFAULT);
        worker.execute(this::deleteStale);
        worker.scheduleWithFixedDelay(this::check, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        configure(config, properties, settings);
        worker.execute(() -> listeners.values().forEach(listener -> listener.apply(settings, running())));
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        worker.execute(() -> listeners.values().forEach(BootListener::close));
        worker.shutdown();
        if (!worker.awaitTermination(15, TimeUnit.SECONDS)) {
            LOG.warn("HTTP: listeners were still closing after 15 s");
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLink(Link link) {
        BootListener listener = new BootListener(link, context, server);
        listeners.put(link, listener);
        worker.execute(() -> listener.apply(settings, running()));
    }

    void removeLink(Link link) {
        BootListener listener = listeners.remove(link);
        if (listener != null && !worker.isShutdown()) {
            worker.execute(listener::close);
        }
    }

    @Reference(
            target = WebServer.BOOT,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedRuntime")
    void addRuntime(ServiceReference<HttpServiceRuntime> reference, HttpServiceRuntime runtime) {
        runtimes.put(reference, runtime);
        checkSoon();
    }

    /** Its servlets changed. */
    void updatedRuntime(ServiceReference<HttpServiceRuntime> reference) {
        checkSoon();
    }

    void removeRuntime(ServiceReference<HttpServiceRuntime> reference) {
        runtimes.remove(reference);
        checkSoon();
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
                        entry.getKey().name(),
                        new InetSocketAddress(entry.getKey().address(), settings.port()),
                        entry.getValue().open()))
                .toList();
    }

    private void configure(Config config, Map<String, Object> properties, Settings lastGood) {
        ConfigReader reader = new ConfigReader(properties, lastGood);
        settings = reader.read(config);
        mistakes = reader.mistakes();
    }

    private void deleteStale() {
        try {
            server.deleteAll();
        } catch (IOException e) {
            LOG.error("HTTP: listeners of an earlier run could not be removed: {}", e.getMessage());
        }
    }

    private void checkSoon() {
        if (!worker.isShutdown()) {
            worker.execute(this::check);
        }
    }

    private void check() {
        try {
            Set<String> running = running();
            listeners.values().forEach(listener -> listener.check(running));
        } catch (RuntimeException e) {
            // An exception that left here would end the checks for good.
            LOG.error("HTTP: opening listeners failed", e);
        }
    }

    /** Names of the listeners that are open and have the content servlet. */
    private Set<String> running() {
        return runtimes.entrySet().stream()
                .filter(entry -> serves(entry.getValue()))
                .map(entry -> String.valueOf(entry.getKey().getProperty(WebServer.NAME)))
                .collect(Collectors.toSet());
    }

    private static boolean serves(HttpServiceRuntime runtime) {
        RuntimeDTO state;
        try {
            state = runtime.getRuntimeDTO();
        } catch (IllegalStateException stopping) {
            // Jetty is just being stopped or configured anew: its service is gone before we hear of it.
            LOG.debug("HTTP: a web server is stopping", stopping);
            return false;
        }
        return Stream.of(state.servletContextDTOs)
                .flatMap(each -> Stream.of(each.servletDTOs))
                .anyMatch(servlet -> ContentServlet.NAME.equals(servlet.name));
    }
}
