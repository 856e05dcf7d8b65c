package org.stirrup.dhcp6.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Reading;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.rules.Network;

class WantedTest {
    @Test
    void nobodyIsAnsweredUnlessSomebodySaysSo() {
        Wanted wanted = read(Map.of()).settings().orElseThrow();
        assertFalse(wanted.everybody());
        assertTrue(wanted.advertises());
        assertEquals(14400, wanted.settings().lifetime());
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Reading<Wanted> reading = read(Map.of(
                "answer", "all",
                "network", "fd00::/96",
                "advertise", "maybe",
                "lifetime", "60",
                "dns", "192.168.1.1"));
        assertEquals(Optional.empty(), reading.settings());
        List<String> said = reading.findings().stream().map(Finding::message).toList();
        assertEquals(5, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("answer=all: nobody of that name"), said.get(0));
        assertTrue(said.get(2).startsWith("network=fd00::/96: the prefix is to have 1 to 80 bits"), said.get(2));
        assertTrue(said.get(3).startsWith("lifetime=60: outside 600 to 31536000"), said.get(3));
        assertTrue(said.get(4).startsWith("dns=192.168.1.1: "), said.get(4));
    }

    @Test
    void whatIsKeptForTwoOrForNoMachineIsSaid() {
        for (String wrong : List.of(
                "52:54:00:77:00:10",
                "52:54:00:77:00=fd00::1",
                "duid:0=fd00::1",
                "duid:00:03=fd00::1",
                "52:54:00:77:00:10=192.168.1.1",
                "52:54:00:77:00:10=fd00::1, 52:54:00:77:00:11=fd00::1",
                "52:54:00:77:00:10=fd00::1, 52-54-00-77-00-10=fd00::2")) {
            List<Finding> said = read(Map.of("reservations", wrong)).findings();
            assertTrue(said.get(0).message().startsWith("reservations=" + wrong), wrong);
        }
        Wanted good = read(Map.of("reservations", "52:54:00:77:00:10=fd00::1, duid:00:03:00:01:52=fd00::2"))
                .settings()
                .orElseThrow();
        assertEquals(2, good.settings().reservations().size());
    }

    @Test
    void aNetworkIsTakenOnlyWhereTheLinkHasAnAddressInIt() {
        Wanted wanted = read(Map.of("answer", "everybody", "network", "fd00:1::/64"))
                .settings()
                .orElseThrow();
        Network own = new Network(Ipv6.parse("fd00:1::5"), 64);
        Network other = new Network(Ipv6.parse("fd00:2::5"), 64);
        assertEquals(Optional.of(own), wanted.of(List.of(other, own)));
        assertEquals(Optional.empty(), wanted.of(List.of(other)));
    }

    @Test
    void theLinksOwnNetworkAndOnesWithTooFewAddressesAreLeftOut() {
        Network own = new Network(Ipv6.parse("fe80::5"), 64);
        Network narrow = new Network(Ipv6.parse("fd00:1::5"), 112);
        Network wide = new Network(Ipv6.parse("fd00:2::5"), 64);
        assertEquals(Optional.of(wide), Wanted.NOTHING.of(List.of(own, narrow, wide)));
    }

    private static Reading<Wanted> read(Map<String, String> keys) {
        return Wanted.read(
                new Dhcp6Server.Config() {
                    @Override
                    public String answer() {
                        return keys.getOrDefault("answer", "nobody");
                    }

                    @Override
                    public String network() {
                        return keys.getOrDefault("network", "");
                    }

                    @Override
                    public String advertise() {
                        return keys.getOrDefault("advertise", "yes");
                    }

                    @Override
                    public String lifetime() {
                        return keys.getOrDefault("lifetime", "14400");
                    }

                    @Override
                    public String dns() {
                        return keys.getOrDefault("dns", "");
                    }

                    @Override
                    public String otherServer() {
                        return keys.getOrDefault("otherServer", "silent");
                    }

                    @Override
                    public String lookSeconds() {
                        return keys.getOrDefault("lookSeconds", "60");
                    }

                    @Override
                    public String reservations() {
                        return keys.getOrDefault("reservations", "");
                    }

                    @Override
                    public String parameters() {
                        return keys.getOrDefault("parameters", "");
                    }

                    @Override
                    public Class<? extends Annotation> annotationType() {
                        return Dhcp6Server.Config.class;
                    }
                },
                Map.of());
    }
}
