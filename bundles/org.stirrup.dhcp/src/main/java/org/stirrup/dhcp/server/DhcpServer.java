package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.Quirks;
import org.stirrup.api.boot.ReplyExplainer;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.OtherServers;
import org.stirrup.dhcp.engine.Arrival;
import org.stirrup.dhcp.engine.Situation;
import org.stirrup.dhcp.guard.Policy;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.guard.Timing;
import org.stirrup.dhcp.probe.NetworkProbe;
import org.stirrup.dhcp.subnet.Mode;
import org.stirrup.dhcp.subnet.Topology;
import org.stirrup.net.Link;
import org.stirrup.net.NeighbourTable;
import org.stirrup.net.PacketPorts;
import org.stirrup.net.UdpPorts;

/** The DHCP and BOOTP server. Its ports stay open while the store, the switchboard and the journal come and go. */
@Component(
        service = {SelfCheck.class, Listener.class, ReplyExplainer.class, OtherServers.class},
        immediate = true)
public final class DhcpServer implements SelfCheck, Listener, ReplyExplainer, OtherServers {
    private static final Logger LOG = LoggerFactory.getLogger(DhcpServer.class);

    /** Threads that decide. More than processors: some of them may wait for a database, or for a plugin. */
    private static final int LANES = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private static final int LANE_DEPTH = 256;
    private static final int SAVERS = 2;

    /** Changes that wait for the lease store; what is more than that can be saved before its client asks again. */
    private static final int SAVER_DEPTH = 1024;
    /** In which the configurations come one by one when the bundle starts: before it is complete nobody is answered. */
    private static final long SETTLE_MILLIS = 30;

    /** How often it is asked whether the start is far enough. */
    private static final long START_MILLIS = 20;

    private static final long TICK_SECONDS = 3;
    private static final long CENSUS_TICKS = 10;
    private static final long COUNT_MILLIS = 500;

    /** Counting is at most one part of so many of the time: of many leases, or of a store that is far away. */
    private static final long COUNT_PART = 50;

    private final DhcpConfiguration configuration;
    private final InstantSource clock;
    private final JournalLines lines = new JournalLines(() -> Optional.ofNullable(this.journal));
    private final Lanes lanes = new Lanes(LANES, LANE_DEPTH);
    private final ThreadPoolExecutor savers = saverThreads();
    private final NetworkProbe probe = new NetworkProbe(() -> Optional.ofNullable(this.packets));
    private final Exchange exchange;
    private final OpenPorts ports;
    private final Lookout lookout;
    private final Opening opening;
    private final BooleanSupplier started;
    private final ProxyOffers proxyOffers = new ProxyOffers();
    private final PoolWatch pools = new PoolWatch(lines::warning);
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService looks;
    private final AtomicBoolean counting = new AtomicBoolean();

    /** How long the last count took, milliseconds. */
    private volatile long countedIn;

    private long ticks;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LeaseStore leases;

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
    volatile BootJournal journal;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostDirectory hosts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PacketPorts packets;

    @Activate
    public DhcpServer(BundleContext context, @Reference UdpPorts udpPorts, @Reference DhcpConfiguration configuration) {
        this(udpPorts, configuration, InstantSource.system(), Timing.WINDOW, started(context));
    }

    /**
     * @param window how long the first clients of a link wait while other servers are looked for
     * @param started whether everything is there that answers are made of: stores, loaders, menus
     */
    DhcpServer(
            UdpPorts udpPorts,
            DhcpConfiguration configuration,
            InstantSource clock,
            Duration window,
            BooleanSupplier started) {
        this.started = started;
        this.configuration = configuration;
        this.clock = clock;
        this.timer = thread("stirrup-dhcp-timer");
        this.looks = thread("stirrup-dhcp-lookout");
        this.lookout = new Lookout(
                udpPorts,
                NeighbourTable.system(),
                looks,
                configuration::topology,
                lines,
                clock,
                window,
                this::followSoon);
        this.opening = new Opening(lookout);
        this.exchange = new Exchange(
                lanes,
                new Saver(savers, SAVERS, SAVER_DEPTH),
                opening,
                this::situation,
                () -> configuration.topology().defaults().limits(),
                probe,
                lines,
                proxyOffers,
                this::countSoon,
                clock);
        this.ports = new OpenPorts(udpPorts, exchange);
        configuration.listen(this::followSoon);
        timer.execute(guarded(this::openOnceStarted));
        timer.scheduleWithFixedDelay(guarded(this::tick), SETTLE_MILLIS, TICK_SECONDS * 1000, TimeUnit.MILLISECONDS);
    }

    /** The last to come are the bundles that somebody dropped, which may be loaders. */
    private static BooleanSupplier started(BundleContext context) {
        FrameworkStartLevel framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
        String dropped = context.getProperty("felix.fileinstall.start.level");
        int last = dropped == null ? 0 : Integer.parseInt(dropped);
        return () -> framework.getStartLevel() > last;
    }

