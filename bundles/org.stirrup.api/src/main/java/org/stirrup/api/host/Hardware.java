package org.stirrup.api.host;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a machine's hardware, as its installer reports it or the administrator says.
 *
 * @param memory in bytes, 1 to {@link #MOST_MEMORY}
 * @param serial number that its maker gave it (SMBIOS 3.6, section 7.2), 1 to 64 printable characters
 */
public record Hardware(OptionalLong memory, Optional<String> serial) {
    /** 64 TiB. */
    public static final long MOST_MEMORY = 1L << 46;

    private static final int LONGEST_SERIAL = 64;

    /** Nothing is known. */
    public static final Hardware UNKNOWN = new Hardware(OptionalLong.empty(), Optional.empty());

    /** @throws IllegalArgumentException for what no machine has, with what is wrong */
    public Hardware {
        if (memory.isPresent() && (memory.getAsLong() < 1 || memory.getAsLong() > MOST_MEMORY)) {
            throw new IllegalArgumentException(memory.getAsLong() + " bytes of memory no machine has");
        }
        serial.ifPresent(number -> {
            if (number.isBlank()
                    || number.length() > LONGEST_SERIAL
                    || number.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "a serial number has 1 to " + LONGEST_SERIAL + " characters, and no control characters");
            }
        });
    }

    public Hardware withMemory(OptionalLong memory) {
        return new Hardware(memory, serial);
    }

    public Hardware withSerial(Optional<String> serial) {
        return new Hardware(memory, serial);
    }

    /** This, and where it says nothing, what was known before. */
    public Hardware or(Hardware before) {
        return new Hardware(memory.isPresent() ? memory : before.memory, serial.or(before::serial));
    }
}
