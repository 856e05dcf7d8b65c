package org.stirrup.image.menu;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether a machine has enough of it for what an image loads. */
final class Memory {
    private static final double GIBIBYTE = 1L << 30;

    /** Firmware and graphics keep some of it: a machine of 4 GB says 3.8. */
    private static final double USABLE = 0.9;

    private Memory() {}

    /**
     * @param needed bytes; empty when that is not known
     * @param there bytes of this machine; empty when that is not known
     * @return for the person at the PC, empty when it is enough, or when nobody knows
     */
    static Optional<String> shortage(OptionalLong needed, OptionalLong there) {
        if (needed.isEmpty() || there.isEmpty() || there.getAsLong() >= needed.getAsLong() * USABLE) {
            return Optional.empty();
        }
        return Optional.of(
                " - needs " + gigabytes(needed.getAsLong()) + ", this PC has " + gigabytes(there.getAsLong()));
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / GIBIBYTE);
    }
}
