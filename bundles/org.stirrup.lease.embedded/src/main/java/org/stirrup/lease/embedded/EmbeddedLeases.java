package org.stirrup.lease.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.lease.embedded.file.LeaseFile;
import org.stirrup.lease.embedded.store.DurableLeases;
import org.stirrup.lease.embedded.store.ShownLeases;

/**
 * Offers the leases of {@code data/leases.log} in the home folder as a {@link LeaseBackend}, from the moment that the file
 * is open and every lease in it was read. A file that another process has, or that is damaged, is left alone and looked
 * at again and again: no leases are served rather than wrong ones.
 */
@Component(service = SelfCheck.class, immediate = true)
public final class EmbeddedLeases implements SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedLeases.class);

    /** Before a file that could not be opened is tried again. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final BundleContext context;
    private final Path path;
    /** Whether leases are only shown: nothing is made or changed. */
    private final boolean reading;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Optional<Thread> retrying;

    private volatile Optional<DurableLeases> store = Optional.empty();
    private volatile Optional<ServiceRegistration<LeaseBackend>> registration = Optional.empty();
    private volatile Optional<LeaseFile.Opened> refusal = Optional.empty();

    @Activate
    public EmbeddedLeases(BundleContext context) {
        this(context, RETRY);
    }

    EmbeddedLeases(BundleContext context, Duration retry) {
        this.context = context;
        this.path = Path.of(context.getProperty("stirrup.home"), "data", "leases.log");
        this.reading = Boolean.parseBoolean(context.getProperty("stirrup.reading"));
        boolean checking = !reading && Boolean.parseBoolean(context.getProperty("stirrup.check"));
        this.retrying = checking || tryToOpen()
                ? Optional.empty()
                : Optional.of(new Thread(() -> retry(retry), "stirrup-leases-retry"));
        retrying.ifPresent(Thread::start);
    }

    private void retry(Duration pause) {
        try {
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS) && !tryToOpen()) {
                // The finding says what is in the way; the log said it once.
            }
        } catch (InterruptedException e) {
            LOG.warn("No longer looking whether {} can be opened: interrupted", path);
        }
    }

    /** On the thread that activates, then on the retrying one, which {@link #stop} waits for: never on two. */
    private boolean tryToOpen() {
        LeaseFile.Opened opened = reading ? LeaseFile.show(path) : LeaseFile.open(path);
        if (opened instanceof LeaseFile.Opened.Shown shown) {
            show(shown);
            return true;
        }
        if (opened instanceof LeaseFile.Opened.Ready ready) {
            register(new DurableLeases(path.toString(), ready));
            return true;
        }
        if (!Optional.of(opened).equals(refusal)) {
            Finding finding = finding(opened);
            LOG.error("{}: {}; {}", finding.source(), finding.message(), finding.remedy());
        }
        refusal = Optional.of(opened);
        return false;
    }

    private void show(LeaseFile.Opened.Shown shown) {
        refusal = Optional.empty();
        registration = Optional.of(context.registerService(LeaseBackend.class, new ShownLeases(shown), null));
    }

    private void register(DurableLeases leases) {
        refusal = Optional.empty();
        store = Optional.of(leases);
        registration = Optional.of(context.registerService(LeaseBackend.class, leases, null));
        LOG.info("{} leases in {}", leases.size(), path);
    }

    @Deactivate
    public void stop() throws InterruptedException {
        stopping.countDown();
        if (retrying.isPresent()) {
            retrying.get().join();
        }
        registration.ifPresent(ServiceRegistration::unregister);
        store.ifPresent(DurableLeases::close);
    }

    @Override
    public List<Finding> findings() {
        if (store.isPresent()) {
            return store.get().failure().map(this::unsaved).stream().toList();
        }
        if (refusal.isPresent()) {
            return List.of(finding(refusal.get()));
        }
        return Files.exists(path) && !Files.isWritable(path)
                ? List.of(finding(new LeaseFile.Opened.Unusable("no permission to write to it")))
                : List.of();
    }

    private Finding unsaved(String because) {
        return error(
                "leases cannot be saved: " + because + ". No address is given to anyone until they can",
                "make room on the disk or mend it; leases are saved again as soon as that is possible");
    }

    private Finding finding(LeaseFile.Opened refused) {
        String none = ". No address is given to anyone until it can be opened";
        if (refused instanceof LeaseFile.Opened.Locked locked) {
            return error(
                    locked.because() + none,
                    "stop that process, or give this appliance another home folder; it is tried again by itself");
        }
        if (refused instanceof LeaseFile.Opened.Damaged damaged) {
            return error(
                    "the lease file is damaged: " + damaged.because() + none,
                    "put a good copy in its place, or rename it to " + path.getFileName()
                            + ".damaged: the leases that can still be read are taken from there. It is tried again by"
                            + " itself");
        }
        return error(
                "the lease file cannot be opened: " + refused.because() + none,
                "mend that; it is tried again by itself");
    }

    private Finding error(String message, String remedy) {
        return new Finding(Finding.Severity.ERROR, path.toString(), message, remedy);
    }
}
