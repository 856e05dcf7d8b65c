package org.stirrup.dhcp.server;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Listener;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.dhcp.engine.Situation;
import org.stirrup.dhcp.subnet.Topology;
import org.stirrup.net.UdpPorts;

/** The DHCP and BOOTP server. Its ports stay open while the store, the switchboard and the journal come and go. */
@Component(
        service = {SelfCheck.class, Listener.class},
        immediate = true)
public final class DhcpServer implements SelfCheck, Listener {
    private static final Logger LOG = LoggerFactory.getLogger(DhcpServer.class);

    /** As many changes as a store gets at once; each waits for the disk. */
    private static final int LANES = 24;

    private static final int LANE_DEPTH = 64;
    private static final long TICK_SECONDS = 3;
    private static final long CENSUS_TICKS = 10;
    private static final long COUNT_MILLIS = 500;

    private final DhcpConfiguration configuration;
    private final InstantSource clock;
    private final JournalLines lines = new JournalLines(() -> Optional.ofNullable(this.journal));
    private final Lanes lanes = new Lanes(LANES, LANE_DEPTH);
    private final Exchange exchange;
    private final OpenPorts ports;
    private final PoolWatch pools = new PoolWatch(lines::warning);
    private final ScheduledExecutorService timer;
    private final AtomicBoolean counting = new AtomicBoolean();
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
    volatile BootJournal journal;

    @Activate
    public DhcpServer(@Reference UdpPorts udpPorts, @Reference DhcpConfiguration configuration) {
        this(udpPorts, configuration, InstantSource.system());
    }

    DhcpServer(UdpPorts udpPorts, DhcpConfiguration configuration, InstantSource clock) {
        this.configuration = configuration;
        this.clock = clock;
        this.exchange = new Exchange(lanes, this::situation, lines, this::countSoon, clock);
        this.ports = new OpenPorts(udpPorts, exchange);
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "stirrup-dhcp-timer");
            thread.setDaemon(true);
            return thread;
        });
        configuration.listen(this::followSoon);
        timer.scheduleWithFixedDelay(guarded(this::tick), 0, TICK_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void deactivate() {
        configuration.listen(() -> {});
        timer.execute(ports::close);
        lanes.close();
        timer.shutdown();
        try {
            timer.awaitTermination(TICK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
                .ifPresent(said -> all.add(new Finding(
                        Finding.Severity.ERROR,
                        DhcpConfiguration.PID,
                        "leases cannot be saved, so no address is given: " + said,
                        "see that data/ of the home folder can be written and has room")));
        all.addAll(pools.findings());
        return all;
    }

    @Override
    public List<Port> ports() {
        return ports.ports();
    }

    private Situation situation() {
        return new Situation(configuration.topology(), Optional.ofNullable(leases), Optional.ofNullable(boot));
    }

    private void tick() {
        follow();
        if (ticks++ % CENSUS_TICKS == 0) {
            count();
        }
    }

    private void followSoon() {
        timer.execute(guarded(this::follow));
    }

    private void follow() {
        Topology topology = configuration.topology();
        ports.follow(topology.links(), topology.defaults().port());
    }

    private void countSoon() {
        if (counting.compareAndSet(false, true)) {
            timer.schedule(guarded(this::count), COUNT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void count() {
        counting.set(false);
        pools.count(Optional.ofNullable(leases), configuration.topology().subnets(), clock.instant());
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
