package org.stirrup.api.boot;

import java.net.Inet4Address;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A machine as it showed itself on the network. Plugins see this and never a packet.
 *
 * @param mac hardware address
 * @param architecture option 93; empty for BOOTP clients and for operating systems
 * @param stage what is speaking: the firmware, a loader that was already sent, or an operating system
 * @param uuid option 97 type 0, in SMBIOS text order
 * @param vendorClass option 60
 * @param userClass option 77
 * @param link name of the network interface it was heard on; behind a relay, the interface of the relay
 * @param address the address it has or is about to get
 * @param addressedBy who gives it that address
 */
public record BootClient(
        MacAddress mac,
        Optional<Architecture> architecture,
        Stage stage,
        Optional<UUID> uuid,
        Optional<String> vendorClass,
        Optional<String> userClass,
        String link,
        Optional<Inet4Address> address,
        AddressedBy addressedBy) {

    /** A client that this appliance gives its address. */
    public BootClient(
            MacAddress mac,
            Optional<Architecture> architecture,
            Stage stage,
            Optional<UUID> uuid,
            Optional<String> vendorClass,
            Optional<String> userClass,
            String link,
            Optional<Inet4Address> address) {
        this(mac, architecture, stage, uuid, vendorClass, userClass, link, address, AddressedBy.THIS_APPLIANCE);
    }

    /** Who gives a client its address. */
    public enum AddressedBy {
        /** This appliance. */
        THIS_APPLIANCE,
        /**
         * Another DHCP server; this appliance only says what to boot (proxyDHCP, PXE specification 2.1, section 2.2). A
         * program that looks into the client's lease for its server finds that other one.
         */
        ANOTHER_SERVER
    }

    /** Who is speaking. */
    public enum Stage {
        /** A plain BOOTP client (RFC 951): no option 53. */
        BOOTP,
        /** PXE firmware: vendor class PXEClient. */
        PXE_ROM,
        /** UEFI HTTP Boot: vendor class HTTPClient. */
        HTTP_BOOT,
        /** iPXE, be it the card's own ROM or chain-loaded: user class iPXE or option 175. */
        IPXE,
        /** Anything else: an installer, an installed system, a printer. */
        OPERATING_SYSTEM
    }

    /** A client of which only this is known. */
    public static BootClient of(MacAddress mac, String link) {
        return new BootClient(
                mac,
                Optional.empty(),
                Stage.OPERATING_SYSTEM,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                link,
                Optional.empty());
    }

    /** Whether it wants to boot from the network, and not only an address. */
    public boolean boots() {
        return stage != Stage.OPERATING_SYSTEM;
    }

    /** The platform it can run programs of; a BOOTP client without option 93 is a BIOS machine. */
    public Architecture.Platform platform() {
        return architecture
                .map(Architecture::platform)
                .orElse(boots() ? Architecture.Platform.BIOS : Architecture.Platform.OTHER);
    }

    /**
     * The names under which PXELINUX and GRUB look for a file that was made for one machine, in their order:
     * {@code 01-52-54-00-77-00-10}, which is the card's type and address, then {@code C0A84D64}, its IP address, and
     * ever shorter beginnings of that. None for what is not known.
     */
    public List<String> fileNames() {
        Stream<String> card = Stream.of(mac)
                .filter(known -> !known.equals(MacAddress.UNKNOWN))
                .map(known -> "01-" + known.dashed());
        Stream<String> network = address.stream()
                .map(known -> HexFormat.of().withUpperCase().formatHex(known.getAddress()))
                .flatMap(hex ->
                        IntStream.iterate(hex.length(), n -> n > 0, n -> n - 1).mapToObj(n -> hex.substring(0, n)));
        return Stream.concat(card, network).toList();
    }

    public BootClient withAddress(Inet4Address address) {
        return new BootClient(
                mac, architecture, stage, uuid, vendorClass, userClass, link, Optional.of(address), addressedBy);
    }

    public BootClient withAddressedBy(AddressedBy source) {
        return new BootClient(mac, architecture, stage, uuid, vendorClass, userClass, link, address, source);
    }
}
