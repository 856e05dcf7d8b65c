package org.stirrup.dhcp6.rules;

import java.util.Optional;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.dhcp6.codec.Dhcp6Message;
import org.stirrup.dhcp6.codec.Option;

/** Who a client is, as far as its message says. */
final class ClientReader {
    private static final String IPXE = "iPXE";

    private ClientReader() {}

    /**
     * Its UUID stays out: UEFI writes its octets into the DUID in the order of SMBIOS, iPXE in the order of the text, and
     * nothing says which it is.
     */
    static BootClient read(Dhcp6Message message, Arrival arrival) {
        return new BootClient(
                arrival.mac(),
                message.architectures().stream().findFirst().map(Architecture::new),
                stage(message),
                Optional.empty(),
                message.vendorClasses().stream().findFirst(),
                message.userClasses().stream().findFirst(),
                arrival.link(),
                Optional.empty());
    }

    /** A firmware also asks for a plain address, by which it cannot be told from an operating system. */
    private static Stage stage(Dhcp6Message message) {
        String vendorClass = message.vendorClasses().stream().findFirst().orElse("");
        if (message.userClasses().contains(IPXE)) {
            return Stage.IPXE;
        }
        if (vendorClass.startsWith("HTTPClient")) {
            return Stage.HTTP_BOOT;
        }
        boolean boots = vendorClass.startsWith("PXEClient") || message.has(Option.CLIENT_ARCHITECTURE);
        return boots ? Stage.PXE_ROM : Stage.OPERATING_SYSTEM;
    }
}
