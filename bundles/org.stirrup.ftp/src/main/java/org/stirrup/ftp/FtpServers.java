package org.stirrup.ftp;

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
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.swap.Drain;
import org.stirrup.api.swap.Drains;
import org.stirrup.ftp.server.LinkPort;
import org.stirrup.ftp.server.Settings;
import org.stirrup.ftp.tree.ContentTree;
import org.stirrup.ftp.tree.Journal;
import org.stirrup.net.Link;

/** Holds an FTP port open on each link, as long as the link is there. The content tree may come and go meanwhile. */
@Component(
        configurationPid = "org.stirrup.ftp",
        service = {SelfCheck.class, Listener.class},
        immediate = true)
@Designate(ocd = FtpServers.Config.class)
public final class FtpServers implements SelfCheck, Listener {
    private static final Logger LOG = LoggerFactory.getLogger(FtpServers.class);
    private static final long RETRY_SECONDS = 2;

    @ObjectClassDefinition(
            name = "Stirrup FTP server",
            description = "Shows the content tree by FTP: anonymous, read-only, on every link.")
    @interface Config {
        @AttributeDefinition(description = "TCP port of control connections.")
        String port() default "21";

        @AttributeDefinition(
                description = "TCP ports for passive data connections, to be let through by a firewall. 0 for any.")
        String passivePorts() default "50000-50999";

        @AttributeDefinition(
                description = "Seconds after which a silent client, or one that takes no data, is disconnected.")
        String idleTimeout() default "300";

        @AttributeDefinition(description = "Clients logged in at the same time, on each link.")
        String maxLogins() default "2000";
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ContentResolver resolver;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile BootJournal journal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Drains drains;

    /** The last that were there, for transfers that outlive this component. */
    private volatile ContentResolver latestResolver;

    private volatile BootJournal latestJournal;

    private final BundleContext context;
    private final ScheduledExecutorService worker;
    private final Map<Link, LinkPort> ports = new ConcurrentHashMap<>();
    private volatile Settings settings;
    private volatile List<Finding> mistakes;

    @Activate
    public FtpServers(BundleContext context, Config config, Map<String, Object> properties) {
        this.context = context;
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "stirrup-ftp");
            thread.setDaemon(true);
            return thread;
        });
        configure(config, properties, Settings.DEFAULT);
        worker.scheduleWithFixedDelay(this::retry, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        configure(config, properties, settings);
        worker.execute(() -> ports.values().forEach(port -> port.apply(settings)));
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        latestResolver = resolver;
        latestJournal = journal;
        Drains present = drains;
        worker.execute(() -> ports.values()
                .forEach(port -> port.leave().ifPresent(present == null ? Drain::cutOff : present::hold)));
        worker.shutdown();
        if (!worker.awaitTermination(15, TimeUnit.SECONDS)) {
            LOG.warn("FTP: ports were still closing after 15 s");
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLink(Link link) {
        LinkPort port = new LinkPort(
                link,
                context,
                new ContentTree(() -> resolver == null ? latestResolver : resolver),
                new Journal(() -> journal == null ? latestJournal : journal));
        ports.put(link, port);
        worker.execute(() -> port.apply(settings));
    }

    void removeLink(Link link) {
        LinkPort port = ports.remove(link);
        if (port != null && !worker.isShutdown()) {
            worker.execute(port::close);
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(mistakes);
        ports.values().forEach(port -> port.finding().ifPresent(findings::add));
        return findings;
    }

    @Override
    public List<Port> ports() {
        return ports.entrySet().stream()
                .map(entry -> new Port(
                        "ftp",
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

    private void retry() {
        try {
            ports.values().forEach(LinkPort::retry);
        } catch (RuntimeException e) {
            // An exception that left here would end the retries for good.
            LOG.error("FTP: opening ports failed", e);
        }
    }
}
