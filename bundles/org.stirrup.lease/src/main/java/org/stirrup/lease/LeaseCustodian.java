package org.stirrup.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.force.StoreInForce;
import org.stirrup.lease.move.Estate;
import org.stirrup.lease.move.LeaseSource;
import org.stirrup.lease.move.Predecessor;
import org.stirrup.lease.move.Transfer;

/**
 * Says which of the installed lease stores is in force, and sees to it that no lease is left behind: a store that takes
 * the place of another has all its leases first. Where they are not to be had, no lease is given at all.
 *
 * <p>A store that goes while another is there hands its leases over before it is gone; one that goes alone leaves them
 * in a file, {@code data/leases.estate}, for whichever comes next. {@code data/lease-store} says which was in force
 * last, so that a store that knows nothing of its leases does not take its place.
 */
@Component(service = SelfCheck.class, immediate = true)
public final class LeaseCustodian implements SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseCustodian.class);

    /** A store that was in force before may still be starting. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** For an estate: while the appliance runs, and while it stops and someone waits for that. */
    private static final Duration ESTATE_LIMIT = Duration.ofMinutes(1);

    private static final Duration ESTATE_LIMIT_STOPPING = Duration.ofSeconds(1);

    /** An installed store. @param id of its service: lower for the older one */
    private record Installed(LeaseBackend backend, long ranking, long id) {}

    private static final Comparator<Installed> PREFERRED =
            Comparator.comparing(Installed::ranking).reversed().thenComparing(Installed::id);

    private final BundleContext context;
    private final InstantSource clock = InstantSource.system();
    private final StoreInForce store = new StoreInForce();
    private final Predecessor predecessor;
    private final Estate estate;
    private final boolean reading;
    private final Duration patience;
    private final long started = System.nanoTime();
    private final List<Installed> installed = new ArrayList<>();
    private final ScheduledExecutorService work =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "stirrup-lease-custodian"));
    private Optional<ServiceRegistration<LeaseStore>> registration = Optional.empty();
    private volatile Optional<Finding> obstacle = Optional.empty();

    @Activate
    public LeaseCustodian(BundleContext context) {
        this(context, PATIENCE);
    }

    LeaseCustodian(BundleContext context, Duration patience) {
        this.context = context;
        this.patience = patience;
        Path data = Path.of(context.getProperty("stirrup.home"), "data");
        predecessor = new Predecessor(data.resolve("lease-store"));
        estate = new Estate(data.resolve("leases.estate"));
        reading = Boolean.parseBoolean(context.getProperty("stirrup.reading"));
    }

    @Deactivate
    void deactivate() {
        work.shutdownNow();
        synchronized (this) {
            withdraw();
            store.exchange(before -> Optional.empty());
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(LeaseBackend backend, Map<String, Object> properties) {
        synchronized (installed) {
            installed.add(new Installed(
                    backend,
                    Long.parseLong(String.valueOf(properties.getOrDefault(Constants.SERVICE_RANKING, 0))),
                    (Long) properties.getOrDefault(Constants.SERVICE_ID, 0L)));
            installed.sort(PREFERRED);
        }
        settleIn(Duration.ZERO);
    }

    /** The store that goes can still be read. */
    void unbind(LeaseBackend backend) {
        synchronized (installed) {
            installed.removeIf(one -> one.backend() == backend);
        }
        synchronized (this) {
            if (store.place().filter(backend::equals).isPresent()) {
                bequeath(backend);
            }
        }
        if (!isStopping()) {
            settleIn(Duration.ZERO);
        }
    }

    private void settleIn(Duration pause) {
        if (!work.isShutdown()) {
            work.schedule(this::settle, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Puts the right store in force; tries again later where that cannot be done yet. */
    private synchronized void settle() {
        try {
            List<LeaseBackend> present = present();
            if (present.isEmpty() || isStopping()) {
                obstacle = Optional.empty();
                return;
            }
            if (store.place().isEmpty() && !begin(present)) {
                settleIn(patience.compareTo(RETRY) < 0 ? patience : RETRY);
                return;
            }
            LeaseBackend best = present.get(0);
            if (store.place().filter(best::equals).isEmpty() && !reading) {
                move(best);
            }
            obstacle = Optional.empty();
        } catch (IOException | LeaseStoreException | RuntimeException e) {
            String inForce = store.place().map(LeaseBackend::name).orElse("none");
            Finding finding = new Finding(
                    Finding.Severity.ERROR,
                    "leases",
                    "the leases could not be brought to another store: " + e.getMessage() + "; in force: " + inForce,
                    "mend that, or take the new store's feature away; it is tried again by itself");
            if (obstacle.isEmpty()) {
                LOG.error("{}: {}; {}", finding.source(), finding.message(), finding.remedy(), e);
            }
            obstacle = Optional.of(finding);
            settleIn(RETRY);
        }
    }

    /** @return false when no store may be in force yet */
    private boolean begin(List<LeaseBackend> present) throws IOException, LeaseStoreException {
        Optional<String> before = predecessor.name();
        // Where none was in force yet, the last one: the better one takes over whatever it has.
        Optional<LeaseBackend> same = before.isEmpty()
                ? Optional.of(present.get(present.size() - 1))
                : present.stream()
                        .filter(backend -> backend.name().equals(before.get()))
                        .findFirst();
        if (same.isPresent()) {
            if (!reading) {
                predecessor.remember(same.get().name());
                estate.discard();
            }
            putInForce(same.get());
            return true;
        }
        if (!reading && System.nanoTime() - started < patience.toNanos()) {
            return false;
        }
        Optional<Estate.Content> left =
                estate.read().filter(content -> content.origin().equals(before.get()));
        if (left.isEmpty() || reading) {
            leftBehind(before.get(), present.get(0).name());
            return false;
        }
        LeaseBackend heir = present.get(0);
        List<Lease> leases = left.get().leases();
        long brought = new Transfer(heir, clock).all(paged(leases));
        predecessor.remember(heir.name());
        estate.discard();
        putInForce(heir);
        LOG.info("{} takes over from {}: {} leases, {} brought", heir.name(), before.get(), leases.size(), brought);
        return true;
    }

    private static LeaseSource paged(List<Lease> leases) {
        int[] next = {0};
        return (after, limit) -> {
            List<Lease> page = leases.subList(next[0], Math.min(leases.size(), next[0] + limit));
            next[0] += page.size();
            return page;
        };
    }

    private void leftBehind(String before, String present) {
        Finding finding = new Finding(
                Finding.Severity.ERROR,
                predecessor.path().toString(),
                "the leases are in the store " + before + ", which is not there; " + present
                        + " knows nothing of them, so no address is given",
                "put lease-" + before + ".feature.json into features/ beside lease-" + present
                        + ".feature.json: leases are brought over by themselves, and it can go then; to begin with no"
                        + " leases, write " + present + " into this file");
        if (!obstacle.equals(Optional.of(finding))) {
            LOG.error("{}: {}; {}", finding.source(), finding.message(), finding.remedy());
        }
        obstacle = Optional.of(finding);
    }

    private void move(LeaseBackend next) throws IOException, LeaseStoreException {
        String before = store.place().orElseThrow().name();
        long begin = System.nanoTime();
        long brought = store.moveTo(next, new Transfer(next, clock), () -> predecessor.remember(next.name()));
        tellPlace(next);
        LOG.info(
                "{} takes over from {}: {} leases brought in {} ms",
                next.name(),
                before,
                brought,
                (System.nanoTime() - begin) / 1_000_000);
    }

    /** The store in force goes: its leases to the next best, or into a file. */
    private void bequeath(LeaseBackend going) {
        Optional<LeaseBackend> heir = present().stream().findFirst();
        if (heir.isPresent() && !isStopping()) {
            store.exchange(before -> handOver(going, heir.get()));
        } else {
            // Nobody begins what cannot be finished, and nothing changes any more while it is written down.
            withdraw();
            store.exchange(before -> {
                leave(going);
                return Optional.empty();
            });
        }
        store.place().ifPresentOrElse(this::tellPlace, this::withdraw);
    }

    private Optional<LeaseBackend> handOver(LeaseBackend going, LeaseBackend heir) {
        try {
            long brought = new Transfer(heir, clock).all(going::page);
            predecessor.remember(heir.name());
            LOG.info("{} takes over from {}, which goes: {} leases brought", heir.name(), going.name(), brought);
            return Optional.of(heir);
        } catch (IOException | LeaseStoreException | RuntimeException e) {
            LOG.error("The leases of {} were not brought to {}: {}", going.name(), heir.name(), e.getMessage(), e);
            return Optional.empty();
        }
    }

    private void leave(LeaseBackend going) {
        if (reading) {
            return;
        }
        try {
            Duration limit = isStopping() ? ESTATE_LIMIT_STOPPING : ESTATE_LIMIT;
            if (estate.write(going.name(), going::page, limit)) {
                LOG.info("{} goes; its leases are in {} for the next", going.name(), estate.path());
            } else {
                LOG.info("{} goes; its leases were too many to write them down in {}", going.name(), limit);
            }
        } catch (IOException | LeaseStoreException | RuntimeException e) {
            LOG.warn("{} goes and its leases could not be written down: {}", going.name(), e.getMessage(), e);
        }
    }

    private void putInForce(LeaseBackend backend) {
        store.exchange(before -> Optional.of(backend));
        obstacle = Optional.empty();
        registration = Optional.of(context.registerService(LeaseStore.class, store, properties(backend)));
        LOG.info("Leases are kept in {}", backend.name());
    }

    private static Dictionary<String, Object> properties(LeaseBackend place) {
        return new Hashtable<>(Map.of(LeaseStore.PLACE, place.name()));
    }

    private void tellPlace(LeaseBackend place) {
        registration.ifPresent(service -> service.setProperties(properties(place)));
    }

    private void withdraw() {
        registration.ifPresent(ServiceRegistration::unregister);
        registration = Optional.empty();
    }

    /** The preferred one first. */
    private List<LeaseBackend> present() {
        synchronized (installed) {
            return installed.stream().map(Installed::backend).toList();
        }
    }

    private boolean isStopping() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING;
    }

    @Override
    public List<Finding> findings() {
        return obstacle.stream().toList();
    }
}
