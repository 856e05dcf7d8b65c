package org.stirrup.net.link;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Finding.Severity;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.net.ConfiguredLinks;
import org.stirrup.net.Link;
import org.stirrup.net.linux.Kernel;

/** Publishes a {@link Link} for each configured interface while it is up and has an IPv4 address. */
@Component(
        service = {SelfCheck.class, ConfiguredLinks.class},
        immediate = true,
        configurationPid = "org.stirrup.net")
@Designate(ocd = Links.Config.class)
public final class Links implements SelfCheck, ConfiguredLinks {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    private static final long POLL_MILLIS = 1000;

    /** Which interfaces are served. */
    @ObjectClassDefinition(
            name = "Stirrup network",
            description = "The network interfaces on which Stirrup answers. It is silent on all others.")
    public @interface Config {
        @AttributeDefinition(
                name = "Interfaces",
                description = "Names of network interfaces, separated by commas: eth1,eth2. Followed while they come,"
                        + " go or change their address.")
        String interfaces() default "";
    }

    private final BundleContext context;
    private final Interfaces interfaces;
    private final boolean onlyCheck;
    private final ScheduledExecutorService poll;
    private final Map<String, Published> published = new HashMap<>();

    private volatile Wanted wanted;
    private volatile Wanted inForce;

    private record Published(Link link, ServiceRegistration<Link> registration) {}

    @Activate
    public Links(BundleContext context, Config config, Map<String, Object> properties) {
        this(context, new SystemInterfaces(new Kernel()), config.interfaces(), properties);
    }

    Links(BundleContext context, Interfaces interfaces, String configured, Map<String, Object> properties) {
        this.context = context;
        this.interfaces = interfaces;
        this.onlyCheck = Boolean.parseBoolean(context.getProperty("stirrup.check"));
        this.wanted = Wanted.of(source(properties), configured);
        this.inForce = wanted;
        this.poll = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "stirrup-links");
            thread.setDaemon(true);
            return thread;
        });
        log(wanted.findings(interfaces.now()));
        if (!onlyCheck) {
            poll.scheduleWithFixedDelay(this::look, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        wanted = Wanted.of(source(properties), config.interfaces());
        log(wanted.findings(interfaces.now()));
        if (!onlyCheck) {
            poll.execute(this::look);
        }
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        poll.shutdown();
        if (!poll.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("a server takes long to open or close its ports; leaving without waiting for it");
        }
        for (String name : List.copyOf(published.keySet())) {
            withdraw(name);
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(wanted.findings(interfaces.now()));
        if (!wanted.equals(inForce)) {
            findings.add(new Finding(
                    Severity.WARNING,
                    wanted.source(),
                    "interfaces=" + wanted.text() + " is not in force; interfaces=" + inForce.text() + " still is",
                    "mend the value; it is taken up as soon as every interface that it names is there"));
        }
        return findings;
    }

    @Override
    public List<Link> links() {
        Map<String, Nic> there = interfaces.now();
        return wanted.names().stream()
                .flatMap(name ->
                        Optional.ofNullable(there.get(name)).flatMap(nic -> nic.link(Optional.empty())).stream())
                .toList();
    }

    /** One look at the system, on the poll thread only. */
    private void look() {
        try {
            Map<String, Nic> there = interfaces.now();
            if (!wanted.equals(inForce) && wanted.allThere(there)) {
                inForce = wanted;
            }
            follow(inForce, there);
        } catch (RuntimeException e) {
            // Thrown, it would end the polling.
            LOG.error("cannot follow the network interfaces", e);
        }
    }

    private void follow(Wanted names, Map<String, Nic> there) {
        for (String name : List.copyOf(published.keySet())) {
            if (!names.names().contains(name)) {
                withdraw(name);
            }
        }
        for (String name : names.names()) {
            Optional<Link> before = Optional.ofNullable(published.get(name)).map(Published::link);
            Optional<Link> now = Optional.ofNullable(there.get(name)).flatMap(nic -> nic.link(before));
            if (!now.equals(before)) {
                withdraw(name);
                now.ifPresent(this::publish);
            }
        }
    }

    private void publish(Link link) {
        LOG.info("serving {} with address {}/{}", link.name(), link.address().getHostAddress(), link.prefixLength());
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("stirrup.link", link.name()));
        published.put(link.name(), new Published(link, context.registerService(Link.class, link, properties)));
    }

    private void withdraw(String name) {
        Published gone = published.remove(name);
        if (gone != null) {
            LOG.info(
                    "no longer serving {} with address {}",
                    name,
                    gone.link().address().getHostAddress());
            gone.registration().unregister();
        }
    }

    private static void log(List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.severity() == Severity.ERROR) {
                LOG.error("{}: {}; {}", finding.source(), finding.message(), finding.remedy());
            } else {
                LOG.warn("{}: {}; {}", finding.source(), finding.message(), finding.remedy());
            }
        }
    }

    private static String source(Map<String, Object> properties) {
        return Finding.sourceOf(properties, "org.stirrup.net");
    }
}
