package org.stirrup.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packed distribution, as {@code mvn package} left it. */
final class Packed {
    static final Path DIST = dist();

    private static final Pattern BUNDLE =
            Pattern.compile("\"id\":\\s*\"([^\":]+):([^\":]+):([^\":]+)\",\\s*\"bundleStartLevel\":\\s*(\\d+)");

    private Packed() {}

    private static Path dist() {
        try {
            return Path.of(System.getProperty("stirrup.dist")).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("run it by mvn verify, which packs the appliance first", e);
        }
    }

    /** Jars of a feature to their start levels, in the file's order. */
    static Map<Path, Integer> bundles(Path featureFile) throws IOException {
        Map<Path, Integer> bundles = new LinkedHashMap<>();
        Matcher matcher = BUNDLE.matcher(Files.readString(featureFile));
        while (matcher.find()) {
            String group = matcher.group(1);
            String artifact = matcher.group(2);
            String version = matcher.group(3);
            bundles.put(
                    DIST.resolve("system")
                            .resolve(group.replace('.', '/'))
                            .resolve(artifact)
                            .resolve(version)
                            .resolve(artifact + "-" + version + ".jar"),
                    Integer.valueOf(matcher.group(4)));
        }
        return bundles;
    }

    static Path core() {
        return DIST.resolve("lib/core.feature.json");
    }

    /** Every feature file but the core's, also those that no home has at first. */
    static List<Path> features() throws IOException {
        try (Stream<Path> files = Files.walk(DIST.resolve("features"))) {
            return files.filter(file -> file.toString().endsWith(".feature.json"))
                    .sorted()
                    .toList();
        }
    }

    /** Stirrup's own bundles. */
    static List<Path> ownBundles() throws IOException {
        try (Stream<Path> files = Files.walk(DIST.resolve("system/org/stirrup"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    static Manifest manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest();
        }
    }
}
