package org.stirrup.shell.commands;

import java.util.Comparator;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.shell.sheet.HostCells;

/**
 * {@code name MAC NAME}: names a machine; {@code name MAC}: names it as it calls itself. What a machine says of itself
 * (option 12) becomes its name only so, by a person: an installer says "debian" of every one of them.
 */
@Component(
        service = Naming.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=name"})
public final class Naming {
    private final Clients clients;
    private final Leases leases;

    @Activate
    public Naming(@Reference Clients clients, @Reference Leases leases) {
        this.clients = clients;
        this.leases = leases;
    }

    @Descriptor("give a machine the name that it calls itself by DHCP")
    public String name(@Descriptor("its MAC address") String mac) throws LeaseStoreException {
        MacAddress address = HostCells.mac(mac);
        String said = proposal(address)
                .orElseThrow(() -> new IllegalArgumentException(
                        address + " has no lease in which it says a name; say name MAC NAME"));
        return named(address, Optional.of(said));
    }

    @Descriptor("name a machine; - takes its name away")
    public String name(@Descriptor("its MAC address") String mac, @Descriptor("its name, or -") String name) {
        return named(HostCells.mac(mac), name.equals("-") ? Optional.empty() : HostCells.name(name));
    }

    private Optional<String> proposal(MacAddress mac) throws LeaseStoreException {
        return leases.store == null
                ? Optional.empty()
                : leases.store.byClient(ClientKey.of(mac)).stream()
                        .max(Comparator.comparing(Lease::starts))
                        .flatMap(Lease::hostname);
    }

    private String named(MacAddress mac, Optional<String> name) {
        Host host = clients.kept().name(mac, name).orElseThrow(() -> Clients.unknown(mac.text()));
        return host.mac() + host.name().map(given -> " is called " + given).orElse(" has no name");
    }
}
