package org.stirrup.testkit.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.stirrup.api.check.SelfCheck;

/**
 * An OSGi framework for one test, in which a packed bundle meets the real platform while the test plays the rest of
 * the appliance: the packages of the API, and those that the test names, are those of its class path. The framework itself must be
 * on the class path too.
 */
public final class Platform {
    private final Framework framework;

    /**
     * Starts an empty framework.
     *
     * @param storage an empty folder
     * @param shared a class of each further bundle of the class path whose packages are those of the class path
     * @param properties of the framework
     */
    public Platform(Path storage, List<Class<?>> shared, Map<String, String> properties) throws BundleException {
        List<Class<?>> bundles = new ArrayList<>(List.of(SelfCheck.class));
        bundles.addAll(shared);
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, storage.resolve("framework").toString());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, Exports.of(bundles.toArray(Class<?>[]::new)));
        all.put("felix.cm.dir", storage.resolve("config").toString());
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no OSGi framework on the class path"))
                .newFramework(all);
        framework.start();
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs every jar of a folder, and starts them then. */
    public void startAll(Path folder) throws IOException, BundleException {
        List<Bundle> installed = new ArrayList<>();
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.sorted().toList()) {
                installed.add(install(jar));
            }
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    public Bundle install(Path jar) throws BundleException {
        return context().installBundle(jar.toUri().toString());
    }

    public Bundle bundle(String symbolicName) {
        return Stream.of(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(symbolicName + " is not installed"));
    }

    public <T> ServiceRegistration<T> register(Class<T> type, T service) {
        return context().registerService(type, service, null);
    }

    public <T> T service(Class<T> type) {
        return context().getService(context().getServiceReference(type));
    }

    /** Writes down from now on when a service of a type comes (true) and goes (false). */
    public Watch watch(Class<?> type) {
        BlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
        context().addServiceListener(event -> {
            String[] types = (String[]) event.getServiceReference().getProperty(Constants.OBJECTCLASS);
            boolean change =
                    event.getType() == ServiceEvent.REGISTERED || event.getType() == ServiceEvent.UNREGISTERING;
            if (change && List.of(types).contains(type.getName())) {
                changes.add(event.getType() == ServiceEvent.REGISTERED);
            }
        });
        return new Watch(type, changes);
    }

    /** Comings and goings of a service. */
    public record Watch(Class<?> type, BlockingQueue<Boolean> changes) {
        /** Waits for the next. @return true when one came, false when one went */
        public boolean next() throws InterruptedException {
            Boolean came = changes.poll(60, TimeUnit.SECONDS);
            if (came == null) {
                throw new AssertionError("no " + type.getSimpleName() + " came or went");
            }
            return came;
        }
    }

    public void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(60_000);
    }
}
