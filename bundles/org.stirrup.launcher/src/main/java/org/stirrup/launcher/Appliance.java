package org.stirrup.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The framework with the core feature in it. */
final class Appliance {
    private final Framework framework;

    private Appliance(Framework framework) {
        this.framework = framework;
    }

    static Appliance start(Path dist, Map<String, String> settings) throws IOException, BundleException {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new IOException("no OSGi framework in " + dist.resolve("lib")))
                .newFramework(settings);
        framework.init();
        if (framework.getBundleContext().getBundles().length == 1) {
            for (Path file : features(dist)) {
                install(framework, CoreFeature.read(file, dist.resolve("system")));
            }
        }
        framework.start();
        return new Appliance(framework);
    }

    private static List<Path> features(Path dist) throws IOException {
        try (Stream<Path> files = Files.list(dist.resolve("features"))) {
            return files.sorted().toList();
        }
    }

    private static void install(Framework framework, CoreFeature core) throws BundleException {
        for (CoreFeature.Entry entry : core.bundles()) {
            Bundle bundle = framework
                    .getBundleContext()
                    .installBundle("reference:" + entry.jar().toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(3_000);
    }
}
