package org.stirrup.launcher.framework;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The framework with the core feature in it. Made, prepared, started, stopped, once each. */
public final class Appliance {
    private static final long STOP_MILLIS = 2_500;

    private final Distribution distribution;
    private final FrameworkCache cache;
    private final Framework framework;

    private Appliance(Distribution distribution, FrameworkCache cache, Framework framework) {
        this.distribution = distribution;
        this.cache = cache;
        this.framework = framework;
    }

    public static Appliance of(Distribution distribution, Map<String, String> settings) throws IOException {
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new IOException("no OSGi framework in " + distribution.lib()));
        FrameworkCache cache = FrameworkCache.at(Path.of(settings.get(Constants.FRAMEWORK_STORAGE)));
        return new Appliance(distribution, cache, factory.newFramework(settings));
    }

    /** Makes the framework ready, with the core's bundles in it. None of them runs yet. */
    public void prepare() throws IOException, BundleException {
        String fingerprint = distribution.fingerprint();
        boolean cold = !cache.isOf(fingerprint);
        if (cold) {
            cache.discard();
        }
        framework.init();
        if (cold) {
            install(CoreFeature.of(distribution));
            cache.markAs(fingerprint);
        }
    }

    /** Returns when everything has been started that is started at the beginning. */
    public void start() throws BundleException {
        framework.start();
    }

    private void install(CoreFeature core) throws BundleException {
        for (CoreFeature.Entry entry : core.bundles()) {
            // By reference: the framework reads the jar where it is and keeps no copy.
            Bundle bundle = context().installBundle("reference:" + entry.jar().toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    /** The framework's own context: services are seen through it whose types Java itself brings. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Returns when it was stopped, from within or without. */
    public void awaitStop() throws InterruptedException, BundleException {
        int end = framework.waitForStop(0).getType();
        while (end == FrameworkEvent.STOPPED_UPDATE || end == FrameworkEvent.STOPPED_SYSTEM_REFRESHED) {
            framework.start();
            end = framework.waitForStop(0).getType();
        }
    }

    /** Stops it; gives up waiting soon enough for whoever sends signals. */
    public void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(STOP_MILLIS);
    }
}
