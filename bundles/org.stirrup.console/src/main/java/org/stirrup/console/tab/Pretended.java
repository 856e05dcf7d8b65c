package org.stirrup.console.tab;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;

/** The machine that a page's script asks about: this hardware address, with that firmware. */
final class Pretended {
    /** Value of {@code firmware} for the one that the machine itself showed last. */
    static final String SEEN = "seen";

    private Pretended() {}

    static MacAddress mac(HttpServletRequest request) {
        return MacAddress.of(String.valueOf(request.getParameter("mac")));
    }

    /**
     * @param sighting how the machine showed itself last
     * @throws IllegalArgumentException when the request names no firmware, or one that was not seen
     */
    static BootClient client(HttpServletRequest request, Optional<BootResolver.Sighting> sighting) {
        MacAddress mac = mac(request);
        String firmware = String.valueOf(request.getParameter("firmware"));
        if (firmware.equals(SEEN)) {
            return sighting.orElseThrow(
                            () -> new IllegalArgumentException(mac + " has not asked yet: choose its firmware"))
                    .client();
        }
        List<Samples.Firmware> known = Samples.firmware();
        BootClient sample = known.stream()
                .filter(each -> each.title().equals(firmware))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("firmware=" + firmware + " is none of "
                        + known.stream().map(Samples.Firmware::title).toList()))
                .client();
        // Without a link of its own it is taken to be on the first that is served, or where it was last seen.
        return new BootClient(
                mac,
                sample.architecture(),
                sample.stage(),
                sighting.flatMap(seen -> seen.client().uuid()),
                Optional.empty(),
                Optional.empty(),
                sighting.map(seen -> seen.client().link()).orElse(""),
                Optional.empty());
    }
}
