package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.dhcp.subnet.AddressRange;

/**
 * The order in which the addresses of a pool are tried for one client: its own, the same in every server. Two servers
 * that share their leases so offer one client the same address, and seldom one address to two clients.
 */
record OwnOrder(List<AddressRange> ranges, ClientKey client) {
    /** Mixes all bits of a number into all others (Steele, Lea, Flood: SplitMix64). */
    private static long mixed(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    /** A number of the client's text, and of nothing else: not of the Java that runs. */
    long number() {
        long number = 0;
        for (char c : client.text().toCharArray()) {
            number = mixed(number + c + 0x9e3779b97f4a7c15L);
        }
        return number;
    }

    /** Each address of the pool once. */
    Stream<Inet4Address> addresses() {
        long size = ranges.stream().mapToLong(AddressRange::size).sum();
        long number = number();
        long start = Long.remainderUnsigned(number, size);
        long step = 1 + Long.remainderUnsigned(mixed(number), size);
        while (divisor(step, size) != 1) {
            step++;
        }
        long stride = step % size;
        return LongStream.range(0, size).mapToObj(i -> at(Long.remainderUnsigned(start + i * stride, size)));
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    private Inet4Address at(long index) {
        long left = index;
        for (AddressRange range : ranges) {
            if (left < range.size()) {
                return range.at(left);
            }
            left -= range.size();
        }
        throw new IllegalArgumentException("no such address: " + index);
    }
}
