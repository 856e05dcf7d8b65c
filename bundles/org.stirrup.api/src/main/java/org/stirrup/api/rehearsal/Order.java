package org.stirrup.api.rehearsal;

import java.util.Optional;
import org.stirrup.api.boot.MacAddress;

/**
 * What is to be rehearsed.
 *
 * @param mac of the machine that is played
 * @param image id of an image, or of another entry of the menu, that it is to boot in place of what it is assigned;
 *     empty for what the real one boots
 * @param memory of the virtual PC, megabytes
 * @param goal when the verdict is final
 */
public record Order(MacAddress mac, Firmware firmware, Optional<String> image, int memory, Goal goal) {
    private static final int LEAST = 128;
    private static final int MOST = 65_536;

    /** How far a rehearsal goes. */
    public enum Goal {
        /** What it boots runs and shows a sign of life on the network. */
        STARTED,
        /** The installer reported the end of its work. */
        INSTALLED
    }

    /** @throws IllegalArgumentException for memory that no PC has, or what is no name */
    public Order {
        if (memory < LEAST || memory > MOST) {
            throw new IllegalArgumentException("memory of " + memory + " MB: give " + LEAST + " to " + MOST);
        }
        image.filter(name -> !name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")).ifPresent(name -> {
            throw new IllegalArgumentException("'" + name + "' is no name of an image");
        });
    }
}
