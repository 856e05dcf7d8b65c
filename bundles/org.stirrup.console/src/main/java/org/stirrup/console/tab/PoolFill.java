package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import java.net.Inet4Address;
import java.util.stream.Collectors;
import org.stirrup.api.lease.AddressPlan;
import org.stirrup.api.lease.Lease;
import org.stirrup.console.settings.Ipv4Text;

/** How full one pool is, in cells of one address each, or of several where it has many. */
final class PoolFill {
    /** Cells of a picture at the most. */
    static final int CELLS = 256;

    private final AddressPlan.Subnet subnet;
    private final AddressPlan.Pool pool;
    private final long span;
    private final int cells;
    private final int[] held;
    private final int[] quarantined;
    private final int[] kept;

    PoolFill(AddressPlan.Subnet subnet, AddressPlan.Pool pool) {
        this.subnet = subnet;
        this.pool = pool;
        span = pool.ranges().stream().mapToLong(PoolFill::size).sum();
        cells = (int) Math.min(CELLS, span);
        held = new int[cells];
        quarantined = new int[cells];
        kept = new int[cells];
        pool.kept().forEach(address -> count(kept, place(address)));
    }

    /** Counts a lease, if its address is of this pool. @param lease one that is held now */
    void count(Lease lease) {
        if (!pool.kept().contains(lease.address())) {
            count(lease.state() == Lease.State.DECLINED ? quarantined : held, place(lease.address()));
        }
    }

    void write(JsonGenerator json) {
        long free = span - sum(kept);
        json.writeStartObject()
                .write("network", subnet.text())
                .write("source", pool.source())
                .write(
                        "ranges",
                        pool.ranges().stream()
                                .map(range -> range.first().getHostAddress() + " - "
                                        + range.last().getHostAddress())
                                .collect(Collectors.joining(", ")))
                .write("size", free)
                .write("held", sum(held))
                .write("quarantined", sum(quarantined))
                .write("kept", sum(kept))
                .writeStartArray("cells");
        for (int i = 0; i < cells; i++) {
            json.writeStartObject()
                    .write("first", at(first(i)).getHostAddress())
                    .write("size", first(i + 1) - first(i))
                    .write("held", held[i])
                    .write("quarantined", quarantined[i])
                    .write("kept", kept[i])
                    .writeEnd();
        }
        json.writeEnd().writeEnd();
    }

    private static long sum(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private void count(int[] counts, long place) {
        if (place >= 0) {
            counts[(int) (place * cells / span)]++;
        }
    }

    /** Place of the first address of a cell, counted over all ranges. */
    private long first(int cell) {
        return (cell * span + cells - 1) / cells;
    }

    /** Where an address stands among all of the pool; negative when it is none of them. */
    private long place(Inet4Address address) {
        long bits = Ipv4Text.bits(address);
        long before = 0;
        for (AddressPlan.Range range : pool.ranges()) {
            long offset = bits - Ipv4Text.bits(range.first());
            if (offset >= 0 && offset < size(range)) {
                return before + offset;
            }
            before += size(range);
        }
        return -1;
    }

    private Inet4Address at(long place) {
        long rest = place;
        for (AddressPlan.Range range : pool.ranges()) {
            if (rest < size(range)) {
                return Ipv4Text.of(Ipv4Text.bits(range.first()) + rest);
            }
            rest -= size(range);
        }
        throw new IllegalArgumentException("there is no address " + place);
    }

    private static long size(AddressPlan.Range range) {
        return Ipv4Text.bits(range.last()) - Ipv4Text.bits(range.first()) + 1;
    }
}
