package org.stirrup.ndp.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver.Sighting;
import org.stirrup.ndp.codec.NdpMessage.Solicitation;
import org.stirrup.ndp.rules.Verdict.Advertise;
import org.stirrup.ndp.rules.Verdict.Reason;
import org.stirrup.ndp.rules.Verdict.Silence;

/**
 * Decides whether a host that asks for a router is told that there is none.
 *
 * <p>iPXE configures IPv4 and IPv6 side by side and goes on when both have come to an end. Where there is no router, it
 * asks at 0, 0.25, 0.8, 1.8, 3.9 and 7.9 seconds, and gives up after 16 (iPXE, {@code src/net/ndp.c}); any router
 * advertisement ends that at once. An advertisement that says nothing, sent to that one machine, does no more than
 * that. Whoever else asks is not answered.
 */
public final class RouterRules {
    /** A router is heard of at least this often (RFC 4861, section 6.2.1: MaxRtrAdvInterval is 1800 seconds at most). */
    static final Duration ROUTER_SILENCE = Duration.ofSeconds(1800);

    /**
     * A router answers a solicitation within half a second, but not within three of its last advertisement (RFC 4861,
     * section 6.2.6 and 10: MAX_RA_DELAY_TIME, MIN_DELAY_BETWEEN_RAS).
     */
    static final Duration LISTEN_FIRST = Duration.ofMillis(3500);

    /** iPXE's longest pause between two questions is four seconds; after that it is no longer iPXE that asks. */
    static final Duration IN_ITS_FIRMWARE = Duration.ofSeconds(5);

    private RouterRules() {}

    /** @param machine how the host last showed itself by DHCP */
    public static Verdict decide(Solicitation solicitation, LinkState link, Optional<Sighting> machine, Instant now) {
        if (!machine.map(sighting -> waits(sighting, link.link(), now)).orElse(false)) {
            return new Silence(
                    Reason.NOT_WAITING,
                    "it is not iPXE that asked for an address here in the last " + IN_ITS_FIRMWARE.toSeconds()
                            + " seconds");
        }
        if (!solicitation.source().isLinkLocalAddress()) {
            return new Silence(Reason.NO_ADDRESS, "it has no address on the link");
        }
        if (link.router()
                .filter(router -> now.isBefore(router.at().plus(ROUTER_SILENCE)))
                .isPresent()) {
            return new Silence(
                    Reason.ROUTER,
                    "the router " + link.router().get().address().getHostAddress() + " answers for itself");
        }
        if (now.isBefore(link.since().plus(LISTEN_FIRST))) {
            return new Silence(Reason.TOO_EARLY, "a router may be there that was not heard yet");
        }
        return new Advertise(solicitation.source());
    }

    private static boolean waits(Sighting machine, String link, Instant now) {
        return machine.client().stage() == BootClient.Stage.IPXE
                && machine.client().link().equals(link)
                && now.isBefore(machine.at().plus(IN_ITS_FIRMWARE));
    }
}
