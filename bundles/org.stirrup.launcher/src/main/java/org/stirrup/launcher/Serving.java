package org.stirrup.launcher;

import java.io.IOException;
import java.net.NetworkInterface;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.BundleException;
import org.stirrup.launcher.framework.Appliance;
import org.stirrup.launcher.framework.Distribution;
import org.stirrup.launcher.framework.FrameworkSettings;
import org.stirrup.launcher.home.ConfigFile;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.HomeLock;
import org.stirrup.launcher.home.Preset;
import org.stirrup.launcher.home.StockFiles;

/** {@code serve}: the appliance in the foreground. */
final class Serving {
    private final Distribution distribution;
    private final Command.Serve command;

    Serving(Distribution distribution, Command.Serve command) {
        this.distribution = distribution;
        this.command = command;
    }

    int run() throws IOException, BundleException, InterruptedException {
        Home home = command.home();
        for (Preset preset : command.presets()) {
            if (preset.pid().equals("org.stirrup.net")) {
                requireInterfaces(preset.value());
            }
        }
        home.furnish();
        HomeLock lock = HomeLock.take(home);
        try {
            return serve(home);
        } finally {
            lock.close();
        }
    }

    private int serve(Home home) throws IOException, BundleException, InterruptedException {
        prepare(home);
        Thread logging = Logging.configure(distribution, home);
        Map<String, String> settings = FrameworkSettings.read(distribution, home, home.features(), home.data());
        settings.put("stirrup.started", started());
        Appliance appliance = Appliance.of(distribution, settings);
        Thread stopper = new Thread(() -> stop(appliance), "stirrup stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            appliance.prepare();
            logging.join();
            appliance.start();
        } catch (IOException | BundleException | RuntimeException e) {
            Runtime.getRuntime().removeShutdownHook(stopper);
            throw e;
        }
        appliance.awaitStop();
        return 0;
    }

    private void prepare(Home home) throws IOException {
        StockFiles stock = StockFiles.recordedIn(home.data().resolve("stock.properties"));
        stock.bring(distribution.etc(), home.etc(), ".cfg");
        stock.bring(distribution.etc(), home.etc(), ".cfg.example");
        stock.bring(distribution.features(), home.features(), ".feature.json");
        for (Preset preset : command.presets()) {
            ConfigFile.of(home, preset.pid()).set(preset.key(), preset.value());
        }
    }

    private static void requireInterfaces(String names) throws IOException {
        for (String name : names.split(",")) {
            if (NetworkInterface.getByName(name) == null) {
                String others = NetworkInterface.networkInterfaces()
                        .map(NetworkInterface::getName)
                        .sorted()
                        .collect(Collectors.joining(", "));
                throw new IOException(
                        "--interface " + name + ": this machine has no such network interface; it has " + others);
            }
        }
    }

    /** When the command was given, milliseconds since 1970: the JVM's own start is part of what a person waits for. */
    private static String started() {
        return Long.toString(ProcessHandle.current()
                .info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .orElseGet(System::currentTimeMillis));
    }

    /** On SIGTERM, SIGINT, or when all is over. */
    private static void stop(Appliance appliance) {
        int status = 0;
        try {
            appliance.stop();
        } catch (BundleException e) {
            System.err.println("stirrup: did not stop cleanly: " + e.getMessage());
            status = 1;
        } catch (InterruptedException e) {
            status = 1;
        }
        // A signal that was obeyed is no failure; without this Java would report 128 + its number.
        Runtime.getRuntime().halt(status);
    }
}
