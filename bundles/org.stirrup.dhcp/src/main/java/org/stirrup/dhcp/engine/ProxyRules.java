package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;

/**
 * Beside another server: machines that boot are told what to boot, by an offer without an address on port 67 and by an
 * answer on port 4011 (PXE specification 2.1, section 2.2). No address is given, and none is refused.
 */
final class ProxyRules {
    private ProxyRules() {}

    /** A message on port 67. */
    static Decision decide(Query query, Optional<Switchboard> boot) {
        Optional<MessageType> type = query.message().messageType();
        if (type.filter(MessageType.REQUEST::equals).isPresent()) {
            return learn(query, Optional.empty());
        }
        if (!saysThatItBoots(query.client())
                || type.filter(MessageType.DISCOVER::equals).isEmpty()) {
            return aside(type.map(MessageType::toString).orElse("BOOTP") + " of a client that no proxy can help");
        }
        BootAnswer answer = BootChooser.choose(query, boot);
        if (answer instanceof BootAnswer.Program program) {
            return ProxyWriter.offer(query, program);
        }
        return none(answer);
    }

    /** A message on port 4011, from a client that has its address by now. */
    static Decision bootServer(Query query, Optional<Switchboard> boot) {
        boolean asks = query.message()
                .messageType()
                .filter(type -> type == MessageType.REQUEST || type == MessageType.INFORM)
                .isPresent();
        if (!asks || !saysThatItBoots(query.client())) {
            return new Decision.Drop(
                    Decision.Reason.NONSENSE, "not a PXE client's question to a boot server, on port 4011");
        }
        BootAnswer answer = BootChooser.choose(query, boot);
        if (answer instanceof BootAnswer.Program program) {
            return ProxyWriter.bootServer(query, program);
        }
        return none(answer);
    }

    /** Who takes an address from another server will be at that address. */
    static Decision learn(Query query, Optional<Inet4Address> server) {
        Optional<Inet4Address> address = query.message()
                .options()
                .address(KnownOption.REQUESTED_ADDRESS)
                .or(() -> Optional.of(query.message().ciaddr()))
                .filter(query.subnet().network()::hosts)
                .filter(found -> !Ipv4.isNone(found));
        if (address.isEmpty()) {
            return aside("REQUEST to another server");
        }
        String from =
                server.map(named -> "the DHCP server " + named.getHostAddress()).orElse("another DHCP server");
        return new Decision.Learned(
                query.client().withAddress(address.get()), server, address.get().getHostAddress() + " from " + from);
    }

    /** As RFC 4578 and UEFI 2.10, section 24.7, have it: others would take the offer for one without an address. */
    private static boolean saysThatItBoots(BootClient client) {
        return client.boots()
                && client.vendorClass()
                        .filter(name -> name.startsWith("PXEClient") || name.startsWith("HTTPClient"))
                        .isPresent();
    }

    private static Decision none(BootAnswer answer) {
        return answer instanceof BootAnswer.NoLoader no
                ? new Decision.Drop(Decision.Reason.NO_LOADER, no.because())
                : aside("nothing to boot was asked for");
    }

    private static Decision aside(String because) {
        return new Decision.Drop(Decision.Reason.ASIDE, because);
    }
}
