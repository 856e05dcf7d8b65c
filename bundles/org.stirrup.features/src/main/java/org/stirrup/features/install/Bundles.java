package org.stirrup.features.install;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.features.swap.DrainBook;
import org.stirrup.features.swap.Locations;

/** Brings the framework's bundles in line with what the features want, touching no other bundle. */
final class Bundles {
    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);

    private final BundleContext context;
    private final Artifacts artifacts;
    private final DrainBook drains;
    /** Removed, but for transfers that are still under way. */
    private final Set<Bundle> draining = ConcurrentHashMap.newKeySet();
    /** Why a wanted bundle is not there, by id. */
    private final Map<String, String> missing = new ConcurrentHashMap<>();
    /** Why a bundle did not start when it was last tried. */
    private final Map<Bundle, String> failures = new ConcurrentHashMap<>();

    Bundles(BundleContext context, Artifacts artifacts, DrainBook drains) {
        this.context = context;
        this.artifacts = artifacts;
        this.drains = drains;
    }

    /** Installs what is missing, removes what nobody wants, starts what is new. @param wanted id to start level */
    void align(Map<String, Integer> wanted) {
        missing.clear();
        Map<String, String> locations = locations(wanted.keySet());
        List<Bundle> removed = remove(new HashSet<>(locations.values()));
        List<Bundle> fresh = install(wanted, locations);
        refresh(removed);
        if (!fresh.isEmpty() || !removed.isEmpty()) {
            start(fresh);
        }
    }

    /** The bundle of this id, if the framework has it. */
    Optional<Bundle> find(String id) {
        return artifacts.location(id).map(context::getBundle);
    }

    /** What is wrong with a wanted bundle; empty when nothing is. */
    Optional<String> trouble(String id) {
        Optional<Bundle> found = find(id);
        if (found.isEmpty()) {
            return Optional.ofNullable(missing.get(id));
        }
        Bundle bundle = found.get();
        // STARTING: started, and active with the first class that somebody takes from it (lazy activation).
        if ((bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0
                || bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null
                || bundle.adapt(BundleStartLevel.class).getStartLevel() > startLevel()
                || Locations.standsBack(bundle, context)) {
            return Optional.empty();
        }
        boolean stopped = !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        return Optional.of(stopped ? "was stopped by hand" : failures.getOrDefault(bundle, "does not start"));
    }

    private int startLevel() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkStartLevel.class)
                .getStartLevel();
    }

    private Map<String, String> locations(Set<String> ids) {
        Map<String, String> locations = new TreeMap<>();
        for (String id : ids) {
            artifacts
                    .location(id)
                    .ifPresentOrElse(
                            location -> locations.put(id, location), () -> missing.put(id, "its jar is not there"));
        }
        return locations;
    }

    private List<Bundle> remove(Set<String> wanted) {
        List<Bundle> removed = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (artifacts.contain(bundle.getLocation())
                    && !wanted.contains(bundle.getLocation())
                    && !draining.contains(bundle)) {
                try {
                    bundle.stop();
                    if (drains.ended(bundle).toCompletableFuture().isDone()) {
                        bundle.uninstall();
                        removed.add(bundle);
                    } else {
                        draining.add(bundle);
                        drains.ended(bundle).thenRunAsync(() -> drained(bundle));
                    }
                } catch (BundleException e) {
                    LOG.error("{} cannot be removed: {}", bundle, e.getMessage());
                }
            }
        }
        return removed;
    }

    /** The last transfer of a server that was removed is over. */
    private void drained(Bundle bundle) {
        if (draining.remove(bundle)) {
            try {
                bundle.uninstall();
                refresh(List.of(bundle));
            } catch (BundleException e) {
                LOG.error("{} cannot be removed: {}", bundle, e.getMessage());
            }
        }
    }

    private List<Bundle> install(Map<String, Integer> wanted, Map<String, String> locations) {
        List<Bundle> fresh = new ArrayList<>();
        locations.forEach((id, location) -> {
            Bundle present = context.getBundle(location);
            if (present != null && draining.remove(present)) {
                fresh.add(present);
            } else if (present == null) {
                try {
                    Bundle bundle = context.installBundle(location);
                    bundle.adapt(BundleStartLevel.class).setStartLevel(wanted.get(id));
                    fresh.add(bundle);
                } catch (BundleException e) {
                    installTrouble(id, e);
                }
            }
        });
        return fresh;
    }

    /** The same bundle from elsewhere, say from the deploy folder, does as well. */
    private void installTrouble(String id, BundleException e) {
        if (e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR) {
            LOG.info("{} is there already from another place, which is left as it is", id);
        } else {
            missing.put(id, reason(e));
            LOG.error("{} cannot be installed: {}", id, reason(e));
        }
    }

    /** The new ones, and older ones that could not start so far: perhaps what they lacked has come. */
    private void start(Collection<Bundle> fresh) {
        List<Bundle> waiting = new ArrayList<>(fresh);
        for (Bundle bundle : context.getBundles()) {
            if ((bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0
                    && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()
                    && bundle.adapt(BundleStartLevel.class).getStartLevel() <= startLevel()) {
                waiting.add(bundle);
            }
        }
        for (Bundle bundle : waiting) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null && !Locations.standsBack(bundle, context)) {
                try {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                } catch (BundleException e) {
                    failed(bundle, e);
                }
            }
        }
    }

    /**
     * Lets go of removed bundles' classes. A bundle in use by one that stays is kept in memory until the next start
     * instead: refreshing it would stop its users, and with them perhaps a server in the middle of a transfer.
     */
    private void refresh(List<Bundle> removed) {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        List<Bundle> free = new ArrayList<>();
        for (Bundle bundle : removed) {
            List<Bundle> users = wiring.getDependencyClosure(List.of(bundle)).stream()
                    .filter(user -> user.getState() != Bundle.UNINSTALLED)
                    .toList();
            if (users.isEmpty()) {
                free.add(bundle);
            } else {
                LOG.info("{} is removed; what {} use of it stays in memory until the next start", bundle, users);
            }
        }
        if (!free.isEmpty()) {
            wiring.refreshBundles(free);
        }
    }

    /** Notes that a bundle did not start, and says it once. */
    void failed(Bundle bundle, Throwable cause) {
        String reason = reason(cause);
        if (!reason.equals(failures.put(bundle, reason))) {
            LOG.error("{} does not start: {}", bundle, reason);
        }
    }

    /** The first line of what the framework says, which may go on for pages. */
    private static String reason(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse("no reason given");
    }
}
