package org.stirrup.boot;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.MenuProvider;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.RenderedContent;
import org.stirrup.api.content.Repository;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSettings;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.boot.client.Clients;
import org.stirrup.boot.client.KnownHosts;
import org.stirrup.boot.client.LeaseHolders;
import org.stirrup.boot.client.Neighbours;
import org.stirrup.boot.client.Sightings;
import org.stirrup.boot.content.StoredFiles;
import org.stirrup.boot.menu.Availability;
import org.stirrup.boot.menu.MenuRules;
import org.stirrup.boot.menu.MenuSettings;
import org.stirrup.boot.menu.Policy;
import org.stirrup.boot.plugin.Callers;
import org.stirrup.boot.plugin.Isolation;
import org.stirrup.boot.plugin.Plugin;
import org.stirrup.boot.plugin.Reply;
import org.stirrup.boot.plugin.Warnings;

/**
 * Decides which loader and which menu a client gets, by whoever is installed at the moment it asks. Nothing is cached:
 * a plugin that came a second ago is asked, one that went is not.
 */
@Component(
        service = {BootResolver.class, SelfCheck.class},
        immediate = true,
        configurationPid = "org.stirrup.boot")
@Designate(ocd = BootConfig.class)
public final class BootSwitchboard implements BootResolver, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(BootSwitchboard.class);

    private static final Finding NOBODY_REMEMBERS = new Finding(
            Finding.Severity.WARNING,
            "org.stirrup.boot",
            "policy=first, but nothing remembers which machines are installed already: they get the menu instead",
            "put hosts.feature.json back into features/");

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, BootLoader>> loaders = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, MenuProvider>> menuProviders = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, ContentEndpoint>> endpoints = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, Repository>> repositories = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, RenderedContent>> rendered = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostDirectory hosts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostSettings hostSettings;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LeaseStore leases;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootJournal journal;

    private final Consumer<String> warnings = new Warnings(() -> journal);
    private final Isolation isolation = new Isolation(Isolation.PATIENCE, Isolation.LAST_CHANCE, warnings);
    private final Callers callers = new Callers();
    private final KnownHosts knownHosts = new KnownHosts(() -> hosts, () -> hostSettings, warnings);
    private final Clients clients;
    private final Sightings sightings;
    private volatile MenuSettings settings = ConfigReading.DEFAULTS;
    private volatile List<Finding> findings = List.of();

    @Activate
    public BootSwitchboard(BootConfig config, Map<String, Object> properties) {
        this(new Neighbours(Path.of("/proc/net/arp")), InstantSource.system());
        configure(config, properties);
    }

    BootSwitchboard(Neighbours neighbours, InstantSource clock) {
        this.clients = new Clients(new LeaseHolders(() -> leases, clock, warnings), neighbours);
        this.sightings = new Sightings(clock);
    }

    @Modified
    void configure(BootConfig config, Map<String, Object> properties) {
        ConfigReading reading = ConfigReading.of(config, properties);
        reading.settings().ifPresent(good -> settings = good);
        findings = reading.findings();
        findings.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    @Deactivate
    void stop() {
        callers.await(Isolation.LAST_CHANCE);
        isolation.close();
    }

    @Override
    public List<Finding> findings() {
        if (settings.policy() != Policy.FIRST || hosts != null) {
            return findings;
        }
        return Stream.concat(findings.stream(), Stream.of(NOBODY_REMEMBERS)).toList();
    }

    @Override
    public Decision resolve(BootClient client, Inet4Address serverAddress) {
        sightings.note(client);
        return foresee(client, serverAddress);
    }

    @Override
    public Decision foresee(BootClient client, Inet4Address serverAddress) {
        return callers.answer(() -> decide(client, serverAddress));
    }

    private Decision decide(BootClient client, Inet4Address serverAddress) {
        BootServer server = server(serverAddress);
        List<Reply<BootLoader, BootLoader.Offer>> replies = isolation.ask(
                Plugin.sorted(loaders, BootLoader::name),
                "offer",
                loader -> loader.offer(client, server),
                BootLoader.Offer.BootFile.class::isInstance);
        List<String> reasons = new ArrayList<>();
        for (Reply<BootLoader, BootLoader.Offer> reply : replies) {
            String name = reply.plugin().name();
            if (reply.value().orElse(null) instanceof BootLoader.Offer.BootFile file) {
                return new Decision.Boot(name, file, reasons);
            }
            reasons.add(
                    reply.value().orElse(null) instanceof BootLoader.Offer.NotMine notMine
                            ? name + ": " + notMine.because()
                            : name + " " + reply.because());
        }
        if (replies.isEmpty()) {
            reasons.add("no loader is installed");
        }
        Set<String> present =
                replies.stream().map(reply -> reply.plugin().name()).collect(Collectors.toSet());
        Remedy.of(client, present).ifPresent(reasons::add);
        return new Decision.NoLoader(reasons);
    }

    @Override
    public Menu menu(BootClient client, BootServer server) {
        return callers.answer(() -> merged(client, server));
    }

    private Menu merged(BootClient client, BootServer server) {
        List<MenuEntry> entries = isolation
                .ask(
                        Plugin.sorted(
                                menuProviders, provider -> provider.getClass().getName()),
                        "make its menu entries",
                        provider -> List.copyOf(provider.entries(client, server)),
                        enough -> false)
                .stream()
                .flatMap(reply -> reply.value().stream())
                .flatMap(List::stream)
                .toList();
        StoredFiles files =
                new StoredFiles(repositories, rendered, Plugin.sorted(loaders, BootLoader::name), isolation, warnings);
        Optional<Host> host = knownHosts.find(client.mac());
        return MenuRules.menu(
                new Availability(files::missing).of(entries),
                settings,
                host.map(Host::state),
                host.flatMap(knownHosts::assigned));
    }

    @Override
    public void confirmed(BootClient client) {
        sightings.note(client);
        knownHosts.seen(clients.confirm(client));
    }

    @Override
    public void confirmed(BootClient client, Inet6Address at) {
        sightings.note(client);
        knownHosts.seen(clients.confirm(client, at));
    }

    @Override
    public Optional<BootClient> at(InetAddress address) {
        return clients.at(address).map(knownHosts::complete);
    }

    @Override
    public Optional<Sighting> lastSeen(MacAddress mac) {
        return sightings.of(mac);
    }

    @Override
    public BootServer server(Inet4Address serverAddress) {
        Map<String, URI> roots = new LinkedHashMap<>();
        for (Plugin<ContentEndpoint> endpoint : Plugin.sorted(endpoints, ContentEndpoint::protocol)) {
            try {
                endpoint.service()
                        .base(serverAddress)
                        .ifPresent(root -> roots.putIfAbsent(endpoint.service().protocol(), root));
            } catch (RuntimeException e) {
                LOG.warn("The {} server could not say where it listens", endpoint.name(), e);
                warnings.accept("the " + endpoint.name() + " server could not say where it listens: " + e);
            }
        }
        return new BootServer(serverAddress, roots);
    }
}
