package org.stirrup.features.ready;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Listener;
import org.stirrup.features.install.FeatureInstaller;

/**
 * Says once, in a line that programs wait for, that every feature is active and every server has its ports:
 * {@code stirrup ready in 2.9 s: dhcp 192.168.77.1:67, …}.
 */
@Component(
        service = {},
        immediate = true)
public final class Readiness {
    private static final Logger READY = LoggerFactory.getLogger("stirrup.ready");
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final long POLL_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final FeatureInstaller installer;
    private final long started;
    private final ScheduledExecutorService poll =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "stirrup ready"));
    private boolean complained;

    @Activate
    public Readiness(BundleContext context, @Reference FeatureInstaller installer) {
        this.context = context;
        this.installer = installer;
        String property = context.getProperty("stirrup.started");
        started = property == null ? System.currentTimeMillis() : Long.parseLong(property);
        if (!Boolean.parseBoolean(context.getProperty("stirrup.check"))) {
            poll.scheduleWithFixedDelay(this::look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Deactivate
    void deactivate() {
        poll.shutdownNow();
    }

    private void look() {
        try {
            if (started()) {
                judge();
            }
        } catch (RuntimeException e) {
            LOG.error("cannot tell whether all ports are open: {}", e.toString(), e);
            poll.shutdown();
        }
    }

    private void judge() {
        double seconds = (System.currentTimeMillis() - started) / 1000.0;
        List<String> missing = new ArrayList<>();
        List<Listener.Port> ports = openPorts(missing);
        installer.findings().forEach(finding -> missing.add(finding.source() + ": " + finding.message()));
        if (missing.isEmpty()) {
            READY.info(String.format("stirrup ready in %.1f s: %s", seconds, text(ports)));
            poll.shutdown();
        } else if (!complained && seconds > PATIENCE.toSeconds()) {
            complained = true;
            LOG.warn("not ready yet: {}", String.join("; ", missing));
        }
    }

    private boolean started() {
        int level = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkStartLevel.class)
                .getStartLevel();
        return level >= Integer.parseInt(context.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL));
    }

    /** Ports that are open. @param missing takes those that are not, and servers that have none yet */
    private List<Listener.Port> openPorts(List<String> missing) {
        Map<Bundle, List<Listener.Port>> servers = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() == Bundle.ACTIVE && promisesListener(bundle)) {
                servers.put(bundle, new ArrayList<>());
            }
        }
        for (ServiceReference<Listener> reference : references()) {
            Listener listener = context.getService(reference);
            if (listener != null) {
                servers.computeIfAbsent(reference.getBundle(), none -> new ArrayList<>())
                        .addAll(listener.ports());
                context.ungetService(reference);
            }
        }
        List<Listener.Port> open = new ArrayList<>();
        servers.forEach((bundle, ports) -> {
            if (ports.isEmpty()) {
                missing.add(bundle.getSymbolicName() + " has no port: is a network interface chosen, and up?");
            }
            ports.stream().filter(port -> !port.open()).forEach(port -> missing.add(text(port) + " is not open"));
            ports.stream().filter(Listener.Port::open).forEach(open::add);
        });
        return open;
    }

    private Collection<ServiceReference<Listener>> references() {
        try {
            return context.getServiceReferences(Listener.class, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a bundle's components will register, its manifest says (OSGi Core 8, section 8.1, osgi.service). */
    private static boolean promisesListener(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision.getCapabilities("osgi.service").stream()
                .map(capability -> String.valueOf(capability.getAttributes().get(Constants.OBJECTCLASS)))
                .anyMatch(classes -> classes.contains(Listener.class.getName()));
    }

    private static String text(List<Listener.Port> ports) {
        return ports.stream().map(Readiness::text).sorted().collect(Collectors.joining(", "));
    }

    private static String text(Listener.Port port) {
        String host = port.address().getHostString();
        if (port.protocol().equals("admin")) {
            return "admin http://" + host + ":" + port.address().getPort() + "/system/console";
        }
        String on = port.link().isEmpty() ? "" : " on " + port.link();
        return port.protocol() + " " + host + ":" + port.address().getPort() + on;
    }
}
