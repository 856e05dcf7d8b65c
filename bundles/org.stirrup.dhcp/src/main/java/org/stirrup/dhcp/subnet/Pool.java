package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Addresses of one subnet that are given on the same terms.
 *
 * @param source where it is written
 * @param ranges addresses, without those that are excluded
 * @param admission who may have one
 * @param terms what is said of those who do
 */
public record Pool(String source, List<AddressRange> ranges, Admission admission, Terms terms) {
    public Pool {
        ranges = List.copyOf(ranges);
    }

    public boolean contains(Inet4Address address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    public long size() {
        return ranges.stream().mapToLong(AddressRange::size).sum();
    }

    /** For messages: {@code 192.168.1.240-192.168.1.250}. */
    @Override
    public String toString() {
        return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(", "));
    }
}
