package org.stirrup.dhcp.guard;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.Ipv4;

/**
 * What is known of one link.
 *
 * @param own our address on it
 * @param looking whether the first look is still going on
 * @param others servers that are there, by what they call themselves
 * @param company whether there was ever one
 * @param looks how often others were looked for
 */
public record Watch(
        Inet4Address own, boolean looking, Map<Inet4Address, OtherServer> others, boolean company, int looks) {
    /** Looks while the first clients wait: one may get lost. */
    private static final int FIRST_LOOKS = 2;

    private static final int EACH_DISCOVERS = 10;

    /** Servers that are remembered: a client can make up any number of them. */
    private static final int MOST = 16;

    public Watch {
        others = Map.copyOf(others);
    }

    /** The beginning: nobody was looked for. */
    public static Watch begin(Inet4Address own) {
        return new Watch(own, true, Map.of(), false, 0);
    }

    /** The first look is over. */
    public Watch concluded() {
        return new Watch(own, false, others, company, looks);
    }

    /** How long after this look the next follows: soon at first, for a switch may have opened its port just now. */
    public Duration pause(Timing timing) {
        if (looks <= FIRST_LOOKS) {
            return timing.window().dividedBy(FIRST_LOOKS);
        }
        Duration sooner = Duration.ofSeconds(1L << Math.min(looks - FIRST_LOOKS, 10));
        return sooner.compareTo(timing.interval()) < 0 ? sooner : timing.interval();
    }

    /**
     * Whether a DISCOVER is called for as well: nobody answered the INFORM, or one that is there does not answer those.
     * Now and then it is in any case, for others that do not.
     */
    public boolean discovers() {
        return others.isEmpty()
                || others.values().stream().anyMatch(other -> !other.informs())
                || looks % EACH_DISCOVERS == 0;
    }

    /** With one more look; who did not answer for long is gone. */
    public Watch looked(Timing timing, Instant now) {
        Map<Inet4Address, OtherServer> next = new LinkedHashMap<>();
        for (OtherServer other : others.values()) {
            boolean late = Duration.between(other.seen(), now)
                            .abs()
                            .compareTo(timing.interval().multipliedBy(timing.patience()))
                    >= 0;
            if (!late || other.unanswered() < timing.patience()) {
                next.put(other.server(), other.missed());
            }
        }
        return new Watch(own, looking, next, company, looks + 1);
    }

    /** With a sign of another server. */
    public Watch saw(Sighting sighting, Instant now) {
        Inet4Address server = sighting.server();
        if (server.equals(own) || others.size() >= MOST && !others.containsKey(server)) {
            return this;
        }
        Map<Inet4Address, OtherServer> next = new LinkedHashMap<>(others);
        switch (sighting.kind()) {
            case BYSTANDER -> {
                next.remove(server);
                return new Watch(own, looking, next, company, looks);
            }
            case CANDIDATE -> {
                // Of two that start at once, the lower address serves.
                if (!looking || Ipv4.bits(own) < Ipv4.bits(server)) {
                    return this;
                }
            }
            default -> {}
        }
        OtherServer before = others.get(server);
        next.put(
                server,
                before != null
                        ? before.with(sighting, now)
                        : new OtherServer(
                                server,
                                sighting.from(),
                                Optional.empty(),
                                sighting.kind(),
                                sighting.informs(),
                                looking,
                                now,
                                0));
        return new Watch(own, looking, next, true, looks);
    }

    /** With the hardware address of a server. */
    public Watch learned(Inet4Address server, MacAddress mac) {
        if (!others.containsKey(server)) {
            return this;
        }
        Map<Inet4Address, OtherServer> next = new LinkedHashMap<>(others);
        next.put(server, others.get(server).with(mac));
        return new Watch(own, looking, next, company, looks);
    }

    /** Those that the administrator does not know of, lowest address first. */
    public List<OtherServer> strangers(Set<Inet4Address> known) {
        return sorted(others.values().stream()
                .filter(other -> !known.contains(other.server()))
                .toList());
    }

    private static List<OtherServer> sorted(Collection<OtherServer> servers) {
        List<OtherServer> sorted = new ArrayList<>(servers);
        sorted.sort((one, two) -> Long.compare(Ipv4.bits(one.server()), Ipv4.bits(two.server())));
        return sorted;
    }

    /** What follows from it. @param known servers that may be there beside us */
    public Stance stance(Policy policy, Set<Inet4Address> known) {
        if (policy == Policy.SERVE) {
            return new Stance.Serving(company);
        }
        List<OtherServer> before =
                strangers(known).stream().filter(this::goesFirst).toList();
        if (!before.isEmpty()) {
            return new Stance.Aside(policy, before);
        }
        return looking ? new Stance.Looking() : new Stance.Serving(company);
    }

    /** Two Stirrups that both serve, as after a cable was mended, do not both stand aside. */
    private boolean goesFirst(OtherServer other) {
        return other.kind() == Sighting.Kind.STRANGER || other.first() || Ipv4.bits(other.server()) < Ipv4.bits(own);
    }
}
