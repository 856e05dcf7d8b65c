package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.subnet.Defaults;
import org.stirrup.dhcp.subnet.LeaseTimes;
import org.stirrup.dhcp.subnet.Pool;
import org.stirrup.dhcp.subnet.Reservation;
import org.stirrup.dhcp.subnet.Subnet;
import org.stirrup.dhcp.subnet.Terms;

/**
 * A message with everything that is known about it.
 *
 * @param subnets those it may be in, that serve it
 * @param subnet the one it is in; the first of them until an address says otherwise
 * @param terms what the subnet, the address's pool, its classes and its host say of its answer
 * @param oddities who asks, and what is done differently for it
 * @param owner whose its lease is
 * @param returning whether it has asked before, a while ago
 * @param leases not to be touched when none is installed; the engine has seen to that
 */
record Query(
        DhcpMessage message,
        Arrival arrival,
        Instant now,
        Defaults defaults,
        List<Subnet> subnets,
        Subnet subnet,
        Terms terms,
        Standing standing,
        Oddities oddities,
        Owner owner,
        boolean returning,
        LeaseStore leases) {
    /** Whose its lease is. */
    ClientKey key() {
        return owner.key();
    }

    /** Who asks, as it is to be treated. */
    BootClient client() {
        return oddities.client();
    }

    /** The same of a client of which more is known. */
    Query with(BootClient known) {
        Oddities more = new Oddities(known, oddities.rows(), oddities.recognised());
        return new Query(
                message, arrival, now, defaults, subnets, subnet, terms, standing, more, owner, returning, leases);
    }

    MacAddress mac() {
        return client().mac();
    }

    /** The appliance on the link. */
    Inet4Address serverAddress() {
        return arrival.link().address();
    }

    /** Option 54 of every answer, and what a client names when it means us. */
    Inet4Address serverIdentifier() {
        return standing.relay().server().orElse(serverAddress());
    }

    /** The same, now that it is known which address the answer is about. */
    Query at(Inet4Address address) {
        Subnet home = subnetOf(address).orElse(subnet);
        Terms wider = home.poolOf(address).map(Pool::terms).orElse(Terms.NONE).over(home.terms());
        return new Query(
                message,
                arrival,
                now,
                defaults,
                subnets,
                home,
                standing.over(wider),
                standing,
                oddities,
                owner,
                returning,
                leases);
    }

    private Optional<Subnet> subnetOf(Inet4Address address) {
        for (Subnet each : subnets) {
            if (each.network().contains(address)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    LeaseTimes times() {
        return terms.times(defaults.times());
    }

    /** In the subnet it is in, else in one on the same link. */
    Optional<Reservation> reservation() {
        Optional<Reservation> own = subnet.reservationOf(standing.identities());
        for (int i = 0; own.isEmpty() && i < subnets.size(); i++) {
            own = subnets.get(i).reservationOf(standing.identities());
        }
        return own;
    }

    /** The pools that it may have an address of. */
    List<Pool> pools() {
        return subnets.stream()
                .flatMap(each -> each.pools().stream())
                .filter(pool -> pool.admission().admits(standing.classes()))
                .toList();
    }

    /** Whether this machine may have it: its own reservation, or one of a pool that admits it. */
    boolean permits(Inet4Address address) {
        Optional<Subnet> home = subnetOf(address);
        return home.isPresent()
                && (home.get()
                                .reservationOf(standing.identities())
                                .filter(own -> own.address().equals(address))
                                .isPresent()
                        || isInPoolOf(home.get(), address));
    }

    private boolean isInPoolOf(Subnet each, Inet4Address address) {
        return each.poolOf(address)
                .filter(pool -> pool.admission().admits(standing.classes()))
                .isPresent();
    }

    /** Whether an address is of a pool that admits it; not, when it is reserved for it. */
    boolean isInPool(Inet4Address address) {
        for (Subnet each : subnets) {
            if (isInPoolOf(each, address)) {
                return true;
            }
        }
        return false;
    }

    boolean isOnLink(Inet4Address address) {
        return subnetOf(address).isPresent();
    }

    /** Whether a lease stands in the way of this client's having the address. */
    boolean isTaken(Optional<Lease> there) {
        return there.filter(lease -> lease.heldAt(now))
                .filter(lease -> lease.state() == Lease.State.DECLINED || !owner.has(lease))
                .isPresent();
    }

    /** What the client calls itself, when that is a host name. */
    Optional<String> hostname() {
        return message.options()
                .text(KnownOption.HOST_NAME)
                .or(() -> ClientName.of(message).map(ClientName::name))
                .filter(Reservation::isHostname);
    }

    /** A lease of this client from now on. @param expires empty for never */
    Lease bound(Inet4Address address, Optional<Instant> expires) {
        return new Lease(address, key(), mac(), hostname(), Lease.State.BOUND, now, expires);
    }

    static LeaseChange change(Optional<Lease> there, Lease next) {
        return there.<LeaseChange>map(lease -> new LeaseChange.Replace(lease, next))
                .orElseGet(() -> new LeaseChange.Insert(next));
    }
}
