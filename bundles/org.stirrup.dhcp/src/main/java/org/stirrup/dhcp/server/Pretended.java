package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;

/** What nobody sent, as a client of its kind says it. */
final class Pretended {
    /** iPXE 1.0 and EDK2 (OVMF 2022.11) list these, among others; busybox the last. */
    private static final String IPXE_ASKS = "0103060708 0c0f111a2b3c4243 77af".replace(" ", "");

    private static final String UEFI_ASKS = "0102030405060c0d0f111216172b3233363a3b3c424361";
    private static final String SYSTEM_ASKS = "0103060c0f1c2a";

    /** IP datagram that PXE clients take, option 57. */
    private static final int PXE_SIZE = 1472;

    private static final int SYSTEM_SIZE = 576;

    private Pretended() {}

    /** A DISCOVER. @param relay the relay agent that passed it on */
    static DhcpMessage discover(BootClient client, Optional<Inet4Address> relay) {
        return discover(client, relay, Options.NONE);
    }

    /** The same. @param shown options that its program does not send by itself */
    static DhcpMessage discover(BootClient client, Optional<Inet4Address> relay, Options shown) {
        return message(client, relay, Ipv4.NONE, MessageType.DISCOVER, shown);
    }

    /** A REQUEST, by unicast, for more of the time of a lease (RFC 2131, section 4.3.2). */
    static DhcpMessage renewal(BootClient client, Inet4Address own, Options shown) {
        return message(client, Optional.empty(), own, MessageType.REQUEST, shown);
    }

    private static DhcpMessage message(
            BootClient client, Optional<Inet4Address> relay, Inet4Address ciaddr, MessageType type, Options shown) {
        boolean uefi = client.boots()
                && client.stage() != Stage.IPXE
                && client.architecture()
                        .filter(architecture -> architecture.code() != 0)
                        .isPresent();
        return new DhcpMessage(
                DhcpMessage.Op.REQUEST,
                1,
                Octets.of(client.mac().bytes()),
                relay.isPresent() ? 1 : 0,
                1,
                0,
                uefi ? DhcpMessage.BROADCAST : 0,
                ciaddr,
                Ipv4.NONE,
                Ipv4.NONE,
                relay.orElse(Ipv4.NONE),
                "",
                "",
                Optional.empty(),
                client.stage() == Stage.BOOTP ? Options.NONE : options(client, type, shown));
    }

    private static Options options(BootClient client, MessageType type, Options shown) {
        String asks = client.stage() == Stage.IPXE ? IPXE_ASKS : client.boots() ? UEFI_ASKS : SYSTEM_ASKS;
        Options options = Options.NONE
                .withNumber(KnownOption.MESSAGE_TYPE, type.code())
                .withNumber(KnownOption.MAXIMUM_SIZE, client.boots() ? PXE_SIZE : SYSTEM_SIZE)
                .with(KnownOption.PARAMETER_REQUEST_LIST, Octets.ofHex(asks))
                .with(
                        KnownOption.ARCHITECTURE,
                        client.architecture().map(architecture -> Octets.ofNumber(architecture.code(), 2)))
                .with(KnownOption.VENDOR_CLASS, vendorClass(client).map(Octets::ofText))
                .with(KnownOption.MACHINE_IDENTIFIER, client.uuid().map(Pretended::smbios));
        Optional<String> user =
                client.userClass().or(() -> Optional.of("iPXE").filter(name -> client.stage() == Stage.IPXE));
        options = options.with(KnownOption.USER_CLASS, user.map(Octets::ofText));
        for (Map.Entry<Integer, Octets> each : shown.values().entrySet()) {
            options = options.with(each.getKey(), each.getValue());
        }
        return options;
    }

    private static Optional<String> vendorClass(BootClient client) {
        int code =
                client.architecture().map(architecture -> architecture.code()).orElse(0);
        return client.vendorClass().or(() -> switch (client.stage()) {
            case PXE_ROM, IPXE -> Optional.of(String.format(Locale.ROOT, "PXEClient:Arch:%05d:UNDI:003000", code));
            case HTTP_BOOT -> Optional.of(String.format(Locale.ROOT, "HTTPClient:Arch:%05d:UNDI:003000", code));
            case BOOTP, OPERATING_SYSTEM -> Optional.empty();
        });
    }

    /** Type 0, the first three groups least significant byte first. */
    private static Octets smbios(UUID uuid) {
        String text = uuid.toString().replace("-", "");
        int[] order = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
        StringBuilder hex = new StringBuilder("00");
        for (int at : order) {
            hex.append(text, at * 2, at * 2 + 2);
        }
        return Octets.ofHex(hex.toString());
    }
}
