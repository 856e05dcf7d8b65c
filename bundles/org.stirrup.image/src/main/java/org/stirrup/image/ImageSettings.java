package org.stirrup.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.stirrup.image.menu.MenuSettings;

/**
 * The configuration, checked.
 *
 * @param folder that is watched
 * @param settle how long a file must stay as it is before it is opened
 */
record ImageSettings(Path folder, Duration settle, MenuSettings menu) {
    /** @param home null outside the appliance */
    static ImageSettings defaults(String home) {
        return new ImageSettings(
                Path.of(home == null ? "" : home).resolve("images"),
                Duration.ofSeconds(2),
                new MenuSettings(Map.of(), true, Map.of()));
    }
}
