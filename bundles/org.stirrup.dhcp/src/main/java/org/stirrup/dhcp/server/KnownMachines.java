package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.forecast.ClientKind;
import org.stirrup.api.forecast.Inquiry;
import org.stirrup.api.forecast.ReplyForecast.Known;
import org.stirrup.api.host.Host;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.subnet.Identity;
import org.stirrup.dhcp.subnet.Reservation;
import org.stirrup.dhcp.subnet.Subnet;
import org.stirrup.dhcp.subnet.Topology;

/** Machines that somebody wrote down, that showed themselves or that have a lease, and what each may ask. */
final class KnownMachines {
    private static final int PAGE = 1000;
    private static final String IDENTIFIER = "id:";

    private final Instant now;

    /** By what they are known by. */
    private final Map<List<String>, Machine> machines = new LinkedHashMap<>();

    private final Map<MacAddress, Host> hosts = new HashMap<>();

    KnownMachines(Instant now) {
        this.now = now;
    }

    /** What is gathered of one. */
    private static final class Machine {
        private final Set<Inet4Address> places = new LinkedHashSet<>();
        private final Set<Inet4Address> leased = new LinkedHashSet<>();
        private Optional<String> name = Optional.empty();
        private boolean boots;
    }

    /** To be told first: what firmware they have. */
    void seen(List<Host> directory, Topology topology) {
        directory.forEach(host -> hosts.put(host.mac(), host));
        for (Host host : directory) {
            Machine machine = of(host.mac());
            machine.boots = true;
            machine.name = host.name();
            host.address()
                    .filter(address -> topology.subnets().stream()
                            .anyMatch(subnet -> subnet.network().contains(address)))
                    .or(() -> topology.subnets().stream()
                            .findFirst()
                            .map(subnet -> subnet.network().example().first()))
                    .ifPresent(machine.places::add);
        }
    }

    void reserved(Topology topology) {
        for (Subnet subnet : topology.subnets()) {
            for (Reservation each : subnet.reservations().values()) {
                written(each.owner(), each.address(), each.hostname());
            }
        }
        topology.hosts().forEach((owner, host) -> topology.subnets().stream()
                .findFirst()
                .filter(subnet -> host.addresses().isEmpty())
                .ifPresent(subnet -> written(owner, subnet.network().example().first(), host.hostname())));
    }

    private void written(Identity owner, Inet4Address address, Optional<String> name) {
        Machine machine = owner.kind() == Identity.Kind.MAC
                ? of(MacAddress.of(owner.value().toArray()))
                : machines.computeIfAbsent(List.of(owner.toString()), none -> new Machine());
        if (!machine.boots) {
            machine.boots = true;
            machine.places.clear();
        }
        machine.places.add(address);
        machine.name = name.or(() -> machine.name);
    }

    /** Those that are held now. */
    void leased(LeaseStore leases) throws LeaseStoreException {
        Optional<Inet4Address> last = Optional.empty();
        List<Lease> page;
        do {
            page = leases.page(last, PAGE);
            page.stream()
                    .filter(lease -> lease.state() == Lease.State.BOUND && lease.heldAt(now))
                    .forEach(this::leased);
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).address());
        } while (page.size() == PAGE);
    }

    private void leased(Lease lease) {
        String client = lease.client().text();
        Machine machine = client.startsWith(IDENTIFIER)
                ? machines.computeIfAbsent(
                        List.of(lease.mac().text(), IDENTIFIER + "0x" + client.substring(IDENTIFIER.length())),
                        none -> new Machine())
                : of(lease.mac());
        machine.places.add(lease.address());
        machine.leased.add(lease.address());
        machine.name = machine.name.or(lease::hostname);
    }

    private Machine of(MacAddress mac) {
        List<String> identities = new ArrayList<>(List.of(mac.text()));
        Optional.ofNullable(hosts.get(mac))
                .flatMap(Host::uuid)
                .map(uuid -> Identity.of(uuid).toString())
                .ifPresent(identities::add);
        return machines.computeIfAbsent(List.copyOf(identities), none -> new Machine());
    }

    /** In order of address. */
    List<Known> inquiries() {
        List<Known> all = new ArrayList<>();
        machines.forEach((identities, machine) -> {
            for (Inet4Address place : machine.places) {
                if (machine.boots) {
                    firmware(identities)
                            .forEach(architecture -> all.add(new Known(
                                    new Inquiry(kind(architecture), written(architecture), false, place, identities),
                                    machine.name)));
                }
                all.add(new Known(
                        new Inquiry(ClientKind.OS, Optional.empty(), false, place, identities), machine.name));
            }
            for (Inet4Address own : machine.leased) {
                all.add(new Known(new Inquiry(ClientKind.OS, Optional.empty(), true, own, identities), machine.name));
            }
        });
        all.sort(Comparator.comparingLong(known -> Ipv4.bits(known.inquiry().at())));
        return all;
    }

    private List<Architecture> firmware(List<String> identities) {
        Identity first = Identity.parse(identities.get(0));
        return Optional.of(first)
                .filter(identity -> identity.kind() == Identity.Kind.MAC)
                .map(identity -> hosts.get(MacAddress.of(identity.value().toArray())))
                .flatMap(Host::architecture)
                .map(List::of)
                .orElse(List.of(Architecture.BIOS, Architecture.UEFI_X64));
    }

    private static ClientKind kind(Architecture architecture) {
        int code = architecture.code();
        if (code == Architecture.BIOS.code()) {
            return ClientKind.BIOS;
        }
        boolean http = code >= Architecture.HTTP_IA32.code() && code <= Architecture.HTTP_ARM64.code();
        return http ? ClientKind.HTTP : ClientKind.UEFI;
    }

    private static Optional<Architecture> written(Architecture architecture) {
        return Optional.of(architecture).filter(code -> !code.equals(kind(code).architecture()));
    }
}
