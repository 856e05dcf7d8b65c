package org.stirrup.features.swap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.swap.Drain;
import org.stirrup.api.swap.Swaps;

/** The transfers that bundles left behind when they stopped, each until its end or the bound in time. */
@Component(service = DrainBook.class, immediate = true)
public final class DrainBook {
    private static final Logger LOG = LoggerFactory.getLogger(DrainBook.class);

    /** A DVD's image over a slow cable takes half of it. */
    static final Duration AT_MOST = Duration.ofHours(1);

    private final BundleContext context;
    private final Duration atMost;
    private final List<Held> held = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService bound = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stirrup-drains");
        thread.setDaemon(true);
        return thread;
    });

    private record Held(Bundle bundle, String name, Drain drain) {}

    @Activate
    public DrainBook(BundleContext context) {
        this(context, AT_MOST);
    }

    DrainBook(BundleContext context, Duration atMost) {
        this.context = context;
        this.atMost = atMost;
    }

    @Deactivate
    void close() {
        bound.shutdown();
        held.forEach(each -> each.drain().cutOff());
    }

    void hold(Bundle bundle, Drain drain) {
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING || bound.isShutdown()) {
            drain.cutOff();
            return;
        }
        String name = bundle.getSymbolicName() + " " + bundle.getVersion();
        Held each = new Held(bundle, name, drain);
        held.add(each);
        if (drain.underWay() > 0) {
            LOG.info("{} leaves, with {} of {} still under way", name, drain.underWay(), drain.name());
        }
        drain.ended().thenRun(() -> held.remove(each));
        bound.schedule(() -> cutOff(each), atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cutOff(Held each) {
        if (held.contains(each)) {
            LOG.warn(
                    "{}: what has not ended within {} min is cut off: {} of {}",
                    each.name(),
                    atMost.toMinutes(),
                    each.drain().underWay(),
                    each.drain().name());
            each.drain().cutOff();
        }
    }

    /** Completes when nothing of a bundle that has stopped is under way any more. */
    public CompletionStage<Void> ended(Bundle bundle) {
        return CompletableFuture.allOf(held.stream()
                .filter(each -> each.bundle() == bundle)
                .map(each -> each.drain().ended().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** What is under way, oldest first. */
    List<Swaps.Leaving> leaving() {
        List<Swaps.Leaving> leaving = new ArrayList<>();
        for (Held each : held) {
            leaving.add(new Swaps.Leaving(
                    each.name(), each.drain().name(), each.drain().underWay()));
        }
        return leaving;
    }
}
