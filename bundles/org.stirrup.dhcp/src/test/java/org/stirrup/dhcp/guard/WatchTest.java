package org.stirrup.dhcp.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.Ipv4;

class WatchTest {
    private static final Inet4Address OWN = Ipv4.parse("192.168.77.5");
    private static final Inet4Address LOWER = Ipv4.parse("192.168.77.2");
    private static final Inet4Address HIGHER = Ipv4.parse("192.168.77.200");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Timing TIMING = new Timing(Duration.ofMillis(1500), Duration.ofSeconds(60), 5);
    private static final Stance ALONE = new Stance.Serving(false);

    private static Sighting sighting(Inet4Address server, Sighting.Kind kind) {
        return new Sighting(server, Optional.of(server), kind, false);
    }

    private static Watch begun() {
        return Watch.begin(OWN).looked(TIMING, NOON);
    }

    private static Stance stance(Watch watch) {
        return watch.stance(Policy.PROXY, Set.of());
    }

    private static List<Inet4Address> aside(Watch watch) {
        return assertInstanceOf(Stance.Aside.class, stance(watch)).others().stream()
                .map(OtherServer::server)
                .toList();
    }

    @Test
    void nobodyIsAnsweredBeforeTheFirstLookIsOver() {
        assertEquals(new Stance.Looking(), stance(Watch.begin(OWN)));
        assertEquals(new Stance.Looking(), stance(begun()));
        assertEquals(ALONE, stance(begun().concluded()));
    }

    @Test
    void whoMeansToServeInAnyCaseNeedNotWait() {
        assertEquals(ALONE, begun().stance(Policy.SERVE, Set.of()));
        Watch watch = begun().saw(sighting(LOWER, Sighting.Kind.STRANGER), NOON);
        assertEquals(new Stance.Serving(true), watch.stance(Policy.SERVE, Set.of()));
        assertEquals(1, watch.strangers(Set.of()).size());
    }

    @Test
    void aServerThatIsThereGivesTheAddresses() {
        Watch watch = begun().saw(sighting(HIGHER, Sighting.Kind.STRANGER), NOON);
        assertEquals(List.of(HIGHER), aside(watch));
        assertEquals(List.of(HIGHER), aside(watch.concluded()));
        Stance silent = watch.stance(Policy.SILENT, Set.of());
        assertEquals(Policy.SILENT, assertInstanceOf(Stance.Aside.class, silent).policy());
    }

    @Test
    void soDoesOneThatComesLater() {
        Watch watch = begun().concluded().saw(sighting(HIGHER, Sighting.Kind.STRANGER), NOON);
        assertEquals(List.of(HIGHER), aside(watch));
    }

    @Test
    void aKnownServerIsNoReasonToStandAsideButOneNotToRefuse() {
        Watch watch = begun().saw(sighting(LOWER, Sighting.Kind.STRANGER), NOON);
        assertEquals(new Stance.Looking(), watch.stance(Policy.PROXY, Set.of(LOWER)));
        assertEquals(new Stance.Serving(true), watch.concluded().stance(Policy.PROXY, Set.of(LOWER)));
        assertEquals(List.of(), watch.strangers(Set.of(LOWER)));
    }

    @Test
    void itIsGoneWhenItDidNotAnswerForLong() {
        Watch watch = begun().concluded().saw(sighting(LOWER, Sighting.Kind.STRANGER), NOON);
        Instant now = NOON;
        for (int look = 1; look <= 5; look++) {
            now = now.plusSeconds(60);
            watch = watch.looked(TIMING, now);
            assertEquals(List.of(LOWER), aside(watch), "after " + look);
        }
        watch = watch.looked(TIMING, now.plusSeconds(60));
        assertEquals(new Stance.Serving(true), stance(watch), "and nobody is told since that an address is wrong");
    }

    @Test
    void anAnswerStartsTheCountAnew() {
        Watch watch = begun().concluded().saw(sighting(LOWER, Sighting.Kind.STRANGER), NOON);
        Instant now = NOON;
        for (int look = 1; look <= 20; look++) {
            now = now.plusSeconds(60);
            watch = watch.looked(TIMING, now);
            if (look % 4 == 0) {
                watch = watch.saw(sighting(LOWER, Sighting.Kind.STRANGER), now);
            }
        }
        assertEquals(List.of(LOWER), aside(watch));
    }

