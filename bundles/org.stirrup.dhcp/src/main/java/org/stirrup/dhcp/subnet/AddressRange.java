package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.List;
import java.util.stream.Stream;
import org.stirrup.dhcp.codec.Ipv4;

/**
 * Addresses one after the other.
 *
 * @param first lowest of them
 * @param last highest of them, not below the first
 */
public record AddressRange(Inet4Address first, Inet4Address last) {
    public AddressRange {
        if (Ipv4.bits(first) > Ipv4.bits(last)) {
            throw new IllegalArgumentException(
                    "the first address " + first.getHostAddress() + " is above the last, " + last.getHostAddress());
        }
    }

    /**
     * Reads {@code 192.168.1.100-192.168.1.200}, or one address alone.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static AddressRange parse(String written) {
        String[] ends = written.split("-", -1);
        if (ends.length > 2) {
            throw new IllegalArgumentException("'" + written + "' is not FIRST-LAST");
        }
        return new AddressRange(Ipv4.parse(ends[0]), Ipv4.parse(ends[ends.length - 1]));
    }

    public boolean contains(Inet4Address address) {
        long bits = Ipv4.bits(address);
        return Ipv4.bits(first) <= bits && bits <= Ipv4.bits(last);
    }

    public boolean overlaps(AddressRange other) {
        return contains(other.first) || other.contains(first);
    }

    /** What is left when others are taken away; in order. */
    static List<AddressRange> without(List<AddressRange> ranges, List<AddressRange> taken) {
        List<AddressRange> left = ranges;
        for (AddressRange hole : taken) {
            left = left.stream().flatMap(range -> range.minus(hole)).toList();
        }
        return left;
    }

    private Stream<AddressRange> minus(AddressRange hole) {
        if (!overlaps(hole)) {
            return Stream.of(this);
        }
        Stream<AddressRange> below = Ipv4.bits(first) < Ipv4.bits(hole.first)
                ? Stream.of(new AddressRange(first, Ipv4.of(Ipv4.bits(hole.first) - 1)))
                : Stream.empty();
        Stream<AddressRange> above = Ipv4.bits(hole.last) < Ipv4.bits(last)
                ? Stream.of(new AddressRange(Ipv4.of(Ipv4.bits(hole.last) + 1), last))
                : Stream.empty();
        return Stream.concat(below, above);
    }

    public long size() {
        return Ipv4.bits(last) - Ipv4.bits(first) + 1;
    }

    /** @param index 0 up to the size, not included */
    public Inet4Address at(long index) {
        return Ipv4.of(Ipv4.bits(first) + index);
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "-" + last.getHostAddress();
    }
}
