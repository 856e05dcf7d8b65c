package org.stirrup.api.forecast;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What machines would be answered as everything is configured now, were no other DHCP server there. Nobody is answered
 * and nothing is remembered. Registered by the DHCP server, also where a configuration is only checked.
 */
@ProviderType
public interface ReplyForecast {
    /**
     * The machines that are known, and what each may ask: those with a reservation or a file of their own, those of the
     * directory of hosts, and those that have a lease. Of firmware only the kind that a machine was seen with, or BIOS
     * and UEFI where it was not seen yet.
     *
     * @throws IllegalStateException when leases cannot be read
     */
    List<Known> known();

    /**
     * What would be answered.
     *
     * @param now when it asks; what is left of a lease depends on it
     * @return what a person would call it to its value, in order: {@code reply}, {@code yiaddr}, {@code 3 routers}...;
     *     {@code no answer} with the reason where there is none
     */
    Map<String, String> answer(Inquiry inquiry, Instant now);

    /** Networks that no interface of this machine is in, and what is made of them here; for a person. */
    List<String> assumptions();

    /** A machine and a question of it. @param name what people call it */
    record Known(Inquiry inquiry, Optional<String> name) {}
}
