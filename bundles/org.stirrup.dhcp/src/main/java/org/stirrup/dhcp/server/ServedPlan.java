package org.stirrup.dhcp.server;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.stirrup.api.lease.AddressPlan;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.subnet.Pool;
import org.stirrup.dhcp.subnet.Subnet;
import org.stirrup.dhcp.subnet.Topology;

/** What is served, as others see it. */
final class ServedPlan {
    private ServedPlan() {}

    static List<AddressPlan.Subnet> of(Topology topology) {
        return topology.subnets().stream().map(ServedPlan::subnet).toList();
    }

    private static AddressPlan.Subnet subnet(Subnet subnet) {
        return new AddressPlan.Subnet(
                subnet.network().address(),
                subnet.network().prefix(),
                subnet.pools().stream().map(pool -> pool(subnet, pool)).toList(),
                subnet.reservations().values().stream()
                        .map(each -> new AddressPlan.Reserved(
                                each.address(), each.owner().toString(), each.hostname()))
                        .sorted(Comparator.comparing(each -> Ipv4.bits(each.address())))
                        .toList());
    }

    private static AddressPlan.Pool pool(Subnet subnet, Pool pool) {
        return new AddressPlan.Pool(
                pool.source(),
                pool.ranges().stream()
                        .map(range -> new AddressPlan.Range(range.first(), range.last()))
                        .sorted(Comparator.comparing(range -> Ipv4.bits(range.first())))
                        .toList(),
                subnet.excluded().stream().filter(pool::contains).collect(Collectors.toSet()));
    }
}
