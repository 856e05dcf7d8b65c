package org.stirrup.console.settings;

import java.net.Inet4Address;

/**
 * A network, by the address of a machine in it.
 *
 * @param machine any address of it
 * @param prefix bits that all its machines share, 0 to 32
 */
public record Ipv4Network(Inet4Address machine, int prefix) {
    public Ipv4Network {
        if (prefix < 0 || prefix > 32) {
            throw new IllegalArgumentException("a prefix has 0 to 32 bits, not " + prefix);
        }
    }

    /** Reads {@code 10.2.0.0/24}. @throws IllegalArgumentException when it is no network's lowest address */
    public static Ipv4Network parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,2}")) {
            throw new IllegalArgumentException("'" + text + "' is not a network such as 10.2.0.0/24");
        }
        Ipv4Network network = new Ipv4Network(Ipv4Text.parse(parts[0]), Integer.parseInt(parts[1]));
        if (!network.first().equals(network.machine())) {
            throw new IllegalArgumentException("'" + text + "' is not the network's lowest address: " + network.text());
        }
        return network;
    }

    public Inet4Address first() {
        return Ipv4Text.of(Ipv4Text.bits(machine) & mask());
    }

    public Inet4Address last() {
        return Ipv4Text.of(Ipv4Text.bits(machine) | ~mask() & 0xffff_ffffL);
    }

    public boolean contains(Inet4Address address) {
        return (Ipv4Text.bits(address) & mask()) == Ipv4Text.bits(first());
    }

    /** Whether a machine may have it: neither the network's own nor the broadcast address, where there are such. */
    public boolean hosts(Inet4Address address) {
        return contains(address) && (prefix > 30 || !address.equals(first()) && !address.equals(last()));
    }

    /** Addresses that may well be free, FIRST-LAST; empty when the network has no room for that. */
    public String proposal() {
        long from = Ipv4Text.bits(first());
        long size = Ipv4Text.bits(last()) - from + 1;
        if (size < 8) {
            return "";
        }
        long first = from + (size >= 256 ? 100 : size / 2);
        long last = size >= 256 ? from + 200 : from + size - 2;
        return Ipv4Text.of(first).getHostAddress() + "-" + Ipv4Text.of(last).getHostAddress();
    }

    /** Lowest address and prefix. */
    public String text() {
        return first().getHostAddress() + "/" + prefix;
    }

    private long mask() {
        return 0xffff_ffffL << 32 - prefix & 0xffff_ffffL;
    }
}
