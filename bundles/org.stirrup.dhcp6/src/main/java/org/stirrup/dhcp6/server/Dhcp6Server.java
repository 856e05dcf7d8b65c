package org.stirrup.dhcp6.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.dhcp6.codec.Ipv6Packet;
import org.stirrup.dhcp6.rules.AddressBook;
import org.stirrup.dhcp6.rules.Rules;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;
import org.stirrup.net.PacketPorts;
import org.stirrup.net.PerLink;
import org.stirrup.net.PortException;

/** Starts machines by IPv6, where that is asked for. */
@Component(service = SelfCheck.class, immediate = true, configurationPid = Dhcp6Server.PID)
@Designate(ocd = Dhcp6Server.Config.class)
public final class Dhcp6Server implements SelfCheck, LinkService.Around {
    static final String PID = "org.stirrup.dhcp6";

    private static final Logger LOG = LoggerFactory.getLogger(Dhcp6Server.class);
    private static final Duration RETRY = Duration.ofSeconds(3);

    /** Between two advertisements that nobody asked for (RFC 4861, section 6.2.1: at most 1800 seconds). */
    private static final Duration ADVERTISED_EVERY = Duration.ofSeconds(200);

    /** Numbers are text so that a wrong one is answered with its file and key, and not with a stack trace. */
    @ObjectClassDefinition(
            name = "Stirrup DHCPv6",
            description = "Gives firmware that boots by IPv6 an address and what it is to boot (RFC 8415, RFC 5970),"
                    + " after telling it by router advertisements that these are to be had.")
    @interface Config {
        @AttributeDefinition(
                name = "Who is answered",
                description = "nobody: nothing is listened to or sent, by IPv6. everybody: whoever asks for an address"
                        + " on a link that has an IPv6 address.")
        String answer() default "nobody";

        @AttributeDefinition(
                name = "Network",
                description = "From which addresses are given: fd00:1:2:3::/64; the link has to have an address in it."
                        + " Empty for the first network of each link, the link's own aside.")
        String network() default "";

        @AttributeDefinition(
                name = "Router advertisements",
                description = "yes: hosts are told that addresses are to be had by DHCPv6 (flags M and O) and which"
                        + " network is on the link; the appliance does not offer itself as a router. no: a router there"
                        + " says so already.")
        String advertise() default "yes";

        @AttributeDefinition(
                name = "Other server",
                description = "Where another DHCPv6 server answers: silent answers nobody but those who have an address"
                        + " from here, and advertises nothing; serve answers all the same. It is reported in either"
                        + " case.")
        String otherServer() default "silent";

        @AttributeDefinition(
                name = "Look",
                description = "Seconds between two looks for other DHCPv6 servers, 1 to 3600. One that does not answer"
                        + " five looks is gone.",
                type = AttributeType.INTEGER)
        String lookSeconds() default "60";

        @AttributeDefinition(
                name = "Lifetime",
                description = "Of an address, in seconds, 600 to 31536000; renewed after half of it.",
                type = AttributeType.INTEGER)
        String lifetime() default "14400";

        @AttributeDefinition(
                name = "Name servers",
                description = "IPv6 addresses separated by commas, at most 3; option 23, for clients that ask for it.")
        String dns() default "";

        @AttributeDefinition(
                name = "Reservations",
                description = "Addresses kept for machines, separated by commas: 52:54:00:77:00:10=fd00:1:2:3::50, or"
                        + " duid: with a DUID's hex pairs in place of the MAC address.")
        String reservations() default "";

        @AttributeDefinition(
                name = "Parameters",
                description = "Of every boot program, separated by blanks; option 60. Empty for none: the programs that"
                        + " come with Stirrup take none.")
        String parameters() default "";
    }

    private final PerLink<LinkService> services;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AddressBook book = new AddressBook();
    private final Addresses addresses;
    private final Journal lines;
    private final BundleContext context;

    private volatile Wanted wanted = Wanted.NOTHING;
    private volatile Rules rules = new Rules(Wanted.NOTHING.settings(), book);
    private volatile String source = PID;
    private volatile List<Finding> wrongValues = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver boot;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootJournal journal;

