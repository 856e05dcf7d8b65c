package org.stirrup.console.tab;

import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.content.ContentEndpoint;

/** Machines that do not exist, to show what existing ones would be told. */
final class Samples {
    /** Locally administered, of no maker: nobody's. */
    private static final MacAddress NOBODYS = new MacAddress("02:00:00:00:00:00");

    private Samples() {}

    /**
     * A kind of firmware.
     *
     * @param title for people
     */
    record Firmware(String title, BootClient client) {}

    static List<Firmware> firmware() {
        return List.of(
                firmware("BIOS", Architecture.BIOS, BootClient.Stage.PXE_ROM),
                firmware("UEFI x64", Architecture.UEFI_X64, BootClient.Stage.PXE_ROM),
                firmware("UEFI arm64", Architecture.UEFI_ARM64, BootClient.Stage.PXE_ROM),
                firmware("UEFI HTTP Boot x64", Architecture.HTTP_X64, BootClient.Stage.HTTP_BOOT),
                firmware("iPXE on BIOS", Architecture.BIOS, BootClient.Stage.IPXE));
    }

    private static Firmware firmware(String title, Architecture architecture, BootClient.Stage stage) {
        return new Firmware(
                title,
                new BootClient(
                        NOBODYS,
                        Optional.of(architecture),
                        stage,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "none",
                        Optional.empty()));
    }

    /** The appliance as a client reaches it on the first link that a server listens on; else without any endpoint. */
    static BootServer server(List<ContentEndpoint> endpoints) {
        return server(endpoints, "");
    }

    /** As a client on that link reaches it, where a server listens there. @param link its name; empty for any */
    static BootServer server(List<ContentEndpoint> endpoints, String link) {
        return served(endpoints, link).stream()
                .findFirst()
                .or(() -> served(endpoints).stream().findFirst())
                .orElse(new BootServer((Inet4Address) Inet4Address.getLoopbackAddress(), Map.of()));
    }

    /** The appliance at each address of this machine at which at least one server listens. */
    static List<BootServer> served(List<ContentEndpoint> endpoints) {
        return served(endpoints, "");
    }

    private static List<BootServer> served(List<ContentEndpoint> endpoints, String name) {
        List<BootServer> servers = new ArrayList<>();
        try {
            for (NetworkInterface link : NetworkInterface.networkInterfaces().toList()) {
                if (!name.isEmpty() && !name.equals(link.getName())) {
                    continue;
                }
                for (InterfaceAddress bound : link.getInterfaceAddresses()) {
                    if (bound.getAddress() instanceof Inet4Address address) {
                        Map<String, URI> bases = new HashMap<>();
                        endpoints.forEach(e -> e.base(address).ifPresent(base -> bases.put(e.protocol(), base)));
                        if (!bases.isEmpty()) {
                            servers.add(new BootServer(address, bases));
                        }
                    }
                }
            }
        } catch (SocketException e) {
            throw new IllegalStateException("this machine's addresses cannot be listed: " + e.getMessage(), e);
        }
        return servers;
    }
}
