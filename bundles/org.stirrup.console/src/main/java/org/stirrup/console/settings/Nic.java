package org.stirrup.console.settings;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A network interface of this machine.
 *
 * @param mac hardware address, empty where it has none
 * @param networks its IPv4 addresses with their prefixes
 * @param others its other addresses, {@code fd00::1/64}
 */
public record Nic(
        String name, boolean up, boolean loopback, String mac, List<Ipv4Network> networks, List<String> others) {
    /** Every one, loopback last. */
    public static List<Nic> all() {
        try {
            return NetworkInterface.networkInterfaces()
                    .map(Nic::of)
                    .sorted(Comparator.comparing(Nic::loopback).thenComparing(Nic::name))
                    .toList();
        } catch (SocketException e) {
            throw new UncheckedIOException("the network interfaces cannot be listed: " + e.getMessage(), e);
        }
    }

    private static Nic of(NetworkInterface nic) {
        try {
            return new Nic(
                    nic.getName(),
                    nic.isUp(),
                    nic.isLoopback(),
                    Optional.ofNullable(nic.getHardwareAddress())
                            .map(HexFormat.ofDelimiter(":")::formatHex)
                            .orElse(""),
                    nic.getInterfaceAddresses().stream()
                            .filter(each -> each.getAddress() instanceof Inet4Address)
                            .map(each ->
                                    new Ipv4Network((Inet4Address) each.getAddress(), each.getNetworkPrefixLength()))
                            .toList(),
                    nic.getInterfaceAddresses().stream()
                            .filter(each -> !(each.getAddress() instanceof Inet4Address))
                            .map(Nic::text)
                            .toList());
        } catch (SocketException e) {
            // It went while it was looked at.
            return new Nic(nic.getName(), false, false, "", List.of(), List.of());
        }
    }

    private static String text(InterfaceAddress each) {
        return each.getAddress().getHostAddress().replaceFirst("%.*", "") + "/" + each.getNetworkPrefixLength();
    }
}
