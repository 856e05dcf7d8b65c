package org.stirrup.dhcp.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.dhcp.subnet.Defaults;
import org.stirrup.dhcp.subnet.DefaultsReader;
import org.stirrup.dhcp.subnet.Reading;
import org.stirrup.dhcp.subnet.SubnetBook;
import org.stirrup.dhcp.subnet.SubnetSettings;
import org.stirrup.dhcp.subnet.Topology;
import org.stirrup.dhcp.subnet.Written;
import org.stirrup.net.Link;

/** Keeps what is in force: the last good configuration, put together with the links that are there. */
@Component(
        service = {DhcpConfiguration.class, SelfCheck.class},
        configurationPid = DhcpConfiguration.PID,
        immediate = true)
@Designate(ocd = DhcpConfiguration.Config.class)
public final class DhcpConfiguration implements SelfCheck {
    static final String PID = "org.stirrup.dhcp";

    private static final Logger LOG = LoggerFactory.getLogger(DhcpConfiguration.class);

    /** What holds for every subnet that does not say otherwise. */
    @ObjectClassDefinition(name = "Stirrup DHCP server", description = "What holds for every subnet.")
    @interface Config {
        @AttributeDefinition(
                name = "Authoritative",
                description = "This is the network's DHCP server: a client that asks for a wrong address is told so."
                        + " false beside another DHCP server.",
                type = AttributeType.BOOLEAN)
        String authoritative() default "true";

        @AttributeDefinition(
                name = "Allow booting",
                description = "false ('deny booting'): machines that boot from the network are not answered.",
                type = AttributeType.BOOLEAN)
        String allowBooting() default "true";

        @AttributeDefinition(
                name = "Lease",
                description = "Seconds, for a client that does not ask for a time.",
                type = AttributeType.LONG)
        String leaseSeconds() default "3600";

        @AttributeDefinition(name = "Shortest lease", description = "Seconds.", type = AttributeType.LONG)
        String minLeaseSeconds() default "120";

        @AttributeDefinition(name = "Longest lease", description = "Seconds.", type = AttributeType.LONG)
        String maxLeaseSeconds() default "86400";

        @AttributeDefinition(
                name = "Offer",
                description = "Seconds for which an offered address waits for its client.",
                type = AttributeType.LONG)
        String offerSeconds() default "60";

        @AttributeDefinition(
                name = "Quarantine",
                description = "Seconds for which nobody gets an address that a client found in use.",
                type = AttributeType.LONG)
        String declineSeconds() default "3600";

        @AttributeDefinition(
                name = "Port",
                description = "UDP port of the server; clients are answered on the next. For tests: DHCP is on 67.",
                type = AttributeType.INTEGER)
        String port() default "67";
    }

    private static final Finding NO_SUBNET = new Finding(
            Finding.Severity.WARNING,
            SubnetConfiguration.PID,
            "no subnet is configured: nobody gets an address",
            "write etc/" + SubnetConfiguration.PID + "-lan.cfg with range=FIRST-LAST");

    private final boolean checkOnly;
    private final SubnetBook book = new SubnetBook();
    private final List<Link> links = new ArrayList<>();
    private final Set<Finding> told = new LinkedHashSet<>();
    private boolean complete;
    private Defaults defaults = Defaults.STANDARD;
    private List<Finding> defaultsFindings = List.of();
    private volatile Topology topology = new Topology(Defaults.STANDARD, List.of(), List.of());
    private volatile List<Finding> findings = List.of();
    private volatile Runnable listener = () -> {};

    @Activate
    public DhcpConfiguration(Config config, Map<String, Object> properties, BundleContext context) {
        this(Boolean.parseBoolean(context.getProperty("stirrup.check")));
        modified(config, properties);
    }

    /** @param checkOnly links are not there, and are not missed */
    DhcpConfiguration(boolean checkOnly) {
        this.checkOnly = checkOnly;
    }

    /** Called when every subnet and link that is there has been handed over. */
    @Activate
    synchronized void complete() {
        complete = true;
        tellNew();
    }

    @Deactivate
    synchronized void over() {
        complete = false;
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        put(Written.of(
                properties,
                PID,
                Map.of(
                        "authoritative", new String[] {config.authoritative()},
                        "allowBooting", new String[] {config.allowBooting()},
                        "leaseSeconds", new String[] {config.leaseSeconds()},
                        "minLeaseSeconds", new String[] {config.minLeaseSeconds()},
                        "maxLeaseSeconds", new String[] {config.maxLeaseSeconds()},
                        "offerSeconds", new String[] {config.offerSeconds()},
                        "declineSeconds", new String[] {config.declineSeconds()},
                        "port", new String[] {config.port()})));
    }

    synchronized void put(Written written) {
        Reading<Defaults> reading = DefaultsReader.read(written);
        defaults = reading.value().orElse(defaults);
        defaultsFindings = reading.findings();
        renew();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addSubnet(SubnetConfiguration subnet, Map<String, Object> properties) {
        putSubnet(pid(properties), subnet.written());
    }

    void updatedSubnet(SubnetConfiguration subnet, Map<String, Object> properties) {
        putSubnet(pid(properties), subnet.written());
    }

    synchronized void removeSubnet(SubnetConfiguration subnet, Map<String, Object> properties) {
        book.remove(pid(properties));
        renew();
    }

    private static String pid(Map<String, Object> properties) {
        return String.valueOf(properties.get("service.pid"));
    }

    synchronized void putSubnet(String pid, Written written) {
        book.put(pid, written);
        renew();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void addLink(Link link) {
        links.add(link);
        renew();
    }

    synchronized void removeLink(Link link) {
        links.remove(link);
        renew();
    }

    /** @param changed called after every change, from whatever thread made it; the last one given counts */
    void listen(Runnable changed) {
        listener = changed;
    }

    Topology topology() {
        return topology;
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    private void renew() {
        List<Finding> now = new ArrayList<>(defaultsFindings);
        now.addAll(book.findings());
        List<Finding> placing = new ArrayList<>();
        List<SubnetSettings> settings = book.settings();
        topology = Topology.of(defaults, settings, links, placing);
        // Links come after the configuration at a start, and never when it is only checked: not worth a word then.
        if (!links.isEmpty() && !checkOnly) {
            now.addAll(placing);
        }
        if (book.isEmpty()) {
            now.add(NO_SUBNET);
        }
        findings = List.copyOf(now);
        tellNew();
        listener.run();
    }

    /** Writes what was not true before into the log; not while the parts of a start or a stop come or go one by one. */
    private void tellNew() {
        if (!complete) {
            return;
        }
        List<Finding> now = findings;
        for (Finding finding : now) {
            boolean early = finding.equals(NO_SUBNET) && links.isEmpty();
            if (!early && told.add(finding)) {
                tell(finding);
            }
        }
        told.retainAll(now);
    }

    private static void tell(Finding finding) {
        if (finding.severity() == Finding.Severity.ERROR) {
            LOG.error("{}: {}; {}", finding.source(), finding.message(), finding.remedy());
        } else {
            LOG.warn("{}: {}; {}", finding.source(), finding.message(), finding.remedy());
        }
    }
}
