package org.stirrup.api.boot;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.UUID;

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
 */
public record BootClient(
        MacAddress mac,
        Optional<Architecture> architecture,
        Stage stage,
        Optional<UUID> uuid,
        Optional<String> vendorClass,
        Optional<String> userClass,
        String link,
        Optional<Inet4Address> address) {

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

    public BootClient withAddress(Inet4Address address) {
        return new BootClient(mac, architecture, stage, uuid, vendorClass, userClass, link, Optional.of(address));
    }
}
