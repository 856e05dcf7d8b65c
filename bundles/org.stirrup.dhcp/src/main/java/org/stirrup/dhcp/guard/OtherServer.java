package org.stirrup.dhcp.guard;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;

/**
 * A DHCP server on the link that is not this one.
 *
 * @param server what it calls itself: option 54
 * @param from where its packets come from, when one was heard: itself, or a relay agent
 * @param mac hardware address of that, when it is known
 * @param kind what it is
 * @param informs whether it answers an INFORM
 * @param first whether it was there before this server answered anybody
 * @param seen when it was last heard or heard of
 * @param unanswered looks since then
 */
public record OtherServer(
        Inet4Address server,
        Optional<Inet4Address> from,
        Optional<MacAddress> mac,
        Sighting.Kind kind,
        boolean informs,
        boolean first,
        Instant seen,
        int unanswered) {

    /** Whose hardware address is worth asking for. */
    public Inet4Address neighbour() {
        return from.orElse(server);
    }

    OtherServer with(Sighting sighting, Instant now) {
        // A Stirrup shows that it is one when it is asked, and not to its clients.
        Sighting.Kind better = sighting.kind() == Sighting.Kind.STRANGER ? kind : sighting.kind();
        return new OtherServer(
                server, sighting.from().or(() -> from), mac, better, informs || sighting.informs(), first, now, 0);
    }

    OtherServer with(MacAddress found) {
        return new OtherServer(server, from, Optional.of(found), kind, informs, first, seen, unanswered);
    }

    OtherServer missed() {
        return new OtherServer(server, from, mac, kind, informs, first, seen, unanswered + 1);
    }

    /** For people: {@code 192.168.1.254 (52:54:00:77:00:02)}. */
    public String text() {
        StringBuilder text = new StringBuilder(server.getHostAddress());
        from.filter(address -> !address.equals(server))
                .ifPresent(address -> text.append(" by ").append(address.getHostAddress()));
        mac.ifPresent(address -> text.append(" (").append(address.text()).append(')'));
        if (kind != Sighting.Kind.STRANGER) {
            text.append(", a Stirrup");
        }
        return text.toString();
    }
}
