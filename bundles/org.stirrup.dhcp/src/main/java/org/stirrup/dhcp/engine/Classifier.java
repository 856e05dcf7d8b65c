package org.stirrup.dhcp.engine;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;

/** Recognises who is speaking. */
final class Classifier {
    /** {@code PXEClient:Arch:00007:UNDI:003000} (RFC 4578 names the option; the PXE specification 2.1 this form). */
    private static final Pattern ARCH_IN_CLASS = Pattern.compile("(?:PXE|HTTP)Client:Arch:([0-9]{5}).*");

    private static final int MAC = 6;

    /** Its chaddr is empty or means nothing (RFC 4390, section 2). */
    private static final int INFINIBAND = 32;

    private Classifier() {}

    /** Whether the hardware address is one of Ethernet's, which a frame can be sent to. */
    static boolean isEthernet(DhcpMessage message) {
        return message.hardware().length() == MAC && message.hardwareType() != INFINIBAND;
    }

    /**
     * The hardware address. Hardware of another kind has one of other length or none at all; it goes by the last six
     * bytes of that, or of its client identifier: of an EUI-64, and of InfiniBand's (RFC 4390, section 2.1), that is what
     * sets one machine apart from the next.
     *
     * @return empty when there is nothing to know the machine by
     */
    static Optional<MacAddress> mac(DhcpMessage message) {
        Octets hardware = message.hardware();
        boolean silent = hardware.equals(Octets.of(new byte[hardware.length()]));
        if (isEthernet(message)) {
            return silent ? Optional.empty() : Optional.of(MacAddress.of(hardware.toArray()));
        }
        Optional<Octets> identifier = message.options().get(KnownOption.CLIENT_IDENTIFIER);
        return Optional.of(hardware)
                .filter(bytes -> !silent && bytes.length() > MAC)
                .or(() -> identifier.filter(bytes -> bytes.length() > MAC))
                .map(bytes -> bytes.slice(bytes.length() - MAC, bytes.length()))
                .filter(bytes -> !bytes.equals(Octets.of(new byte[MAC])))
                .map(bytes -> MacAddress.of(bytes.toArray()));
    }

    /**
     * Who the lease belongs to. A client identifier made of the hardware address is the hardware address: firmware sends
     * none where the loader after it does.
     *
     * @param reserved a reservation is made for hardware, whatever else it calls itself
     */
    static ClientKey key(DhcpMessage message, MacAddress mac, boolean reserved) {
        Octets hardware = Octets.ofNumber(message.hardwareType(), 1).then(message.hardware());
        Optional<Octets> identifier = message.options()
                .get(KnownOption.CLIENT_IDENTIFIER)
                .filter(bytes -> !reserved && bytes.length() >= 2)
                .filter(bytes -> !bytes.equals(hardware));
        if (identifier.isPresent()) {
            // Not ClientKey.of: an identifier with another machine's hardware address is not that machine.
            return new ClientKey("id:" + identifier.get());
        }
        return isEthernet(message) || reserved ? ClientKey.of(mac) : new ClientKey("id:" + hardware);
    }

    static BootClient client(DhcpMessage message, MacAddress mac, String link) {
        Optional<String> vendorClass = message.options().text(KnownOption.VENDOR_CLASS);
        Optional<String> userClass =
                message.options().get(KnownOption.USER_CLASS).map(Classifier::userClass);
        Optional<Architecture> architecture = architecture(message, vendorClass);
        return new BootClient(
                mac,
                architecture,
                stage(message, vendorClass.orElse(""), userClass.orElse(""), architecture.isPresent()),
                message.options().get(KnownOption.MACHINE_IDENTIFIER).flatMap(Classifier::uuid),
                vendorClass,
                userClass,
                link,
                Optional.empty());
    }

    private static Stage stage(DhcpMessage message, String vendorClass, String userClass, boolean saysArchitecture) {
        if (message.isBootp()) {
            return Stage.BOOTP;
        }
        // iPXE says PXEClient too, so it is asked first; QEMU's BIOS ROM is iPXE.
        if (userClass.equalsIgnoreCase("iPXE") || message.options().has(KnownOption.IPXE)) {
            return Stage.IPXE;
        }
        if (vendorClass.startsWith("HTTPClient")) {
            return Stage.HTTP_BOOT;
        }
        // Only what boots says its architecture (RFC 4578, section 2.1), such as U-Boot with a class of its own.
        return vendorClass.startsWith("PXEClient") || saysArchitecture ? Stage.PXE_ROM : Stage.OPERATING_SYSTEM;
    }

    /** The first of those it lists (RFC 4578, section 2.1), or what its vendor class says. */
    private static Optional<Architecture> architecture(DhcpMessage message, Optional<String> vendorClass) {
        Optional<Octets> codes = message.options()
                .get(KnownOption.ARCHITECTURE)
                .filter(value -> value.length() >= 2 && value.length() % 2 == 0);
        if (codes.isPresent()) {
            return codes.map(value -> new Architecture((int) value.slice(0, 2).number()));
        }
        return vendorClass
                .map(ARCH_IN_CLASS::matcher)
                .filter(Matcher::matches)
                .map(match -> Integer.parseInt(match.group(1)))
                .filter(code -> code <= 0xffff)
                .map(Architecture::new);
    }

    /** With a length before each class (RFC 3004, section 4), or as iPXE sends it, without; the first class counts. */
    private static String userClass(Octets value) {
        boolean counted = value.length() > 1 && value.at(0) < value.length() && value.at(0) < ' ' && value.at(0) > 0;
        return counted ? value.slice(1, 1 + value.at(0)).text() : value.text();
    }

    /** Type 0 and sixteen bytes, the first three groups least significant byte first, as SMBIOS has them. */
    private static Optional<UUID> uuid(Octets value) {
        if (value.length() != 17 || value.at(0) != 0) {
            return Optional.empty();
        }
        int[] order = {4, 3, 2, 1, 6, 5, 8, 7};
        long high = 0;
        for (int at : order) {
            high = high << 8 | value.at(at);
        }
        long low = 0;
        for (int at = 9; at < 17; at++) {
            low = low << 8 | value.at(at);
        }
        return Optional.of(new UUID(high, low));
    }
}
