package org.stirrup.launcher.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The bundles that the launcher itself starts, from {@code lib/core.feature.json} (OSGi Compendium 8, chapter 159).
 * Everything else is brought by the feature installer, which is among them.
 */
record CoreFeature(List<Entry> bundles) {
    /**
     * A bundle of the feature.
     *
     * @param jar in the distribution
     * @param startLevel 1 and up
     */
    record Entry(Path jar, int startLevel) {}

    /** @throws IOException when the file cannot be read, is not a feature, or names a bundle that is not there */
    static CoreFeature of(Distribution distribution) throws IOException {
        Path file = distribution.lib().resolve("core.feature.json");
        List<Entry> entries = new ArrayList<>();
        try {
            Map<?, ?> feature = (Map<?, ?>) Json.read(Files.readString(file));
            for (Object item : (List<?>) feature.get("bundles")) {
                Map<?, ?> bundle = (Map<?, ?>) item;
                Path jar = distribution.system().resolve(path((String) bundle.get("id")));
                if (!Files.isRegularFile(jar)) {
                    throw new IOException(file + ": " + bundle.get("id") + " is not in " + distribution.system()
                            + "; the distribution is incomplete, unpack it again");
                }
                entries.add(new Entry(jar, ((Number) bundle.get("bundleStartLevel")).intValue()));
            }
        } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
            throw new IOException(file + ": not a feature file; unpack the distribution again", e);
        }
        return new CoreFeature(entries);
    }

    /** Where Maven's layout has an artifact. @param id {@code group:artifact:version} */
    private static String path(String id) {
        String[] parts = id.split(":");
        if (parts.length != 3) {
            throw new IllegalArgumentException("not group:artifact:version: " + id);
        }
        return parts[0].replace('.', '/') + "/" + parts[1] + "/" + parts[2] + "/" + parts[1] + "-" + parts[2] + ".jar";
    }
}
