package org.stirrup.testkit.boot;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;

/** Machines as they show themselves, and the appliance as they reach it. */
public final class Machines {
    public static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");
    public static final Inet4Address CLIENT_ADDRESS = address("192.168.77.100");
    public static final Inet4Address SERVER_ADDRESS = address("192.168.77.1");
    public static final BootServer SERVER = new BootServer(
            SERVER_ADDRESS,
            Map.of(
                    "tftp", URI.create("tftp://192.168.77.1/"),
                    "ftp", URI.create("ftp://192.168.77.1/"),
                    "http", URI.create("http://192.168.77.1/")));

    private Machines() {}

    /** QEMU's BIOS machine: its network card's ROM is iPXE. */
    public static BootClient bios() {
        return client(Stage.IPXE, Optional.of(Architecture.BIOS), "PXEClient:Arch:00000:UNDI:002001");
    }

    /** EDK2's PXE over IPv4. */
    public static BootClient uefi() {
        return client(Stage.PXE_ROM, Optional.of(Architecture.UEFI_X64), "PXEClient:Arch:00007:UNDI:003000");
    }

    /** An RFC 951 client. */
    public static BootClient bootp() {
        return client(Stage.BOOTP, Optional.empty(), null);
    }

    /** Somebody at an address of whom nothing is known. */
    public static BootClient stranger() {
        return BootClient.of(MacAddress.UNKNOWN, "").withAddress(CLIENT_ADDRESS);
    }

    /** Every stage with every architecture that has a name, with one that has none, and without any. */
    public static List<BootClient> all() {
        List<Optional<Architecture>> architectures = new ArrayList<>();
        architectures.add(Optional.empty());
        for (int code : new int[] {0, 6, 7, 9, 10, 11, 15, 16, 18, 19, 20, 0xffff}) {
            architectures.add(Optional.of(new Architecture(code)));
        }
        return Arrays.stream(Stage.values())
                .flatMap(stage ->
                        architectures.stream().map(architecture -> client(stage, architecture, "PXEClient:Arch:00000")))
                .toList();
    }

    /** @param vendorClass option 60; null for none */
    public static BootClient client(Stage stage, Optional<Architecture> architecture, String vendorClass) {
        return new BootClient(
                MAC,
                architecture,
                stage,
                Optional.of(UUID.fromString("11223344-5566-7788-99aa-bbccddeeff00")),
                Optional.ofNullable(vendorClass),
                Optional.empty(),
                "br0",
                Optional.of(CLIENT_ADDRESS));
    }

    /** @param text dotted quad, which needs no name server */
    public static Inet4Address address(String text) {
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