    private void openOnceStarted() {
        if (started.getAsBoolean()) {
            opening.open();
        } else {
            timer.schedule(guarded(this::openOnceStarted), START_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static ScheduledExecutorService thread(String name) {
        return new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                },
                // What is asked for after the end was for the future.
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static ThreadPoolExecutor saverThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                SAVERS, SAVERS, TICK_SECONDS * 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "stirrup-dhcp-saver");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** What is being saved is still answered, if it does not take too long. */
    private static void close(ThreadPoolExecutor threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(TICK_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The lease store takes long; leaving without waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was heard before the ports were handed on is still answered, by them. */
    @Deactivate
    void deactivate() {
        configuration.listen(() -> {});
        Future<?> left = timer.submit(() -> {
            ports.handOn(lookout::isAlone);
            lookout.close();
        });
        try {
            left.get(TICK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A port takes long to close; leaving without waiting for it", e);
        }
        looks.shutdownNow();
        timer.shutdownNow();
        lanes.close();
        close(savers);
        probe.close();
    }

    @Override
    public List<OtherServers.Watched> links() {
        return lookout.links();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(ports.findings());
        if (!configuration.topology().links().isEmpty()) {
            if (leases == null) {
                all.add(new Finding(
                        Finding.Severity.ERROR,
                        DhcpConfiguration.PID,
                        "no lease store is running, so no address is given",
                        "install one, such as org.stirrup.lease.embedded"));
            }
            if (boot == null) {
                all.add(new Finding(
                        Finding.Severity.ERROR,
                        DhcpConfiguration.PID,
                        "the switchboard is not running, so machines that boot are not answered",
                        "install org.stirrup.boot"));
            }
        }
        exchange.storeFailure()
                .ifPresent(
                        said -> all.add(
                                new Finding(
                                        Finding.Severity.ERROR,
                                        DhcpConfiguration.PID,
                                        "leases cannot be saved, so no address is given: " + said,
                                        "see what else is said of the lease store, and mend that; leases are saved again as soon as it can")));
        all.addAll(lookout.findings());
        exchange.flood().ifPresent(all::add);
        all.addAll(pools.findings());
        return all;
    }

    @Override
    public List<Port> ports() {
        return ports.ports();
    }

    @Override
    public List<String> explain(BootClient client, Optional<Inet4Address> relay) {
        List<Link> links = configuration.topology().links();
        Link link = links.stream()
                .filter(each -> client.link().isEmpty() || each.name().equals(client.link()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        links.isEmpty()
                                ? "no link is served"
                                : "'" + client.link() + "' is no link that is served: "
                                        + links.stream().map(Link::name).collect(Collectors.joining(", "))));
        return exchange.explain(Pretended.discover(client, relay), link);
    }

    private Situation situation(Link link) {
        return new Situation(
                configuration.topology(),
                Optional.ofNullable(leases),
                Optional.ofNullable(boot),
                Optional.ofNullable(hosts),
                Optional.ofNullable(quirks),
                lookout.stance(link));
    }

    private void tick() {
        if (ticks == 0) {
            configuration.complete();
        }
        follow();
        proxyOffers.unheeded(clock.instant()).forEach(offer -> lines.unheeded(offer, clock.instant()));
        if (ticks++ % CENSUS_TICKS == 0) {
            count();
        }
    }

    private void followSoon() {
        timer.execute(guarded(() -> {
            // The first tick comes when all has settled.
            if (ticks > 0) {
                follow();
            }
        }));
    }

    private void follow() {
        Topology topology = configuration.topology();
        int port = topology.defaults().port();
        lookout.follow(topology.links());
        List<OpenPorts.Place> wanted = new ArrayList<>();
        for (Link link : topology.links()) {
            wanted.add(new OpenPorts.Place(link, port));
            if (isProxy(topology, link)) {
                wanted.add(new OpenPorts.Place(link, Arrival.BOOT_SERVER));
            }
        }
        probe.follow(topology.links());
        lookout.begin();
        ports.follow(wanted);
        lookout.serve(link -> ports.on(link, port));
    }

    private boolean isProxy(Topology topology, Link link) {
        return topology.mode(link).filter(Mode.PROXY::equals).isPresent()
                || lookout.stance(link) instanceof Stance.Aside aside && aside.policy() == Policy.PROXY;
    }

    private void countSoon() {
        if (counting.compareAndSet(false, true)) {
            long pause = Math.max(COUNT_MILLIS, countedIn * COUNT_PART);
            timer.schedule(guarded(this::count), pause, TimeUnit.MILLISECONDS);
        }
    }

    private void count() {
        counting.set(false);
        long begin = System.nanoTime();
        pools.count(Optional.ofNullable(leases), configuration.topology().subnets(), clock.instant());
        countedIn = (System.nanoTime() - begin) / 1_000_000;
    }

    /** A timer keeps to itself what its work throws, and does not do it again. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("Ports and pools were not looked after this time", e);
            }
        };
    }
}
