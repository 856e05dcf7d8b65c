package org.stirrup.lease.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.lease.embedded.file.LeaseFile;
import org.stirrup.lease.embedded.store.DurableLeases;

/**
 * Offers the leases of a file as a {@link LeaseStore}, from the moment that the file is open and every lease in it was
 * read. A file that another process has, or that is damaged, is left alone and looked at again and again: no leases are
 * served rather than wrong ones.
 */
@Component(service = SelfCheck.class, immediate = true, configurationPid = "org.stirrup.lease.embedded")
@Designate(ocd = EmbeddedLeases.Config.class)
public final class EmbeddedLeases implements SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedLeases.class);

    @ObjectClassDefinition(
            name = "Stirrup leases in a file",
            description = "Where the appliance keeps which address it gave to whom.")
    @interface Config {
        @AttributeDefinition(
                name = "File",
                description = "Path of the file, from the home folder. A change takes effect at once; the leases of the"
                        + " file before stay in that file.")
        String file() default "data/leases.mv";

        @AttributeDefinition(
                name = "Ranking",
                description = "Which store is used when several are installed: that of the highest ranking.")
        int ranking() default 0;

        @AttributeDefinition(
                name = "Retry",
                description = "How long to wait before a file that could not be opened is tried again, in seconds.",
                min = "1")
        int retrySeconds() default 5;
    }

    private final BundleContext context;
    private final Path path;
    private final int ranking;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Optional<Thread> retrying;

    private volatile Optional<DurableLeases> store = Optional.empty();
    private volatile Optional<ServiceRegistration<LeaseStore>> registration = Optional.empty();
    private volatile Optional<LeaseFile.Opened> refusal = Optional.empty();

    @Activate
    public EmbeddedLeases(BundleContext context, Config config) {
        this.context = context;
        this.path = Path.of(context.getProperty("stirrup.home"), config.file()).normalize();
        this.ranking = config.ranking();
        boolean checking = Boolean.parseBoolean(context.getProperty("stirrup.check"));
        this.retrying = checking || tryToOpen()
                ? Optional.empty()
                : Optional.of(new Thread(() -> retry(config.retrySeconds()), "stirrup-leases-retry"));
        retrying.ifPresent(Thread::start);
    }

    private void retry(int seconds) {
        try {
            while (!stopping.await(seconds, TimeUnit.SECONDS) && !tryToOpen()) {
                // The finding says what is in the way; the log said it once.
            }
        } catch (InterruptedException e) {
            LOG.warn("No longer looking whether {} can be opened: interrupted", path);
        }
    }

    /** On the thread that activates, then on the retrying one, which {@link #stop} waits for: never on two. */
    private boolean tryToOpen() {
        LeaseFile.Opened opened = LeaseFile.open(path);
        if (opened instanceof LeaseFile.Opened.Ready ready) {
            register(new DurableLeases(path.toString(), ready, () -> LeaseFile.open(path)));
            return true;
        }
        if (!Optional.of(opened).equals(refusal)) {
            Finding finding = finding(opened);
            LOG.error("{}: {}; {}", finding.source(), finding.message(), finding.remedy());
        }
        refusal = Optional.of(opened);
        return false;
    }

    private void register(DurableLeases leases) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, ranking);
        refusal = Optional.empty();
        store = Optional.of(leases);
        registration = Optional.of(context.registerService(LeaseStore.class, leases, properties));
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
                    "put a good copy in its place, or move the file away to begin with no leases: clients then keep"
                            + " their addresses only by luck. It is tried again by itself");
        }
        return error(
                "the lease file cannot be opened: " + refused.because() + none,
                "mend that; it is tried again by itself");
    }

    private Finding error(String message, String remedy) {
        return new Finding(Finding.Severity.ERROR, path.toString(), message, remedy);
    }
}
