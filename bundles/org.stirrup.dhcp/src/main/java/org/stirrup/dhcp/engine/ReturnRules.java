package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.util.Optional;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.KnownOption;

/** DHCPDECLINE and DHCPRELEASE: a client gives an address back. Neither has an answer. */
final class ReturnRules {
    private final Offers offers;

    ReturnRules(Offers offers) {
        this.offers = offers;
    }

    /** RFC 2131, section 4.3.3: the client found somebody else at the address. */
    Decision decline(Query query) throws LeaseStoreException {
        Optional<Inet4Address> address = query.message().options().address(KnownOption.REQUESTED_ADDRESS);
        if (address.isEmpty()) {
            return new Decision.Drop(Decision.Reason.NONSENSE, "a DECLINE of no address");
        }
        Optional<Lease> standing = query.leases().byAddress(address.get());
        boolean leased = standing.filter(
                        lease -> lease.client().equals(query.key()) && lease.state() == Lease.State.BOUND)
                .isPresent();
        boolean offered = offers.of(query.key(), query.now())
                .filter(address.get()::equals)
                .isPresent();
        if (!leased && !(offered && !query.isTaken(standing))) {
            return new Decision.Drop(
                    Decision.Reason.UNKNOWN_LEASE, address.get().getHostAddress() + " was not given to this client");
        }
        offers.forget(query.key());
        Lease next = new Lease(
                address.get(),
                query.key(),
                query.mac(),
                query.hostname(),
                Lease.State.DECLINED,
                query.now(),
                Optional.of(query.now().plus(query.defaults().quarantine())));
        return new Decision.Commit(
                Query.change(standing, next),
                Optional.empty(),
                "another machine uses " + address.get().getHostAddress() + "; nobody gets it for "
                        + query.defaults().quarantine().toMinutes() + " minutes");
    }

    /** RFC 2131, section 4.3.4; kept so that the client gets the same address again. */
    Decision release(Query query) throws LeaseStoreException {
        Inet4Address address = query.message().ciaddr();
        Optional<Lease> standing = query.leases()
                .byAddress(address)
                .filter(lease -> lease.client().equals(query.key()) && lease.state() == Lease.State.BOUND);
        if (standing.isEmpty()) {
            return new Decision.Drop(Decision.Reason.UNKNOWN_LEASE, address.getHostAddress() + " is not this client's");
        }
        offers.forget(query.key());
        Lease lease = standing.get();
        Lease next = new Lease(
                address,
                lease.client(),
                lease.mac(),
                lease.hostname(),
                Lease.State.RELEASED,
                lease.starts(),
                Optional.of(query.now()));
        return new Decision.Commit(
                new LeaseChange.Replace(lease, next), Optional.empty(), address.getHostAddress() + " is free again");
    }
}