    /** A machine that slept, or whose clock was set, has not looked meanwhile. */
    @Test
    void aClockThatJumpsMakesNobodyGo() {
        Watch watch = begun().concluded().saw(sighting(LOWER, Sighting.Kind.STRANGER), NOON);
        assertEquals(List.of(LOWER), aside(watch.looked(TIMING, NOON.plus(Duration.ofDays(365)))));
        Watch back = watch;
        for (int look = 1; look <= 5; look++) {
            back = back.looked(TIMING, NOON.minusSeconds(10));
        }
        assertEquals(List.of(LOWER), aside(back));
    }

    @Test
    void ofTwoStirrupsThatStartAtOnceTheLowerAddressServes() {
        assertEquals(List.of(LOWER), aside(begun().saw(sighting(LOWER, Sighting.Kind.CANDIDATE), NOON)));
        Watch lower =
                begun().saw(sighting(HIGHER, Sighting.Kind.CANDIDATE), NOON).concluded();
        assertEquals(ALONE, stance(lower));
    }

    @Test
    void oneThatServesDoesNotGiveWayToOneThatStarts() {
        Watch serving = begun().concluded();
        assertEquals(ALONE, stance(serving.saw(sighting(LOWER, Sighting.Kind.CANDIDATE), NOON)));
        assertEquals(List.of(HIGHER), aside(begun().saw(sighting(HIGHER, Sighting.Kind.STIRRUP), NOON)));
    }

    /** As after a cable between two halves of a network was mended. */
    @Test
    void ofTwoStirrupsThatServeTheLowerAddressGoesOn() {
        Watch serving = begun().concluded();
        assertEquals(List.of(LOWER), aside(serving.saw(sighting(LOWER, Sighting.Kind.STIRRUP), NOON)));
        Watch lower = serving.saw(sighting(HIGHER, Sighting.Kind.STIRRUP), NOON);
        assertEquals(new Stance.Serving(true), stance(lower));
        assertEquals(1, lower.strangers(Set.of()).size(), "it is told all the same");
        Watch after = lower.saw(sighting(HIGHER, Sighting.Kind.BYSTANDER), NOON);
        assertEquals(List.of(), after.strangers(Set.of()));
    }

    @Test
    void itsOwnAnswersAreNobodyElses() {
        assertEquals(Watch.begin(OWN), Watch.begin(OWN).saw(sighting(OWN, Sighting.Kind.STRANGER), NOON));
    }

    @Test
    void thoseThatClientsMakeUpAreNotRememberedWithoutEnd() {
        Watch watch = begun();
        for (int i = 1; i < 10_000; i++) {
            Inet4Address made = Ipv4.of(0x0a00_0000L + i);
            watch = watch.saw(new Sighting(made, Optional.empty(), Sighting.Kind.STRANGER, false), NOON);
        }
        assertEquals(16, watch.others().size());
    }

    @Test
    void looksFollowEachOtherSoonAtFirst() {
        Watch watch = Watch.begin(OWN);
        long[] millis = {750, 750, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000};
        for (long expected : millis) {
            watch = watch.looked(TIMING, NOON);
            assertEquals(Duration.ofMillis(expected), watch.pause(TIMING));
        }
    }

    /** A DISCOVER makes dnsmasq ping for three seconds, in which it answers nobody. */
    @Test
    void whoAnswersAnInformIsNotSentADiscoverEachTime() {
        assertTrue(begun().discovers());
        Watch watch = begun().saw(new Sighting(LOWER, Optional.of(LOWER), Sighting.Kind.STRANGER, true), NOON);
        assertFalse(watch.discovers());
        assertTrue(watch.saw(sighting(HIGHER, Sighting.Kind.STRANGER), NOON).discovers());
    }

    @Test
    void itsHardwareAddressIsToldOnceItIsKnown() {
        Watch watch = begun().saw(sighting(LOWER, Sighting.Kind.STRANGER), NOON);
        assertEquals("192.168.77.2", watch.strangers(Set.of()).get(0).text());
        MacAddress mac = MacAddress.of("52:54:00:77:00:02");
        watch = watch.learned(LOWER, mac).learned(HIGHER, mac);
        assertEquals(
                "192.168.77.2 (52:54:00:77:00:02)",
                watch.saw(new Sighting(LOWER, Optional.empty(), Sighting.Kind.STRANGER, false), NOON)
                        .strangers(Set.of())
                        .get(0)
                        .text());
        assertEquals(1, watch.others().size());
    }
}
