package org.stirrup.tftp.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
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
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Quirks;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.swap.Drains;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;
import org.stirrup.net.UdpPorts;

/** Serves the content tree over TFTP on every link, read only. */
@Component(
        service = {ContentEndpoint.class, SelfCheck.class, Listener.class},
        immediate = true,
        configurationPid = "org.stirrup.tftp")
@Designate(ocd = TftpServer.Config.class)
public final class TftpServer implements ContentEndpoint, SelfCheck, Listener, Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(TftpServer.class);

    /** Numbers are text so that a wrong one is answered with its file and key, and not with a stack trace. */
    @ObjectClassDefinition(name = "Stirrup TFTP", description = "Sends files to firmware and boot loaders, read only.")
    public @interface Config {
        @AttributeDefinition(
                name = "Port",
                description = "UDP port for requests. Firmware knows 69 only; 0 is any free one, for tests.",
                type = AttributeType.INTEGER)
        String port() default Settings.PORT;

        @AttributeDefinition(
                name = "Transfers at once",
                description = "Files under way at the same time, on all links together, 1 to 100000.",
                type = AttributeType.INTEGER)
        String max_transfers() default Settings.MAX_TRANSFERS;

        @AttributeDefinition(
                name = "Greatest block size",
                description = "Bytes, 8 to 65464; a client that asks for more gets this (RFC 2348).",
                type = AttributeType.INTEGER)
        String max_blksize() default Settings.MAX_BLKSIZE;

        @AttributeDefinition(
                name = "Greatest window",
                description =
                        "Blocks on their way at once, 1 to 32767; a client that asks for more gets this (RFC 7440).",
                type = AttributeType.INTEGER)
        String max_windowsize() default Settings.MAX_WINDOWSIZE;

        @AttributeDefinition(
                name = "Retries",
                description = "How often something is sent again to a silent client before it is given up, 1 to 100."
                        + " The wait adapts to the client: 50 milliseconds at the least, 4 seconds at the most.",
                type = AttributeType.INTEGER)
        String retries() default Settings.RETRIES;
    }

    private final LinkServers servers;
    private final LongSupplier clock;
    private final AtomicInteger underWay = new AtomicInteger();

    private volatile Settings settings;
    private volatile String source;
    private volatile List<Finding> wrongValues = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ContentResolver content;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootJournal journal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver boot;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Quirks quirks;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Drains drains;

    /** The last that was there, for transfers that outlive this component. */
    private volatile BootJournal latestJournal;

    @Activate
    public TftpServer(@Reference UdpPorts ports, Config config, Map<String, Object> properties) {
        this.clock = System::nanoTime;
        this.source = Settings.source(properties);
        this.settings = read(config);
        this.servers = new LinkServers(ports, this);
    }

    @Modified
    void modified(Config config, Map<String, Object> properties) {
        Settings before = settings;
        source = Settings.source(properties);
        Settings now = read(config);
        if (!wrongValues.isEmpty()) {
            LOG.error("{}: the settings that were in force before stay so", source);
            return;
        }
        settings = now;
        if (now.port() != before.port()) {
            servers.reopen();
        }
    }

    @Deactivate
    void deactivate() {
        latestJournal = journal;
        Drains present = drains;
        if (present == null) {
            servers.close();
        } else {
            present.hold(servers.leave());
        }
    }

    private Settings read(Config config) {
        List<Finding> wrong = new ArrayList<>();
        Settings read = Settings.read(config, source, wrong::add);
        wrong.forEach(finding -> LOG.error("{}: {}; {}", finding.source(), finding.message(), finding.remedy()));
        wrongValues = List.copyOf(wrong);
        return read;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLink(Link link) {
        servers.add(new Place.OnLink(link));
    }

    void removeLink(Link link) {
        servers.remove(new Place.OnLink(link));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLink6(Link6 network) {
        servers.add(new Place.OnIpv6(network));
    }

    void removeLink6(Link6 network) {
        servers.remove(new Place.OnIpv6(network));
    }

    @Override
    public String protocol() {
        return "tftp";
    }

    @Override
    public Optional<URI> base(Inet4Address serverAddress) {
        return servers.at(serverAddress).map(TftpServer::uri);
    }

    private static URI uri(InetSocketAddress at) {
        String port = Settings.PORT.equals(Integer.toString(at.getPort())) ? "" : ":" + at.getPort();
        return URI.create("tftp://" + at.getAddress().getHostAddress() + port + "/");
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(wrongValues);
        findings.addAll(servers.findings(source));
        return findings;
    }

    @Override
    public List<Listener.Port> ports() {
        return servers.listening();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Optional<ContentResolver> content() {
        return Optional.ofNullable(content);
    }

    @Override
    public BootClient client(InetAddress address) {
        return Optional.ofNullable(boot).flatMap(there -> there.at(address)).orElseGet(() -> stranger(address));
    }

    private static BootClient stranger(InetAddress address) {
        BootClient stranger = BootClient.of(MacAddress.UNKNOWN, "");
        return address instanceof Inet4Address known ? stranger.withAddress(known) : stranger;
    }

    @Override
    public Optional<Quirks> quirks() {
        return Optional.ofNullable(quirks);
    }

    @Override
    public void record(BootEvent event) {
        BootJournal present = journal == null ? latestJournal : journal;
        if (present != null) {
            present.record(event);
        }
    }

    @Override
    public LongSupplier clock() {
        return clock;
    }

    @Override
    public boolean admit() {
        if (underWay.incrementAndGet() <= settings.maxTransfers()) {
            return true;
        }
        underWay.decrementAndGet();
        return false;
    }

    @Override
    public void leave() {
        underWay.decrementAndGet();
    }

    @Override
    public void wakeTicker() {
        servers.wakeTicker();
    }
}
