package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.util.Optional;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.subnet.Reservation;

/**
 * BOOTREQUEST (RFC 951; RFC 1534, section 2): one question, one answer, an address for ever. What to boot comes second:
 * an address was promised to every BOOTP client, and a printer boots nothing.
 */
final class BootpRules {
    /** Says whether somebody is to be asked about an address first. */
    @FunctionalInterface
    interface Doubt {
        Optional<Decision> about(Query query, Inet4Address address) throws LeaseStoreException;
    }

    private final AddressChooser chooser;
    private final Doubt doubt;

    BootpRules(AddressChooser chooser, Doubt doubt) {
        this.chooser = chooser;
        this.doubt = doubt;
    }

    Decision decide(Query query, Optional<Switchboard> boot) throws LeaseStoreException {
        if (!Ipv4.isNone(query.message().ciaddr())) {
            // It has an address and asks for the rest (RFC 951, section 7.1).
            return ReplyWriter.bootp(query, Ipv4.NONE, BootChooser.choose(query, boot));
        }
        Optional<Inet4Address> reserved = query.reservation().map(Reservation::address);
        if (reserved.isEmpty() && !query.subnet().dynamicBootp()) {
            return new Decision.Drop(
                    Decision.Reason.BOOTP_DENIED,
                    "a BOOTP client: " + query.subnet().network() + " has neither dynamicBootp=true nor a reservation");
        }
        Optional<Inet4Address> address;
        if (query.subnet().dynamicBootp()) {
            address = chooser.choose(query);
        } else {
            address = chooser.take(query, reserved.get()) ? reserved : Optional.empty();
        }
        if (address.isEmpty()) {
            return query.subnet().dynamicBootp()
                    ? AddressChooser.exhausted(query)
                    : new Decision.Drop(
                            Decision.Reason.POOL_EXHAUSTED,
                            "its reserved address " + reserved.get().getHostAddress() + " is another machine's");
        }
        Query there = query.at(address.get());
        Optional<Decision> probe = doubt.about(there, address.get());
        if (probe.isPresent()) {
            return probe.get();
        }
        Decision.Reply reply = ReplyWriter.bootp(there, address.get(), BootChooser.choose(there, boot));
        Optional<Lease> standing = query.leases().byAddress(address.get());
        boolean saved = standing.filter(lease -> lease.state() == Lease.State.BOUND
                        && lease.client().equals(query.key())
                        && lease.expires().isEmpty())
                .isPresent();
        if (saved) {
            return reply;
        }
        return new Decision.Commit(
                Query.change(standing, query.bound(address.get(), Optional.empty())), Optional.of(reply), reply.text());
    }
}
