package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.subnet.Defaults;
import org.stirrup.dhcp.subnet.Reservation;
import org.stirrup.dhcp.subnet.Subnet;

/**
 * A message with everything that is known about it.
 *
 * @param leases not to be touched when none is installed; the engine has seen to that
 */
record Query(
        DhcpMessage message,
        Arrival arrival,
        Instant now,
        Defaults defaults,
        Subnet subnet,
        BootClient client,
        ClientKey key,
        LeaseStore leases) {
    MacAddress mac() {
        return client.mac();
    }

    /** Option 54 of every answer, and what a client names when it means us. */
    Inet4Address serverAddress() {
        return arrival.link().address();
    }

    Optional<Reservation> reservation() {
        return subnet.reservationOf(mac());
    }

    /** Whether a lease stands in the way of this client's having the address. */
    boolean isTaken(Optional<Lease> standing) {
        return standing.filter(lease -> lease.heldAt(now))
                .filter(lease ->
                        lease.state() == Lease.State.DECLINED || !lease.client().equals(key))
                .isPresent();
    }

    /** What the client calls itself, when that is a host name. */
    Optional<String> hostname() {
        return message.options().text(KnownOption.HOST_NAME).filter(Reservation::isHostname);
    }

    /** A lease of this client from now on. @param expires empty for never */
    Lease bound(Inet4Address address, Optional<Instant> expires) {
        return new Lease(address, key, mac(), hostname(), Lease.State.BOUND, now, expires);
    }

    static LeaseChange change(Optional<Lease> standing, Lease next) {
        return standing.<LeaseChange>map(lease -> new LeaseChange.Replace(lease, next))
                .orElseGet(() -> new LeaseChange.Insert(next));
    }
}
