package org.stirrup.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What the framework is started with: {@code lib/framework.properties} with the two folders put in. */
final class FrameworkSettings {
    private FrameworkSettings() {}

    static Map<String, String> read(Path dist, Home home) throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(dist.resolve("lib/framework.properties"))) {
            file.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        for (String name : file.stringPropertyNames()) {
            settings.put(
                    name,
                    file.getProperty(name)
                            .replace("${stirrup.home}", home.folder().toString())
                            .replace("${stirrup.dist}", dist.toString()));
        }
        settings.put("stirrup.home", home.folder().toString());
        settings.put("stirrup.dist", dist.toString());
        return settings;
    }
}
