package org.stirrup.features.install;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.stirrup.features.swap.DrainBook;

/** A real framework on a folder, with bundles made as they are needed: a manifest and nothing else. */
final class TestFramework {
    final Path features;
    private final Path folder;
    private final Framework framework;
    final DrainBook drains;

    TestFramework(Path folder) throws IOException, BundleException {
        this.folder = folder;
        features = Files.createDirectories(folder.resolve("features"));
        Files.createDirectories(folder.resolve("dist/lib"));
        Files.writeString(folder.resolve("dist/lib/core.feature.json"), feature("core"));
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", folder.resolve("cache").toString(),
                        "org.osgi.framework.startlevel.beginning", "50",
                        "felix.log.level", "0",
                        "stirrup.features", features.toString(),
                        "stirrup.dist", folder.resolve("dist").toString()));
        framework.start();
        drains = new DrainBook(framework.getBundleContext());
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The installer as the component runtime would make it; it looks at the folder at once. */
    FeatureInstaller installer(FakeConfigurations configurations) throws IOException {
        return new FeatureInstaller(context(), new FeatureServiceImpl(), configurations.admin(), drains);
    }

    /** A bundle of the distribution. @param headers manifest lines as {@code Import-Package: org.example} */
    void bundle(String name, String... headers) throws IOException {
        bundle(folder.resolve("dist/system"), name, headers);
    }

    /** A bundle of the user's own, beside the feature files. */
    void ownBundle(String name, String... headers) throws IOException {
        bundle(features, name, headers);
    }

    private static void bundle(Path root, String name, String... headers) throws IOException {
        Path jar = root.resolve("org/example/" + name + "/1.0/" + name + "-1.0.jar");
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.0");
        for (String header : headers) {
            main.putValue(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    /** Writes a feature file of these bundles. */
    File write(String name, String... bundles) throws IOException {
        return Files.writeString(features.resolve(name + ".feature.json"), feature(name, bundles))
                .toFile();
    }

    private static String feature(String name, String... bundles) {
        String list = Arrays.stream(bundles)
                .map(bundle -> "{\"id\": \"org.example:" + bundle + ":1.0\"}")
                .collect(Collectors.joining(", "));
        return "{\"feature-resource-version\": \"1.0\", \"id\": \"org.example:" + name + ":1.0\", \"bundles\": [" + list
                + "]}";
    }

    /** Names of all bundles but the framework's own, sorted; one that is not active with its state behind it. */
    List<String> bundles() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getBundleId() != 0)
                .map(bundle -> bundle.getSymbolicName() + (bundle.getState() == Bundle.ACTIVE ? "" : " not active"))
                .sorted()
                .toList();
    }

    Bundle find(String name) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(60_000);
    }
}
