package org.stirrup.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.stirrup.launcher.framework.Appliance;
import org.stirrup.launcher.framework.Commands;
import org.stirrup.launcher.framework.Distribution;
import org.stirrup.launcher.framework.FrameworkSettings;
import org.stirrup.launcher.home.ConfigFile;
import org.stirrup.launcher.home.FileTree;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.StockFiles;

/**
 * {@code archive}: starts and stops a new appliance in a throw-away home, so that Java, which {@code bin/stirrup} has
 * told to, can keep the classes of a start. It serves no network interface; its console takes whatever port is free.
 */
final class Archiving {
    /** Java keeps what is there when it ends, and what belongs to a bundle is not once its loader is gone. */
    private static final List<ClassLoader> LOADERS = new ArrayList<>();

    private final Distribution distribution;

    Archiving(Distribution distribution) {
        this.distribution = distribution;
    }

    int run() throws IOException, BundleException, InterruptedException {
        Path work = Files.createTempDirectory("stirrup-archive");
        try {
            Home home = Home.of(work.resolve("home"));
            home.furnish();
            StockFiles stock = StockFiles.recordedIn(work.resolve("stock"));
            stock.bring(distribution.etc(), home.etc(), ".cfg");
            stock.bring(distribution.features(), home.features(), ".feature.json");
            ConfigFile.of(home, "org.stirrup.console").set("port", "0");
            start(home);
            return 0;
        } finally {
            FileTree.delete(work);
        }
    }

    private void start(Home home) throws IOException, BundleException, InterruptedException {
        Logging.quiet(distribution);
        Map<String, String> settings = FrameworkSettings.read(distribution, home, home.features(), home.data());
        Appliance appliance = Appliance.of(distribution, settings);
        try {
            appliance.prepare();
            appliance.start();
            Commands.of(appliance.context()).awaitQuiet();
            for (Bundle bundle : appliance.context().getBundles()) {
                Optional.ofNullable(bundle.adapt(BundleWiring.class))
                        .map(BundleWiring::getClassLoader)
                        .ifPresent(LOADERS::add);
            }
            Checking.beSilent();
        } finally {
            appliance.stop();
        }
    }
}
