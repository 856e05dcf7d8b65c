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
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.lease.AddressPlan;
import org.stirrup.dhcp.subnet.Book;
import org.stirrup.dhcp.subnet.ClassSettings;
import org.stirrup.dhcp.subnet.Defaults;
import org.stirrup.dhcp.subnet.DefaultsReader;
import org.stirrup.dhcp.subnet.HostSettings;
import org.stirrup.dhcp.subnet.Mode;
import org.stirrup.dhcp.subnet.Plan;
import org.stirrup.dhcp.subnet.PoolSettings;
import org.stirrup.dhcp.subnet.Reading;
import org.stirrup.dhcp.subnet.SubnetSettings;
import org.stirrup.dhcp.subnet.Topology;
import org.stirrup.dhcp.subnet.Written;
import org.stirrup.net.Link;

/** Keeps what is in force: the last good configuration, put together with the links that are there. */
@Component(
        service = {DhcpConfiguration.class, SelfCheck.class, AddressPlan.class},
        configurationPid = DhcpConfiguration.PID,
        immediate = true)
@Designate(ocd = DhcpConfiguration.Config.class)
public final class DhcpConfiguration implements SelfCheck, AddressPlan {
    static final String PID = "org.stirrup.dhcp";

    private static final Logger LOG = LoggerFactory.getLogger(DhcpConfiguration.class);

    /** What holds for every subnet that does not say otherwise. */
    @ObjectClassDefinition(name = "Stirrup DHCP server", description = "What holds for every subnet.")
    @interface Config {
        @AttributeDefinition(
                name = "Mode",
                description = "server gives addresses; proxy leaves them to another DHCP server and tells machines that"
                        + " boot what to boot (proxyDHCP).",
                options = {@Option(label = "server", value = "server"), @Option(label = "proxy", value = "proxy")})
        String mode() default "server";

        @AttributeDefinition(
                name = "Other server",
                description = "What is done where another DHCP server answers: proxy gives no new address and tells"
                        + " machines that boot what to boot, silent answers nobody new, serve gives addresses all the"
                        + " same. It is reported in each case.",
                options = {
                    @Option(label = "proxy", value = "proxy"),
                    @Option(label = "serve", value = "serve"),
                    @Option(label = "silent", value = "silent")
                })
        String otherServer() default "proxy";

        @AttributeDefinition(
                name = "Known servers",
                description = "Addresses of DHCP servers that may be there beside this one, several with commas.",
                required = false)
        String[] knownServers() default {};

        @AttributeDefinition(
                name = "Look",
                description = "Seconds between two looks for other DHCP servers. One that does not answer five looks is"
                        + " gone.",
                type = AttributeType.LONG)
        String lookSeconds() default "60";

        @AttributeDefinition(
                name = "Authoritative",
                description = "This is the network's DHCP server: a client that asks for a wrong address is told so."
                        + " Not where another DHCP server was seen, whatever stands here.",
                type = AttributeType.BOOLEAN)
        String authoritative() default "true";

        @AttributeDefinition(
                name = "Allow booting",
                description =
                        "Machines that boot from the network are answered: true, false ('deny booting'), or only those"
                                + " of these classes: known.")
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
                name = "Conflict probe",
                description =
                        "Milliseconds to wait for somebody to answer at an address before a client gets it for the"
                                + " first time ('ping-check'). 0: nobody is asked.",
                type = AttributeType.INTEGER)
        String probeMillis() default "500";

        @AttributeDefinition(
                name = "Conflict probe behind relay agents",
                description =
                        "Also for addresses behind relay agents, by ICMP echo. On a link the question is asked by ARP.",
                type = AttributeType.BOOLEAN)
        String probeRelayed() default "false";

        @AttributeDefinition(
                name = "Messages of a client",
                description = "A second that are taken from one hardware address, twice as many at once.",
                type = AttributeType.INTEGER)
        String messagesPerClient() default "10";

        @AttributeDefinition(
                name = "New clients",
                description =
                        "A second, on each link and behind each relay agent, that were offered an address and did not"
                                + " take it; ten times as many at once. Beyond it, a client that nobody knows is answered when it"
                                + " asks again.",
                type = AttributeType.INTEGER)
        String newClients() default "200";

