package org.stirrup.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;
import org.stirrup.launcher.framework.Appliance;
import org.stirrup.launcher.framework.Commands;
import org.stirrup.launcher.framework.Distribution;
import org.stirrup.launcher.framework.FrameworkSettings;
import org.stirrup.launcher.home.FileTree;
import org.stirrup.launcher.home.Home;

/**
 * {@code leases}: the running appliance is asked. Where none runs, a framework of its own with nothing but the home's
 * lease stores and the shell reads them, in a throw-away folder and with {@code stirrup.reading} set, so that nothing is
 * changed.
 */
final class ShowingLeases {
    private static final String SHELL = "shell.feature.json";
    private static final int FAILED = 1;

    private final Distribution distribution;
    private final Command.Ask ask;

    ShowingLeases(Distribution distribution, Command.Ask ask) {
        this.distribution = distribution;
        this.ask = ask;
    }

    int run() throws IOException, BundleException, InterruptedException {
        OptionalInt asked = Asking.runIfThere(ask);
        if (asked.isPresent()) {
            return asked.getAsInt();
        }
        Home home = ask.home();
        if (!Files.isDirectory(home.data())) {
            System.err.println("stirrup: " + home + " is no home of an appliance: it has no folder data");
            return FAILED;
        }
        Path work = Files.createTempDirectory("stirrup-leases");
        try {
            return show(home, work);
        } finally {
            FileTree.delete(work);
        }
    }

    private int show(Home home, Path work) throws IOException, BundleException, InterruptedException {
        PrintStream out = Logging.quiet(distribution);
        Path features = Files.createDirectories(work.resolve("features"));
        for (Path feature : stores(home)) {
            Files.copy(feature, features.resolve(feature.getFileName()));
        }
        Files.copy(distribution.features().resolve(SHELL), features.resolve(SHELL));
        Map<String, String> settings = FrameworkSettings.read(distribution, home, features, work);
        settings.put("stirrup.check", "true");
        settings.put("stirrup.reading", "true");
        settings.put("felix.fileinstall.enableConfigSave", "false");
        settings.put("felix.fileinstall.dir", home.etc() + "," + features);
        Appliance appliance = Appliance.of(distribution, settings);
        HeldOutput held = new HeldOutput(out);
        try {
            appliance.prepare();
            appliance.start();
            Commands commands = Commands.of(appliance.context());
            commands.awaitQuiet();
            int status = commands.run(ask.line(), new PrintStream(held, true, StandardCharsets.UTF_8));
            held.letGo(status == 0 ? out : System.err);
            Checking.beSilent();
            return status;
        } finally {
            appliance.stop();
        }
    }

    private static List<Path> stores(Home home) throws IOException {
        if (!Files.isDirectory(home.features())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home.features())) {
            return files.filter(file -> file.getFileName().toString().matches("lease-.*\\.feature\\.json"))
                    .toList();
        }
    }
}
