package org.stirrup.ndp.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootResolver.Sighting;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;
import org.stirrup.net.PacketPorts;
import org.stirrup.net.PerLink;
import org.stirrup.net.PortException;

/** Spares iPXE its wait for an IPv6 router on links that have none. */
@Component(service = SelfCheck.class, immediate = true, configurationPid = NdpServer.PID)
@Designate(ocd = NdpServer.Config.class)
public final class NdpServer implements SelfCheck {
    static final String PID = "org.stirrup.ndp";

    private static final Logger LOG = LoggerFactory.getLogger(NdpServer.class);
    private static final Duration RETRY = Duration.ofSeconds(3);

    /** How often routers are asked to show themselves, and how long after each other (RFC 4861, section 10). */
    private static final int SOLICITATIONS = 3;

    private static final Duration SOLICITATION_INTERVAL = Duration.ofSeconds(4);

    @ObjectClassDefinition(
            name = "Stirrup IPv6 neighbors",
            description = "iPXE waits 13 to 16 seconds for an IPv6 router before it fetches its first file. On links"
                    + " without one it is told so, and goes on at once.")
    @interface Config {
        @AttributeDefinition(
                name = "Who is answered",
                description = "booting: iPXE that Stirrup is starting at that moment, when no router was heard on the"
                        + " link; the answer goes to that machine alone, and carries no route, no prefix and no"
                        + " server. nobody: nothing is listened to or sent.",
                options = {
                    @Option(label = "booting: iPXE that Stirrup is starting", value = "booting"),
                    @Option(label = "nobody", value = "nobody")
                })
        String answer() default "booting";
    }

    private final PerLink<LinkNeighbors> neighbors;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Set<Link6> networks = ConcurrentHashMap.newKeySet();
    private volatile Answers answers = Answers.BOOTING;
    private volatile String source;
    private volatile List<Finding> wrongValues = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver boot;

    @Activate
    public NdpServer(@Reference PacketPorts ports, Config config, Map<String, Object> properties) {
        this(ports, InstantSource.system(), config, properties);
    }

    NdpServer(PacketPorts ports, InstantSource clock, Config config, Map<String, Object> properties) {
        this.neighbors = new PerLink<>("NDP", RETRY, link -> open(link, ports, clock));
        configure(config, properties);
    }

    @Modified
    synchronized void configure(Config config, Map<String, Object> properties) {
        source = Finding.sourceOf(properties, PID);
        try {
            answers = Answers.valueOf(config.answer().strip().toUpperCase(Locale.ROOT));
            wrongValues = List.of();
        } catch (IllegalArgumentException e) {
            Finding wrong = new Finding(
                    Finding.Severity.ERROR,
                    source,
                    "answer=" + config.answer() + ": nobody of that name; what was in force stays",
                    "write booting or nobody");
            LOG.error("{}: {}; {}", source, wrong.message(), wrong.remedy());
            wrongValues = List.of(wrong);
        }
        links.forEach(this::follow);
    }

    @Deactivate
    void deactivate() {
        neighbors.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addLink(Link link) {
        // Nobody boots over the loopback interface, which has no hardware addresses either.
        if (!link.address().isLoopbackAddress()) {
            links.add(link);
            follow(link);
        }
    }

    synchronized void removeLink(Link link) {
        links.remove(link);
        neighbors.remove(link);
    }

    /** iPXE would take "no router" for "no DHCPv6": where that serves, its own advertisements say what is there. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addLink6(Link6 network) {
        networks.add(network);
        links.stream().filter(network.link()::equals).forEach(this::follow);
    }

    synchronized void removeLink6(Link6 network) {
        networks.remove(network);
        links.stream().filter(network.link()::equals).forEach(this::follow);
    }

    private void follow(Link link) {
        boolean served = networks.stream().anyMatch(network -> network.link().equals(link));
        if (answers == Answers.NOBODY || served) {
            neighbors.remove(link);
        } else {
            neighbors.add(link);
        }
    }

    private LinkNeighbors open(Link link, PacketPorts ports, InstantSource clock) throws PortException {
        LinkNeighbors opened = new LinkNeighbors(link, ports, this::lastSeen, clock);
        opened.solicit();
        for (int i = 1; i < SOLICITATIONS; i++) {
            neighbors.after(SOLICITATION_INTERVAL.multipliedBy(i), opened::solicit);
        }
        return opened;
    }

    private Optional<Sighting> lastSeen(MacAddress mac) {
        return Optional.ofNullable(boot).flatMap(present -> present.lastSeen(mac));
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(wrongValues);
        neighbors.states().forEach((link, state) -> {
            if (state instanceof PerLink.State.Waiting<LinkNeighbors> waiting) {
                findings.add(new Finding(
                        Finding.Severity.WARNING,
                        source,
                        waiting.because() + "; iPXE machines there wait 13 seconds longer for their first file",
                        "give this process CAP_NET_RAW, or say answer=nobody; it is tried again every "
                                + RETRY.toSeconds() + " s"));
            }
        });
        return findings;
    }
}
