package org.stirrup.ndp.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.Inet6Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.BootResolver.Sighting;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.ndp.codec.Captures;
import org.stirrup.ndp.codec.NdpMessage.Advertisement;
import org.stirrup.ndp.codec.NdpMessage.Solicitation;
import org.stirrup.ndp.rules.Verdict.Reason;

class RouterRulesTest {
    private static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");
    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant LATER = START.plusSeconds(60);
    private static final Solicitation ASKED = new Solicitation(Captures.IPXE);
    private static final LinkState QUIET = LinkState.fresh("br0", START);
    private static final Advertisement ROUTER = new Advertisement(Captures.DNSMASQ, 1800, false, false, Set.of(1, 3));

    @Test
    void iPxeThatIsBootingIsAnswered() {
        assertEquals(new Verdict.Advertise(Captures.IPXE), decide(ASKED, QUIET, Stage.IPXE, LATER));
    }

    /** iPXE's pauses grow to four seconds; the system that it has loaded asks later than that, and is left alone. */
    @Test
    void onlyInItsFirmwareAMachineIsAnswered() {
        Instant offered = LATER;
        for (long millis : new long[] {0, 250, 4_100, 4_999}) {
            assertInstanceOf(Verdict.Advertise.class, at(offered, offered.plusMillis(millis)), millis + " ms");
        }
        assertSilent(Reason.NOT_WAITING, at(offered, offered.plusSeconds(5)));
    }

    @Test
    void whoDoesNotWaitIsNotAnswered() {
        for (Stage stage : Stage.values()) {
            if (stage != Stage.IPXE) {
                assertSilent(Reason.NOT_WAITING, decide(ASKED, QUIET, stage, LATER));
            }
        }
        assertSilent(Reason.NOT_WAITING, RouterRules.decide(ASKED, QUIET, Optional.empty(), LATER));
    }

    @Test
    void aMachineOfAnotherLinkIsNotAnswered() {
        assertSilent(Reason.NOT_WAITING, decide(ASKED, LinkState.fresh("br1", START), Stage.IPXE, LATER));
    }

    @Test
    void whereThereIsARouterNothingIsSaidForHalfAnHour() {
        LinkState routed = QUIET.heard(ROUTER, LATER);
        assertSilent(Reason.ROUTER, decide(ASKED, routed, Stage.IPXE, LATER));
        assertSilent(Reason.ROUTER, decide(ASKED, routed, Stage.IPXE, LATER.plusSeconds(1799)));
        assertInstanceOf(Verdict.Advertise.class, decide(ASKED, routed, Stage.IPXE, LATER.plusSeconds(1800)));

        LinkState again = routed.heard(ROUTER, LATER.plusSeconds(600));
        assertSilent(Reason.ROUTER, decide(ASKED, again, Stage.IPXE, LATER.plusSeconds(1800)));
    }

    @Test
    void anotherLikeUsIsNoRouter() {
        LinkState same = QUIET.heard(new Advertisement(Captures.STIRRUP, 0, false, false, Set.of()), LATER);
        assertEquals(QUIET, same);
    }

    @Test
    void aRouterGetsTheTimeToAnswerFirst() {
        assertSilent(Reason.TOO_EARLY, decide(ASKED, QUIET, Stage.IPXE, START.plusMillis(3499)));
        assertInstanceOf(Verdict.Advertise.class, decide(ASKED, QUIET, Stage.IPXE, START.plusMillis(3500)));
    }

    @Test
    void whoHasNoAddressOnTheLinkIsNotAnswered() {
        for (String source : new String[] {"::", "fd77::10"}) {
            Inet6Address address = Captures.address(source);
            assertSilent(Reason.NO_ADDRESS, decide(new Solicitation(address), QUIET, Stage.IPXE, LATER));
        }
    }

    @Test
    void aCardHasAnAddressByItself() {
        assertEquals(Captures.IPXE, LinkLocal.of(MAC));
        assertEquals(Captures.STIRRUP, LinkLocal.of(new MacAddress("02:00:00:00:77:00")));
    }

    private static Verdict at(Instant offered, Instant now) {
        return RouterRules.decide(ASKED, QUIET, Optional.of(seen(Stage.IPXE, offered)), now);
    }

    private static Verdict decide(Solicitation asked, LinkState link, Stage stage, Instant now) {
        return RouterRules.decide(asked, link, Optional.of(seen(stage, now.minus(Duration.ofMillis(250)))), now);
    }

    private static Sighting seen(Stage stage, Instant at) {
        BootClient client = new BootClient(
                MAC,
                Optional.empty(),
                stage,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "br0",
                Optional.empty());
        return new Sighting(client, at);
    }

    private static void assertSilent(Reason reason, Verdict verdict) {
        assertEquals(reason, assertInstanceOf(Verdict.Silence.class, verdict).reason(), verdict.toString());
    }
}
