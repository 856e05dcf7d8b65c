package org.stirrup.shell.commands;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.ReplyExplainer;
import org.stirrup.api.forecast.ClientKind;

/** {@code explain}: what a machine would be answered, and why; nothing is sent. */
@Component(
        service = Explain.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=explain"})
public final class Explain {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ReplyExplainer explainer;

    @Descriptor("what a machine would be answered by DHCP now, and why; nothing is sent")
    public String explain(
            @Descriptor("option 93: 0 for BIOS, 7 for UEFI, 11 for arm64")
                    @Parameter(
                            names = {"-a", "--arch"},
                            absentValue = "")
                    String arch,
            @Descriptor("option 60, the vendor class") @Parameter(names = "--class", absentValue = "")
                    String vendorClass,
            @Descriptor("option 77, the user class") @Parameter(names = "--user", absentValue = "") String userClass,
            @Descriptor("option 97") @Parameter(names = "--uuid", absentValue = "") String uuid,
            @Descriptor("address of a relay agent that passes its message on")
                    @Parameter(names = "--relay", absentValue = "")
                    String relay,
            @Descriptor("network interface that it is heard on; the first that is served otherwise")
                    @Parameter(names = "--link", absentValue = "")
                    String link,
            @Descriptor("hardware address") String mac,
            @Descriptor("bios, uefi, http, ipxe or os") String kind) {
        ReplyExplainer present = explainer;
        if (present == null) {
            throw new IllegalStateException("org.stirrup.dhcp, which answers machines, is not running");
        }
        ClientKind pretended = ClientKind.of(kind);
        Architecture architecture = arch.isEmpty() ? pretended.architecture() : new Architecture(number(arch));
        BootClient client = new BootClient(
                MacAddress.of(mac),
                Optional.of(architecture).filter(code -> pretended != ClientKind.OS || !arch.isEmpty()),
                pretended.stage(),
                text(uuid).map(UUID::fromString),
                text(vendorClass),
                text(userClass),
                link,
                Optional.empty());
        return String.join("\n", present.explain(client, text(relay).map(Explain::address)));
    }

    @Descriptor("the same of a BIOS machine")
    public String explain(@Descriptor("hardware address") String mac) {
        return explain("", "", "", "", "", "", mac, "bios");
    }

    private static Optional<String> text(String given) {
        return Optional.of(given).filter(value -> !value.isEmpty());
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("--arch " + text + ": give a number such as 7");
        }
        return Integer.parseInt(text);
    }

    private static Inet4Address address(String text) {
        try {
            if (text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                    && InetAddress.getByName(text) instanceof Inet4Address address) {
                return address;
            }
        } catch (UnknownHostException notOne) {
            // Said below.
        }
        throw new IllegalArgumentException("--relay " + text + ": that is not an IPv4 address");
    }
}
