package org.stirrup.features.swap;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.swap.Swaps;

/** Versions that are stopped for good. Each is kept as long as a transfer may still need its classes. */
final class Leavers {
    private static final Logger LOG = LoggerFactory.getLogger(Leavers.class);

    private final DrainBook drains;
    private final ScheduledExecutorService later;

    Leavers(DrainBook drains, ScheduledExecutorService later) {
        this.drains = drains;
        this.later = later;
    }

    /**
     * Removes a stopped bundle when nothing of it is under way.
     *
     * @param served whether others may hold what they got of it: a server cannot tell whose file it is sending, so
     *     that is waited for as long as a transfer may last
     */
    void leave(Bundle bundle, boolean served) {
        boolean draining = !drains.ended(bundle).toCompletableFuture().isDone();
        if (draining) {
            drains.ended(bundle).thenRun(() -> later.execute(() -> remove(bundle)));
        } else if (served) {
            later.schedule(() -> remove(bundle), DrainBook.AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            remove(bundle);
        }
    }

    List<Swaps.Leaving> leaving() {
        return drains.leaving();
    }

    static void remove(Bundle bundle) {
        if (bundle.getState() == Bundle.UNINSTALLED) {
            return;
        }
        try {
            // The framework lets go of its classes with that, unless others are wired to them.
            bundle.uninstall();
        } catch (BundleException e) {
            LOG.warn("{} {} cannot be removed: {}", bundle.getSymbolicName(), bundle.getVersion(), e.getMessage());
        }
    }
}
