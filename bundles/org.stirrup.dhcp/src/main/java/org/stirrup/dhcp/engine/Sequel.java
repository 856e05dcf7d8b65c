package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;
import org.stirrup.dhcp.codec.PxeOptions;

/** What a client says after an offer. @param arrival how that would be heard */
record Sequel(DhcpMessage message, Arrival arrival) {
    /** From where the question to a boot server comes: QEMU's BIOS ROM, EDK2. */
    private static final int ROM_PORT = 68;

    private static final int UEFI_PORT = 4011;

    /** That it takes the address; empty when it was offered none. */
    static Optional<Sequel> taking(Decision.Reply offer, DhcpMessage discover, Arrival arrival) {
        if (!isOffer(offer) || Ipv4.isNone(offer.message().yiaddr())) {
            return Optional.empty();
        }
        Options options = discover.options()
                .withNumber(KnownOption.MESSAGE_TYPE, MessageType.REQUEST.code())
                .withAddress(KnownOption.REQUESTED_ADDRESS, offer.message().yiaddr())
                .with(KnownOption.SERVER_IDENTIFIER, offer.message().options().get(KnownOption.SERVER_IDENTIFIER));
        return Optional.of(
                new Sequel(saying(discover, discover.flags(), Ipv4.NONE, discover.giaddr(), options), arrival));
    }

    /**
     * Its question to the boot server of a proxy's offer (PXE specification 2.1, section 2.2.2); empty when the offer
     * names the program itself.
     *
     * @param own the address that it has from the other server
     */
    static Optional<Sequel> asking(Decision.Reply offer, DhcpMessage discover, Arrival arrival, Inet4Address own) {
        DhcpMessage told = offer.message();
        boolean named = !told.file().isEmpty() || told.options().has(KnownOption.BOOT_FILE);
        if (!isOffer(offer) || !Ipv4.isNone(told.yiaddr()) || named) {
            return Optional.empty();
        }
        boolean bios = offer.client().platform() == Platform.BIOS;
        Optional<Octets> item = told.options().get(KnownOption.VENDOR_SPECIFIC).flatMap(PxeOptions::firstItem);
        Options options = discover.options()
                .withNumber(KnownOption.MESSAGE_TYPE, MessageType.REQUEST.code())
                .with(KnownOption.VENDOR_SPECIFIC, item);
        // It has an address by now, and routes: no relay agent is between.
        return Optional.of(new Sequel(
                saying(discover, bios ? discover.flags() : 0, own, Ipv4.NONE, options),
                new Arrival(
                        arrival.link(), Arrival.BOOT_SERVER, new InetSocketAddress(own, bios ? ROM_PORT : UEFI_PORT))));
    }

    private static boolean isOffer(Decision.Reply reply) {
        return reply.message().messageType().filter(MessageType.OFFER::equals).isPresent();
    }

    private static DhcpMessage saying(
            DhcpMessage before, int flags, Inet4Address ciaddr, Inet4Address giaddr, Options options) {
        return new DhcpMessage(
                before.op(),
                before.hardwareType(),
                before.hardware(),
                Ipv4.isNone(giaddr) ? 0 : before.hops(),
                before.xid(),
                before.secs(),
                flags,
                ciaddr,
                before.yiaddr(),
                before.siaddr(),
                giaddr,
                before.sname(),
                before.file(),
                before.vend(),
                options);
    }
}
