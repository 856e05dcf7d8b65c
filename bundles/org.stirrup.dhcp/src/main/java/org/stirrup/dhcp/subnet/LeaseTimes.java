package org.stirrup.dhcp.subnet;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long addresses are given.
 *
 * @param usual to a client that does not ask for a time
 * @param least to one that asks for less
 * @param most to one that asks for more
 */
public record LeaseTimes(Duration usual, Duration least, Duration most) {
    public LeaseTimes {
        if (least.compareTo(usual) > 0 || usual.compareTo(most) > 0) {
            throw new IllegalArgumentException("the usual time of " + usual.toSeconds() + " s is not between "
                    + least.toSeconds() + " s and " + most.toSeconds() + " s");
        }
    }

    /** @param askedSeconds option 51 of the client; 2^32 - 1 asks for ever (RFC 2131, section 3.3) */
    public Duration grant(Optional<Long> askedSeconds) {
        Duration asked = askedSeconds.map(Duration::ofSeconds).orElse(usual);
        if (asked.compareTo(least) < 0) {
            return least;
        }
        return asked.compareTo(most) > 0 ? most : asked;
    }
}