        @AttributeDefinition(
                name = "Identity",
                description = "Whose a lease is. client-id: who sends the same client identifier, or none from the same"
                        + " hardware address. chaddr: the hardware address's. automatic: as client-id, but a machine"
                        + " keeps its address through a boot in which firmware and system call themselves differently.",
                options = {
                    @Option(label = "automatic", value = "automatic"),
                    @Option(label = "chaddr", value = "chaddr"),
                    @Option(label = "client-id", value = "client-id")
                })
        String identity() default "automatic";

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
    private final Book<SubnetSettings> book = Book.ofSubnets();
    private final Map<Section.Kind, Book<?>> books;
    private final Book<PoolSettings> pools = Book.ofPools();
    private final Book<ClassSettings> classes = Book.ofClasses();
    private final Book<HostSettings> hosts = Book.ofHosts();
    private final List<Link> links = new ArrayList<>();
    private final Set<Finding> told = new LinkedHashSet<>();
    private boolean complete;
    private Defaults defaults = Defaults.STANDARD;
    private List<Finding> defaultsFindings = List.of();
    private volatile Plan plan = Plan.of(Defaults.STANDARD, List.of());
    private volatile Topology topology = Topology.EMPTY;
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
        books = Map.of(
                Section.Kind.SUBNET,
                book,
                Section.Kind.POOL,
                pools,
                Section.Kind.CLASS,
                classes,
                Section.Kind.HOST,
                hosts);
    }

    /** Called when every subnet and link that was there at the start has been handed over. */
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
                Map.ofEntries(
                        Map.entry("mode", new String[] {config.mode()}),
                        Map.entry("otherServer", new String[] {config.otherServer()}),
                        Map.entry("knownServers", config.knownServers()),
                        Map.entry("lookSeconds", new String[] {config.lookSeconds()}),
                        Map.entry("authoritative", new String[] {config.authoritative()}),
                        Map.entry("allowBooting", new String[] {config.allowBooting()}),
                        Map.entry("leaseSeconds", new String[] {config.leaseSeconds()}),
                        Map.entry("minLeaseSeconds", new String[] {config.minLeaseSeconds()}),
                        Map.entry("maxLeaseSeconds", new String[] {config.maxLeaseSeconds()}),
                        Map.entry("offerSeconds", new String[] {config.offerSeconds()}),
                        Map.entry("declineSeconds", new String[] {config.declineSeconds()}),
                        Map.entry("probeMillis", new String[] {config.probeMillis()}),
                        Map.entry("probeRelayed", new String[] {config.probeRelayed()}),
                        Map.entry("messagesPerClient", new String[] {config.messagesPerClient()}),
                        Map.entry("newClients", new String[] {config.newClients()}),
                        Map.entry("identity", new String[] {config.identity()}),
                        Map.entry("port", new String[] {config.port()}))));
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
    void addSection(Section section, Map<String, Object> properties) {
        putSection(section.kind(), pid(properties), section.written());
    }

    void updatedSection(Section section, Map<String, Object> properties) {
        putSection(section.kind(), pid(properties), section.written());
    }

    synchronized void removeSection(Section section, Map<String, Object> properties) {
        books.get(section.kind()).remove(pid(properties));
        renew();
    }

    private static String pid(Map<String, Object> properties) {
        return String.valueOf(properties.get("service.pid"));
    }

    void putSubnet(String pid, Written written) {
        putSection(Section.Kind.SUBNET, pid, written);
    }

    synchronized void putSection(Section.Kind kind, String pid, Written written) {
        books.get(kind).put(pid, written);
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

    /** All that is written, wherever it is served. */
    Plan plan() {
        return plan;
    }

    @Override
    public List<AddressPlan.Subnet> subnets() {
        return ServedPlan.of(topology);
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    private void renew() {
        List<Finding> now = new ArrayList<>(defaultsFindings);
        for (Section.Kind kind : Section.Kind.values()) {
            now.addAll(books.get(kind).findings());
        }
        List<Finding> placing = new ArrayList<>();
        plan = new Plan(defaults, book.settings(), pools.settings(), classes.settings(), hosts.settings());
        topology = Topology.of(plan, links, placing);
        // Links come after the configuration at a start, and never when it is only checked: not worth a word then.
        if (!links.isEmpty() && !checkOnly) {
            now.addAll(placing);
        }
        if (book.isEmpty() && defaults.mode() == Mode.SERVER) {
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
