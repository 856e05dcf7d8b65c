package org.stirrup.console.listener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;

/**
 * Opens the listener that the web console is on, and keeps the console off every other one. A place that cannot be had
 * leaves the listener where it is, and is tried again until it can.
 *
 * <p>Start this bundle before the HTTP server and the web console: then neither comes up with settings of the last run.
 */
@Component(
        service = {SelfCheck.class, Listener.class},
        immediate = true,
        configurationPid = "org.stirrup.console")
@Designate(ocd = AdminListener.Config.class)
public final class AdminListener implements SelfCheck, Listener {
    /** Whiteboard target of servlets that belong on the admin listener. */
    public static final String TARGET = "(http.listener=admin)";

    private static final Logger LOG = LoggerFactory.getLogger(AdminListener.class);
    private static final int RETRY_SECONDS = 5;

    private final boolean checkOnly;
    private final ListenerConfiguration configuration;
    private final PortHolder holders = new PortHolder(Path.of("/proc"));
    private final ScheduledExecutorService retry = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stirrup-console-listener");
        thread.setDaemon(true);
        return thread;
    });
    private volatile ListenerSettings.Usable wanted;
    private ListenerSettings.Usable asked;
    private volatile List<Finding> findings = List.of();

    /** There while the listener is up. */
    @Reference(
            service = HttpServiceRuntime.class,
            target = TARGET,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    private volatile Map<String, Object> runtime;

    /** Where the console listens. */
    @ObjectClassDefinition(
            name = "Stirrup console",
            description = "Where the web console listens. It is apart from what booting machines reach.")
    @interface Config {
        @AttributeDefinition(description = "Address of this machine. Beyond 127.0.0.1 the password travels in clear.")
        String host() default "127.0.0.1";

        @AttributeDefinition(description = "TCP port, 1 to 65535; 0 takes any free one, which the log names.")
        String port() default "8080";
    }

    @Activate
    public AdminListener(
            BundleContext context, @Reference ConfigurationAdmin admin, Config config, Map<String, Object> properties) {
        checkOnly = Boolean.parseBoolean(context.getProperty("stirrup.check"));
        configuration = new ListenerConfiguration(admin);
        try {
            configuration.console();
            if (checkOnly) {
                // What the last run left; a check works on a copy of the configurations and opens nothing.
                configuration.noServer();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the web console cannot be configured", e);
        }
        configure(config, properties);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        configure(config, properties);
    }

    /** Without this bundle there is no console; when everything stops the server stops by itself. */
    @Deactivate
    void close(BundleContext context) throws IOException {
        retry.shutdownNow();
        boolean everythingStops =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
        if (!checkOnly && !everythingStops) {
            configuration.noServer();
        }
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public List<Port> ports() {
        ListenerSettings.Usable where = wanted;
        Map<String, Object> up = runtime;
        if (where == null || checkOnly) {
            return List.of();
        }
        int bound = up == null ? 0 : AdminEndpoint.of(up).port();
        int port = where.port() == 0 ? bound : where.port();
        boolean there = up != null && port == bound;
        return List.of(new Port("admin", "", new InetSocketAddress(where.address(), port), there));
    }

    private synchronized void configure(Config config, Map<String, Object> properties) {
        String source = Finding.sourceOf(properties, "org.stirrup.console");
        ListenerSettings settings = ListenerSettings.of(config.host(), config.port(), source);
        if (settings instanceof ListenerSettings.Wrong wrong) {
            report(List.of(wrong.finding()));
        } else if (settings instanceof ListenerSettings.Usable usable) {
            wanted = usable;
            report(usable.warning(source).map(List::of).orElse(List.of()));
            if (!checkOnly) {
                open(usable, source);
            }
        }
    }

    private synchronized void open(ListenerSettings.Usable where, String source) {
        if (!where.equals(wanted) || where.equals(asked)) {
            return; // the configuration moved on
        }
        Optional<Finding> fault;
        try {
            fault = obstacle(where, source);
            if (fault.isEmpty()) {
                configuration.server(where);
                asked = where;
                report(where.warning(source).map(List::of).orElse(List.of()));
                return;
            }
        } catch (IOException e) {
            fault = Optional.of(new Finding(
                    Finding.Severity.ERROR, source, "the HTTP server cannot be configured: " + e, "see the log"));
        }
        report(List.of(fault.get()));
        retry.schedule(() -> again(where, source), RETRY_SECONDS, TimeUnit.SECONDS);
    }

    private void again(ListenerSettings.Usable where, String source) {
        try {
            open(where, source);
        } catch (RuntimeException e) {
            LOG.error("console: trying {} again failed, and is given up; restart the bundle", where, e);
        }
    }

    /** Why the port cannot be had; the admin listener itself on it, from the last run's settings, is no obstacle. */
    private Optional<Finding> obstacle(ListenerSettings.Usable where, String source) throws IOException {
        if (where.port() == 0) {
            return Optional.empty();
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(where.address(), where.port()));
            return Optional.empty();
        } catch (BindException e) {
            Optional<PortHolder.Holder> holder = holders.of(where.port());
            if (configuration.serverIs(where)
                    && holder.isPresent()
                    && holder.get().pid() == ProcessHandle.current().pid()) {
                return Optional.empty();
            }
            String at = where.address().getHostAddress() + ":" + where.port();
            return Optional.of(new Finding(
                    Finding.Severity.ERROR,
                    source,
                    "the console cannot listen on " + at + ": " + e.getMessage()
                            + holder.map(h -> ", process " + h.pid() + " (" + h.name() + ") has it")
                                    .orElse(""),
                    "end that process or set another port; it is tried again every " + RETRY_SECONDS + " s"));
        }
    }

    private void report(List<Finding> now) {
        List<Finding> fresh = new ArrayList<>(now);
        fresh.removeAll(findings);
        findings = List.copyOf(now);
        for (Finding finding : fresh) {
            if (finding.severity() == Finding.Severity.ERROR) {
                LOG.error("{}: {}: {}", finding.source(), finding.message(), finding.remedy());
            } else {
                LOG.warn("{}: {}: {}", finding.source(), finding.message(), finding.remedy());
            }
        }
    }
}
