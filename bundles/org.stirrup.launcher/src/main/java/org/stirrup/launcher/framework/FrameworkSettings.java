package org.stirrup.launcher.framework;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.stirrup.launcher.home.Home;

/** What the framework is started with: {@code lib/framework.properties} with the folders put in. */
public final class FrameworkSettings {
    private FrameworkSettings() {}

    /**
     * @param features folder of feature files to watch
     * @param work folder for what is kept between two starts: the framework's cache, configurations
     */
    public static Map<String, String> read(Distribution distribution, Home home, Path features, Path work)
            throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(distribution.lib().resolve("framework.properties"))) {
            file.load(reader);
        }
        Map<String, String> folders = Map.of(
                "stirrup.home", home.toString(),
                "stirrup.dist", distribution.folder().toString(),
                "stirrup.features", features.toString(),
                "stirrup.work", work.toString());
        Map<String, String> settings = new HashMap<>(folders);
        for (String name : file.stringPropertyNames()) {
            String value = file.getProperty(name);
            for (Map.Entry<String, String> folder : folders.entrySet()) {
                value = value.replace("${" + folder.getKey() + "}", folder.getValue());
            }
            settings.put(name, value);
        }
        return settings;
    }
}
