package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import org.stirrup.dhcp.codec.Ipv4;

/**
 * An IPv4 network.
 *
 * @param address its lowest address
 * @param prefix bits of it that all its machines share, 0 to 32
 */
public record Network(Inet4Address address, int prefix) {
    public Network {
        if (prefix < 0 || prefix > 32) {
            throw new IllegalArgumentException("a prefix has 0 to 32 bits, not " + prefix);
        }
        if ((Ipv4.bits(address) & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException(
                    "'" + address.getHostAddress() + "' is not the lowest address of its network: "
                            + Ipv4.of(Ipv4.bits(address) & mask(prefix)).getHostAddress() + "/" + prefix + " is");
        }
    }

    /**
     * Reads {@code 10.1.0.0/16}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Network parse(String written) {
        String[] parts = written.strip().split("/", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("'" + written + "' is not ADDRESS/PREFIX");
        }
        return new Network(Ipv4.parse(parts[0]), Integer.parseInt(parts[1]));
    }

    /** The network of a machine. */
    public static Network around(Inet4Address machine, int prefix) {
        return new Network(Ipv4.of(Ipv4.bits(machine) & mask(prefix)), prefix);
    }

    /**
     * How many bits a netmask has.
     *
     * @throws IllegalArgumentException when its one bits are not all on the left
     */
    public static int prefixOf(Inet4Address netmask) {
        int prefix = Long.bitCount(Ipv4.bits(netmask));
        if (Ipv4.bits(netmask) != mask(prefix)) {
            throw new IllegalArgumentException(
                    "'" + netmask.getHostAddress() + "' is not a netmask: its one bits are not all on the left");
        }
        return prefix;
    }

    public Inet4Address netmask() {
        return Ipv4.of(mask(prefix));
    }

    public Inet4Address broadcast() {
        return Ipv4.of(Ipv4.bits(address) | ~mask(prefix) & 0xffff_ffffL);
    }

    public boolean contains(Inet4Address machine) {
        return (Ipv4.bits(machine) & mask(prefix)) == Ipv4.bits(address);
    }

    /** Whether a machine of this network may have it: neither the network's own nor the broadcast address. */
    public boolean hosts(Inet4Address machine) {
        return contains(machine) && (prefix > 30 || !machine.equals(address) && !machine.equals(broadcast()));
    }

    public boolean overlaps(Network other) {
        return contains(other.address) || other.contains(address);
    }

    /** A range that would be right here, for a message. */
    public AddressRange example() {
        long first = Ipv4.bits(address);
        long last = Ipv4.bits(broadcast());
        if (last - first >= 255) {
            return new AddressRange(Ipv4.of(first + 100), Ipv4.of(first + 200));
        }
        return last - first < 3
                ? new AddressRange(address, broadcast())
                : new AddressRange(Ipv4.of(first + (last - first + 1) / 2), Ipv4.of(last - 1));
    }

    private static long mask(int prefix) {
        return 0xffff_ffffL << 32 - prefix & 0xffff_ffffL;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
