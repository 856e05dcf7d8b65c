package org.stirrup.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.framework.BundleException;
import org.stirrup.launcher.framework.Appliance;
import org.stirrup.launcher.framework.Commands;
import org.stirrup.launcher.framework.Distribution;
import org.stirrup.launcher.framework.FrameworkSettings;
import org.stirrup.launcher.home.FileTree;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.StockFiles;

/**
 * {@code check}: a framework of its own reads the home's configuration, in a throw-away folder and with
 * {@code stirrup.check} set, so that no port is opened, nothing in the home is changed and a running appliance is not
 * disturbed.
 */
final class Checking {
    private final Distribution distribution;
    private final Home home;

    Checking(Distribution distribution, Home home) {
        this.distribution = distribution;
        this.home = home;
    }

    int run() throws IOException, BundleException, InterruptedException {
        Path work = Files.createTempDirectory("stirrup-check");
        try {
            Home checked = home;
            if (!home.exists()) {
                System.out.println("there is no home at " + home + " yet: checking what a new one would have");
                checked = Home.of(work.resolve("home"));
                checked.furnish();
                StockFiles.recordedIn(work.resolve("stock")).bring(distribution.etc(), checked.etc(), ".cfg");
            }
            return check(checked, work);
        } finally {
            FileTree.delete(work);
        }
    }

    private int check(Home checked, Path work) throws IOException, BundleException, InterruptedException {
        PrintStream out = Logging.quiet(distribution);
        FileTree.copy(checked.data().resolve("config"), work.resolve("config"));
        Path features = work.resolve("features");
        Path record = work.resolve("stock.properties");
        FileTree.copy(checked.features(), features);
        Files.createDirectories(features);
        FileTree.copy(checked.data().resolve("stock.properties"), record);
        StockFiles.recordedIn(record).bring(distribution.features(), features, ".feature.json");

        Map<String, String> settings = FrameworkSettings.read(distribution, checked, features, work);
        settings.put("stirrup.check", "true");
        settings.put("felix.fileinstall.enableConfigSave", "false");
        Appliance appliance = Appliance.of(distribution, settings);
        try {
            appliance.prepare();
            appliance.start();
            Commands commands = Commands.of(appliance.context());
            commands.awaitQuiet();
            ByteArrayOutputStream findings = new ByteArrayOutputStream();
            int status = commands.run("findings", new PrintStream(findings, true, StandardCharsets.UTF_8));
            // A home that is not there yet was furnished elsewhere for the while: name the files as they will be.
            out.print(findings.toString(StandardCharsets.UTF_8).replace(checked.toString(), home.toString()));
            out.flush();
            beSilent();
            return status;
        } finally {
            appliance.stop();
        }
    }

    /** For good: what libraries say when they are stopped in the middle of something is no finding. */
    static void beSilent() {
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    }
}
