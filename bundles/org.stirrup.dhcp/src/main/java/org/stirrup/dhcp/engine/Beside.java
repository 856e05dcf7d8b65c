package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.util.Optional;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.guard.Policy;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.subnet.Defaults;
import org.stirrup.dhcp.subnet.Mode;
import org.stirrup.dhcp.subnet.Subnet;

/** Beside whom a message is answered: what this server leaves to another one. */
enum Beside {
    /** There is no other; addresses are given. */
    NOBODY,
    /** Another gives the addresses, as configured. */
    CHOSEN,
    /** Another was found; machines that boot are told what to boot. */
    FOUND,
    /** Another was found; nobody new is answered. */
    FOUND_SILENT;

    static Beside of(Subnet subnet, Arrival arrival, Stance stance) {
        if (subnet.mode() == Mode.PROXY || arrival.isAtBootServer()) {
            return CHOSEN;
        }
        if (stance instanceof Stance.Aside aside) {
            return aside.policy() == Policy.SILENT ? FOUND_SILENT : FOUND;
        }
        return NOBODY;
    }

    /** Where another server is or was, nobody is told that an address is wrong which only we do not know. */
    static Defaults defaults(Defaults configured, Stance stance) {
        boolean alone = stance instanceof Stance.Serving serving && !serving.company();
        return alone ? configured : configured.deferring();
    }

    /**
     * Whether the answer is not that of a server that gives addresses. Who got one from us before the other was found
     * keeps it, and may give it back.
     *
     * @param foreign whether the client speaks to the other server
     */
    boolean leavesTo(Query query, boolean foreign) throws LeaseStoreException {
        return switch (this) {
            case NOBODY -> false;
            case CHOSEN -> true;
            case FOUND, FOUND_SILENT -> foreign || !hasLease(query);
        };
    }

    private static boolean hasLease(Query query) throws LeaseStoreException {
        boolean keeps = query.message()
                .messageType()
                .filter(type ->
                        type == MessageType.REQUEST || type == MessageType.RELEASE || type == MessageType.DECLINE)
                .isPresent();
        if (!keeps || query.leases() == null) {
            return false;
        }
        Inet4Address used = query.message()
                .options()
                .address(KnownOption.REQUESTED_ADDRESS)
                .orElse(query.message().ciaddr());
        return query.leases()
                .byAddress(used)
                .filter(lease -> lease.state() == Lease.State.BOUND
                        && lease.client().equals(query.key())
                        && !lease.expiredAt(query.now()))
                .isPresent();
    }

    /** @param other the server that the client speaks to, when it names one */
    Decision decide(Query query, Optional<Inet4Address> other, Optional<Switchboard> boot) {
        if (query.arrival().isAtBootServer()) {
            return ProxyRules.bootServer(query, boot);
        }
        if (other.isPresent()) {
            return ProxyRules.learn(query, other);
        }
        return this == FOUND_SILENT
                ? new Decision.Drop(Decision.Reason.ASIDE, "another DHCP server answers here")
                : ProxyRules.decide(query, boot);
    }
}
