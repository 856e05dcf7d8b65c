package org.stirrup.launcher;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleException;

/** {@code bin/stirrup}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException, BundleException, InterruptedException {
        Path dist = Path.of(System.getProperty("stirrup.dist"));
        Home home = Home.byDefault();
        for (int i = 1; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("--home")) {
                home = Home.of(Path.of(arguments[i + 1]));
            }
        }
        home.furnish();
        System.setProperty(
                "logback.configurationFile", dist.resolve("lib/logback.xml").toString());
        Appliance appliance = Appliance.start(dist, FrameworkSettings.read(dist, home));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                appliance.stop();
            } catch (BundleException | InterruptedException e) {
                System.err.println("stirrup: did not stop cleanly: " + e);
            }
            Runtime.getRuntime().halt(0);
        }));
        appliance.awaitStop();
    }
}
