package org.stirrup.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;
import org.stirrup.launcher.framework.Appliance;
import org.stirrup.launcher.framework.Commands;
import org.stirrup.launcher.framework.Distribution;
import org.stirrup.launcher.framework.FrameworkSettings;
import org.stirrup.launcher.home.FileTree;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.StockFiles;

/**
 * An appliance with a home's configuration, or another one, in a throw-away folder and with {@code stirrup.check} set: no
 * port is opened, nothing in the home is changed and a running appliance is not disturbed.
 */
final class CheckedAppliance implements AutoCloseable {
    private final Appliance appliance;
    private final Commands commands;

    private CheckedAppliance(Appliance appliance) {
        this.appliance = appliance;
        this.commands = Commands.of(appliance.context());
    }

    /**
     * Returns when all of it has settled.
     *
     * @param etc folder of configurations in place of the home's
     * @param reading whether its leases are read
     * @param work an empty folder
     */
    static CheckedAppliance start(Distribution distribution, Home home, Path etc, boolean reading, Path work)
            throws IOException, BundleException, InterruptedException {
        Path config = work.resolve("config");
        FileTree.copy(home.data().resolve("config"), config);
        if (!etc.equals(home.etc())) {
            forgetFiles(config);
        }
        Path features = work.resolve("features");
        Path record = work.resolve("stock.properties");
        FileTree.copy(home.features(), features);
        Files.createDirectories(features);
        FileTree.copy(home.data().resolve("stock.properties"), record);
        StockFiles.recordedIn(record).bring(distribution.features(), features, ".feature.json");

        Map<String, String> settings = FrameworkSettings.read(distribution, home, features, work);
        settings.put("stirrup.check", "true");
        settings.put("stirrup.reading", Boolean.toString(reading));
        settings.put("felix.fileinstall.enableConfigSave", "false");
        settings.put("felix.fileinstall.dir", String.join(",", etc.toString(), features.toString(), deploy(home)));
        Appliance appliance = Appliance.of(distribution, settings);
        try {
            appliance.prepare();
            appliance.start();
            CheckedAppliance checked = new CheckedAppliance(appliance);
            checked.commands.awaitQuiet();
            return checked;
        } catch (IOException | BundleException | InterruptedException | RuntimeException e) {
            appliance.stop();
            throw e;
        }
    }

    private static String deploy(Home home) {
        return home.folder().resolve("deploy").toString();
    }

    /** What was read from files of the home's own folder does not hold with another. */
    private static void forgetFiles(Path config) throws IOException {
        if (!Files.isDirectory(config)) {
            return;
        }
        try (Stream<Path> all = Files.walk(config)) {
            List<Path> files =
                    all.filter(path -> path.toString().endsWith(".config")).toList();
            for (Path file : files) {
                if (Files.readString(file).contains("felix.fileinstall.filename")) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A line of its shell, and its output. */
    record Answer(int status, String text) {}

    Answer ask(String line) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = commands.run(line, new PrintStream(said, true, StandardCharsets.UTF_8));
        return new Answer(status, said.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws BundleException {
        try {
            appliance.stop();
        } catch (InterruptedException e) {
            // The process ends now, and the rest of the framework with it.
            Thread.currentThread().interrupt();
        }
    }
}
