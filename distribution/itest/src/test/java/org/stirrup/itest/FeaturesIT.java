package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** The feature files: what they name is there, and each is whole, so that any of them may be the only one. */
class FeaturesIT {
    @TempDir
    Path folder;

    static List<Path> features() throws IOException {
        return Packed.features();
    }

    @Test
    void everyRoleHasItsFeature() throws IOException {
        Set<String> roles = new TreeSet<>();
        for (Path file : features()) {
            roles.add(file.getFileName().toString().replace(".feature.json", ""));
        }
        assertTrue(
                roles.containsAll(Set.of(
                        "dhcp",
                        "tftp",
                        "ndp",
                        "ftp",
                        "http",
                        "loader-pxelinux",
                        "loader-ipxe",
                        "loader-grub",
                        "loader-raspberrypi",
                        "images",
                        "menu",
                        "hosts",
                        "lease-embedded",
                        "lease-postgresql",
                        "console",
                        "shell",
                        "health")),
                roles.toString());
    }

    @Test
    void everyBundleOfTheDistributionIsWantedByAFeatureAndTheOtherWayRound() throws IOException {
        Set<Path> wanted = new TreeSet<>(Packed.bundles(Packed.core()).keySet());
        for (Path file : features()) {
            wanted.addAll(Packed.bundles(file).keySet());
        }
        Set<Path> there = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Packed.DIST.resolve("system"))) {
            files.filter(file -> file.toString().endsWith(".jar")).forEach(there::add);
        }
        assertEquals(there, wanted);
    }

    @ParameterizedTest
    @MethodSource("features")
    void aFeatureNeedsNothingButTheCore(Path feature) throws Exception {
        assertFalse(Packed.bundles(feature).isEmpty(), feature + " has no bundles");
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Packed.DIST.resolve("lib/framework.properties"))) {
            settings.load(reader);
        }
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        // Once for all of a JVM, and another test of this one has its own.
                        "felix.service.urlhandlers",
                        "false",
                        Constants.FRAMEWORK_STORAGE,
                        folder.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        settings.getProperty(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA)));
        framework.start();
        try {
            List<Bundle> bundles = new ArrayList<>();
            for (Path file : List.of(Packed.core(), feature)) {
                for (Path jar : Packed.bundles(file).keySet()) {
                    bundles.add(framework.getBundleContext().installBundle("reference:" + jar.toUri()));
                }
            }
            framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
            assertEquals(
                    List.of(),
                    bundles.stream()
                            .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
                            .map(Bundle::getSymbolicName)
                            .toList());
        } finally {
            framework.stop();
            framework.waitForStop(60_000);
        }
    }
}
