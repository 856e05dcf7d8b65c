package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.subnet.Reservation;

/** DHCPREQUEST in its four states (RFC 2131, section 4.3.2). */
final class RequestRules {
    /** A request that comes again is answered from the lease that was saved a moment ago. */
    private static final Duration REPEATED = Duration.ofSeconds(10);

    private final AddressChooser chooser;

    RequestRules(AddressChooser chooser) {
        this.chooser = chooser;
    }

    /** Why the client asks: which fields it filled in tells (RFC 2131, table 4). */
    enum State {
        /** It takes our offer: option 54 names us. */
        SELECTING,
        /** It had this address before it was switched off: option 50 alone. */
        INIT_REBOOT,
        /** It uses the address and wants it for longer, by unicast or by broadcast: {@code ciaddr} alone. */
        EXTENDING
    }

    Decision decide(Query query, Optional<Switchboard> boot) throws LeaseStoreException {
        Optional<Inet4Address> asked = query.message().options().address(KnownOption.REQUESTED_ADDRESS);
        Optional<Inet4Address> used = Optional.of(query.message().ciaddr()).filter(address -> !Ipv4.isNone(address));
        boolean selecting = query.message().options().has(KnownOption.SERVER_IDENTIFIER);
        Optional<Inet4Address> wanted = asked.or(() -> used);
        if (wanted.isEmpty()) {
            return new Decision.Drop(Decision.Reason.NONSENSE, "a REQUEST for no address");
        }
        State state = selecting ? State.SELECTING : asked.isPresent() ? State.INIT_REBOOT : State.EXTENDING;
        Inet4Address address = wanted.get();
        Optional<Lease> standing = query.leases().byAddress(address);
        boolean known = standing.filter(query.owner()::has).isPresent();
        boolean ours = query.defaults().authoritative() || state == State.SELECTING;
        boolean elsewhere = !query.isOnLink(address);
        if (!ours && !known && !elsewhere) {
            // "If the DHCP server has no record of this client, then it MUST remain silent" (section 4.3.2).
            return new Decision.Drop(
                    Decision.Reason.UNKNOWN_LEASE, "no lease of " + address.getHostAddress() + " is known here");
        }
        Optional<String> unfit = unfit(query, address);
        if (unfit.isPresent()) {
            return ours
                    ? ReplyWriter.nak(query, unfit.get())
                    : new Decision.Drop(Decision.Reason.UNKNOWN_LEASE, unfit.get());
        }
        Query there = query.at(address);
        BootAnswer answer = BootChooser.choose(there, boot);
        if (answer instanceof BootAnswer.NoLoader none && state != State.EXTENDING) {
            return new Decision.Drop(Decision.Reason.NO_LOADER, none.because());
        }
        return grant(there, address, standing, answer);
    }

    private Optional<String> unfit(Query query, Inet4Address address) throws LeaseStoreException {
        String text = address.getHostAddress();
        if (!query.isOnLink(address)) {
            return Optional.of(text + " is not in " + query.subnet().network());
        }
        Optional<Reservation> own = query.reservation();
        if (own.isPresent()
                && !own.get().address().equals(address)
                && !query.isTaken(query.leases().byAddress(own.get().address()))) {
            return Optional.of(own.get().address().getHostAddress() + " is reserved for this machine");
        }
        if (!query.permits(address)) {
            return Optional.of(text + " is not among the addresses given here");
        }
        return chooser.take(query, address) ? Optional.empty() : Optional.of(text + " is another machine's");
    }

    private static Decision grant(Query query, Inet4Address address, Optional<Lease> standing, BootAnswer boot) {
        Optional<Duration> rest = standing.filter(lease -> isRepeated(query, lease))
                .flatMap(Lease::expires)
                .map(end -> Duration.between(query.now(), end));
        if (rest.isPresent()) {
            return ReplyWriter.grant(query, MessageType.ACK, address, rest.get(), boot);
        }
        Duration time = query.times().grant(query.message().options().number(KnownOption.LEASE_TIME));
        Instant end = query.now().plus(time);
        Decision.Reply reply = ReplyWriter.grant(query, MessageType.ACK, address, time, boot);
        return new Decision.Commit(
                Query.change(standing, query.bound(address, Optional.of(end))), Optional.of(reply), reply.text());
    }

    private static boolean isRepeated(Query query, Lease lease) {
        return lease.state() == Lease.State.BOUND
                && lease.client().equals(query.key())
                && !lease.expiredAt(query.now())
                && Duration.between(lease.starts(), query.now()).abs().compareTo(REPEATED) < 0;
    }
}