    @Activate
    public Dhcp6Server(
            BundleContext context, @Reference PacketPorts ports, Config config, Map<String, Object> properties) {
        this(context, ports, Addresses::system, InstantSource.system());
        configure(config, properties);
    }

    Dhcp6Server(BundleContext context, PacketPorts ports, Addresses addresses, InstantSource clock) {
        this.context = context;
        this.addresses = addresses;
        this.lines = new Journal(() -> journal, clock);
        this.services = new PerLink<>("DHCPv6", RETRY, link -> open(link, ports));
    }

    @Modified
    synchronized void configure(Config config, Map<String, Object> properties) {
        source = Finding.sourceOf(properties, PID);
        Reading<Wanted> reading = Wanted.read(config, properties);
        wrongValues = reading.findings();
        wrongValues.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
        reading.settings().ifPresent(good -> {
            wanted = good;
            rules = new Rules(good.settings(), book);
        });
        links.forEach(this::follow);
    }

    @Deactivate
    void deactivate() {
        services.close();
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
        services.remove(link);
    }

    private void follow(Link link) {
        if (wanted.everybody()) {
            services.add(link);
        } else {
            services.remove(link);
        }
    }

    private LinkService open(Link link, PacketPorts ports) throws PortException {
        LinkService opened = new LinkService(link, ports, this);
        services.after(Lookout.WINDOW, opened::begin);
        advertiseLater(link, opened);
        lookLater(link, opened);
        return opened;
    }

    private void lookLater(Link link, LinkService service) {
        services.after(wanted.look(), () -> {
            if (services.states().get(link) instanceof PerLink.State.Open<LinkService> open && open.it() == service) {
                service.look();
                lookLater(link, service);
            }
        });
    }

    /** For as long as it is this service that the link has. */
    private void advertiseLater(Link link, LinkService service) {
        services.after(ADVERTISED_EVERY, () -> {
            if (services.states().get(link) instanceof PerLink.State.Open<LinkService> open && open.it() == service) {
                service.advertise();
                advertiseLater(link, service);
            }
        });
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(wrongValues);
        services.states().forEach((link, state) -> {
            if (state instanceof PerLink.State.Open<LinkService> open) {
                open.it().others().ifPresent(others -> findings.add(beside(link, others)));
            }
            if (state instanceof PerLink.State.Waiting<LinkService> waiting) {
                findings.add(new Finding(
                        Finding.Severity.ERROR,
                        source,
                        waiting.because() + "; nobody boots by IPv6 there",
                        "give it one, such as ip address add fd00:1:2:3::1/64 dev " + link.name()
                                + ", or say answer=nobody; it is tried again every " + RETRY.toSeconds() + " s"));
            }
        });
        return findings;
    }

    private Finding beside(Link link, String others) {
        return new Finding(
                Finding.Severity.WARNING,
                source,
                "another DHCPv6 server answers on " + link.name() + ": " + others
                        + (wanted.servesBeside() ? "; both answer" : "; nobody new is answered there"),
                "switch one of them off; if both are meant to answer, say otherServer=serve");
    }

    @Override
    public Wanted wanted() {
        return wanted;
    }

    @Override
    public Rules rules() {
        return rules;
    }

    @Override
    public Addresses addresses() {
        return addresses;
    }

    @Override
    public Optional<BootResolver> boot() {
        return Optional.ofNullable(boot);
    }

    @Override
    public Journal journal() {
        return lines;
    }

    @Override
    public Runnable announce(Link6 network) {
        InetSocketAddress at = new InetSocketAddress(network.address(), Ipv6Packet.SERVER_PORT);
        List<Listener.Port> port =
                List.of(new Listener.Port("dhcp6", network.link().name(), at, true));
        // The open ones alone: a link without an IPv6 address keeps nobody from booting by IPv4.
        ServiceRegistration<Listener> listener = context.registerService(Listener.class, () -> port, null);
        ServiceRegistration<Link6> served = context.registerService(Link6.class, network, null);
        return () -> {
            served.unregister();
            listener.unregister();
        };
    }
}
