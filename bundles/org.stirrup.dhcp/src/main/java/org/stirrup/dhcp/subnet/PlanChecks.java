package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stirrup.api.check.Finding;

/** What must hold between subnets, pools, classes and hosts. */
final class PlanChecks {
    private PlanChecks() {}

    /** Whether a pool is in one subnet, and nobody else's. */
    static boolean fits(PoolSettings pool, Map<SubnetSettings, Network> placed, List<Finding> findings) {
        Complaints complaints = new Complaints(pool.source());
        Inet4Address first = pool.ranges().get(0).first();
        Optional<Map.Entry<SubnetSettings, Network>> home = placed.entrySet().stream()
                .filter(entry -> entry.getValue().contains(first))
                .findFirst();
        if (home.isEmpty()) {
            complaints.warning(
                    "range",
                    pool.ranges().get(0).toString(),
                    "no subnet has these addresses, so nobody gets them",
                    "write a file org.stirrup.dhcp.subnet-NAME.cfg for their network");
        }
        home.ifPresent(entry -> {
            Network network = entry.getValue();
            for (AddressRange range : pool.ranges()) {
                if (!network.hosts(range.first()) || !network.hosts(range.last())) {
                    complaints.error(
                            "range",
                            range.toString(),
                            "it is not in " + network + " of " + entry.getKey().source(),
                            "write a file for the pool of each subnet");
                }
            }
            SubnetChecks.apart(
                    pool.ranges(), entry.getKey().ranges(), entry.getKey().source(), complaints);
        });
        findings.addAll(complaints.findings());
        return home.isPresent() && !complaints.refused();
    }

    /** What the rest of it says of what is not there. */
    static void agrees(Plan plan, Map<SubnetSettings, Network> placed, List<Finding> findings) {
        Set<String> classes = new TreeSet<>(BuiltInClass.names());
        plan.classes().forEach(each -> classes.add(each.name()));
        Complaints global = new Complaints("org.stirrup.dhcp");
        strangers("allowBooting", plan.defaults().booting(), classes, global);
        findings.addAll(global.findings());
        for (SubnetSettings subnet : plan.subnets()) {
            Complaints complaints = new Complaints(subnet.source());
            strangers("allow, deny", subnet.admission(), classes, complaints);
            subnet.booting().ifPresent(booting -> strangers("allowBooting", booting, classes, complaints));
            if (!gives(subnet, plan, placed)) {
                complaints.warning("range", "", "there is no address to give", "add range=FIRST-LAST or reservations");
            }
            hosts(subnet, plan, placed, complaints);
            findings.addAll(complaints.findings());
        }
        for (PoolSettings pool : plan.pools()) {
            Complaints complaints = new Complaints(pool.source());
            strangers("allow, deny", pool.admission(), classes, complaints);
            findings.addAll(complaints.findings());
        }
        for (HostSettings host : plan.hosts()) {
            Complaints complaints = new Complaints(host.source());
            host.addresses().stream()
                    .filter(address -> placed.values().stream().noneMatch(network -> network.hosts(address)))
                    .forEach(address -> complaints.warning(
                            "address",
                            address.getHostAddress(),
                            "no subnet has it, so the machine gets another",
                            "write a file org.stirrup.dhcp.subnet-NAME.cfg for its network"));
            findings.addAll(complaints.findings());
        }
    }

    private static boolean gives(SubnetSettings subnet, Plan plan, Map<SubnetSettings, Network> placed) {
        Optional<Network> network = Optional.ofNullable(placed.get(subnet)).or(subnet::network);
        return subnet.anAddress().isPresent()
                || network.filter(known -> plan.pools().stream()
                                        .anyMatch(pool -> known.contains(
                                                pool.ranges().get(0).first()))
                                || plan.hosts().stream()
                                        .flatMap(host -> host.addresses().stream())
                                        .anyMatch(known::contains))
                        .isPresent();
    }

    /** A machine of a file of its own must not have what the subnet's file gives another. */
    private static void hosts(
            SubnetSettings subnet, Plan plan, Map<SubnetSettings, Network> placed, Complaints complaints) {
        Map<Inet4Address, String> taken = new HashMap<>();
        Map<Identity, String> owners = new HashMap<>();
        for (HostSettings host : plan.hosts()) {
            host.addresses().forEach(address -> taken.put(address, host.source()));
            if (host.addresses().stream().anyMatch(address -> Optional.ofNullable(placed.get(subnet))
                    .filter(network -> network.contains(address))
                    .isPresent())) {
                host.owners().forEach(owner -> owners.put(owner, host.source()));
            }
        }
        for (Reservation reservation : subnet.reservations()) {
            Optional.ofNullable(taken.get(reservation.address()))
                    .or(() -> Optional.ofNullable(owners.get(reservation.owner())))
                    .ifPresent(source -> complaints.warning(
                            "reservations",
                            reservation.toString(),
                            source + " says otherwise, and that counts",
                            "keep one of them"));
        }
    }

    private static void strangers(String key, Admission admission, Set<String> classes, Complaints complaints) {
        for (String name : admission.strangers(classes)) {
            complaints.warning(
                    key,
                    name,
                    "there is no such class, so nobody is in it",
                    "write org.stirrup.dhcp.class-" + name + ".cfg, or name one of " + String.join(", ", classes));
        }
    }
}
