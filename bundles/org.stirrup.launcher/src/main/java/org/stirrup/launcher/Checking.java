package org.stirrup.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.osgi.framework.BundleException;
import org.stirrup.launcher.framework.Distribution;
import org.stirrup.launcher.home.FileTree;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.StockFiles;

/**
 * {@code check}: what is wrong with the home's configuration, or with one that is to take its place; of that also which
 * machines would be answered differently.
 */
final class Checking {
    /** Nothing is wrong, and machines would be answered differently. */
    private static final int DIFFERENT = 5;

    private final Distribution distribution;
    private final Command.Check check;
    private final Home home;

    Checking(Distribution distribution, Command.Check check) {
        this.distribution = distribution;
        this.check = check;
        this.home = check.home();
    }

    int run() throws IOException, BundleException, InterruptedException {
        Path work = Files.createTempDirectory("stirrup-check");
        try {
            if (check.etc().isPresent()) {
                return compare(check.etc().get(), work);
            }
            Home checked = home;
            if (!home.exists()) {
                System.out.println("there is no home at " + home + " yet: checking what a new one would have");
                checked = Home.of(work.resolve("home"));
                checked.furnish();
                StockFiles.recordedIn(work.resolve("stock")).bring(distribution.etc(), checked.etc(), ".cfg");
            }
            return check(checked, work.resolve("now"));
        } finally {
            FileTree.delete(work);
        }
    }

    private int check(Home checked, Path work) throws IOException, BundleException, InterruptedException {
        PrintStream out = Logging.quiet(distribution);
        try (CheckedAppliance appliance =
                CheckedAppliance.start(distribution, checked, checked.etc(), false, Files.createDirectories(work))) {
            CheckedAppliance.Answer findings = appliance.ask("findings");
            // A home that is not there yet was furnished elsewhere for the while: name the files as they will be.
            out.print(findings.text().replace(checked.toString(), home.toString()));
            out.flush();
            beSilent();
            return findings.status();
        }
    }

    private int compare(Path etc, Path work) throws IOException, BundleException, InterruptedException {
        if (!home.exists()) {
            throw new IOException("there is no home at " + home + ", so there is nothing to compare with");
        }
        try (Stream<Path> files = Files.list(etc)) {
            if (files.noneMatch(file -> file.toString().matches(".*\\.(cfg|config)"))) {
                throw new IOException(
                        etc + " has no configuration files; give a copy of " + home.etc() + " with what is to change");
            }
        }
        PrintStream out = Logging.quiet(distribution);
        // Both folders may have the same faults: the log would say them twice, and the findings say them all.
        PrintStream errors = System.err;
        beSilent();
        try (CheckedAppliance other = start(etc, work.resolve("then"));
                CheckedAppliance current = start(home.etc(), work.resolve("now"))) {
            CheckedAppliance.Answer findings = other.ask("findings");
            ReplyDifferences differences = ReplyDifferences.between(current, other, work);
            (check.json() ? errors : out).print(findings.text());
            boolean any = check.json() ? differences.tellJson(out) : differences.tell(out);
            out.flush();
            return findings.status() == 0 && any ? DIFFERENT : findings.status();
        } catch (IOException | BundleException e) {
            System.setErr(errors);
            throw e;
        }
    }

    private CheckedAppliance start(Path etc, Path work) throws IOException, BundleException, InterruptedException {
        return CheckedAppliance.start(distribution, home, etc, true, Files.createDirectories(work));
    }

    /** For good: what libraries say when they are stopped in the middle of something is no finding. */
    static void beSilent() {
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    }
}
