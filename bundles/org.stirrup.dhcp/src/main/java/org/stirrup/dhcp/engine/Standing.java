package org.stirrup.dhcp.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.subnet.BuiltInClass;
import org.stirrup.dhcp.subnet.ClassSettings;
import org.stirrup.dhcp.subnet.HostSettings;
import org.stirrup.dhcp.subnet.Identity;
import org.stirrup.dhcp.subnet.Subnet;
import org.stirrup.dhcp.subnet.Terms;
import org.stirrup.dhcp.subnet.Topology;
import org.stirrup.dhcp.subnet.Traits;

/**
 * What this server has a client down for.
 *
 * @param identities what it is known by
 * @param relay what its relay agent says
 * @param file its host of the configuration
 * @param host its entry in the directory of hosts
 * @param classes names of all classes it is in
 * @param members those of them that are configured
 */
record Standing(
        List<Identity> identities,
        Relay relay,
        Optional<HostSettings> file,
        Optional<Host> host,
        Set<String> classes,
        List<ClassSettings> members) {
    static Standing of(
            DhcpMessage message,
            BootClient client,
            Topology topology,
            List<Subnet> subnets,
            Optional<HostDirectory> directory) {
        Relay relay = Relay.of(message);
        List<Identity> identities = identities(message, client, relay);
        Optional<HostSettings> file = topology.hostOf(identities);
        boolean reserved = file.isPresent()
                || subnets.stream()
                        .anyMatch(subnet -> subnet.reservationOf(identities).isPresent());
        Optional<Host> host = directory.flatMap(there -> there.find(client.mac()));
        Set<String> classes = new HashSet<>(BuiltInClass.of(reserved, host));
        List<ClassSettings> members = List.of();
        if (!topology.classes().isEmpty()) {
            Traits traits = new Traits(
                    client,
                    message.hardware(),
                    relay.circuit(),
                    relay.remote(),
                    message.giaddr(),
                    message.options(),
                    host.map(Host::groups).orElse(List.of()),
                    Set.copyOf(classes));
            members = topology.classes().stream()
                    .filter(each -> each.contains(traits))
                    .toList();
            members.forEach(each -> classes.add(each.name()));
        }
        return new Standing(identities, relay, file, host, classes, members);
    }

    private static List<Identity> identities(DhcpMessage message, BootClient client, Relay relay) {
        List<Identity> all = new ArrayList<>();
        if (!client.mac().equals(MacAddress.UNKNOWN)) {
            all.add(Identity.of(client.mac()));
        }
        message.options()
                .get(KnownOption.CLIENT_IDENTIFIER)
                .filter(value -> value.length() > 0)
                .ifPresent(value -> {
                    all.add(new Identity(Identity.Kind.CLIENT, value));
                    if (value.at(0) == 0 && value.length() > 1) {
                        // Type 0 stands before text, which people write without it (RFC 2132, section 9.14).
                        all.add(new Identity(Identity.Kind.CLIENT, value.slice(1, value.length())));
                    }
                });
        client.uuid().map(Identity::of).ifPresent(all::add);
        relay.circuit().map(value -> new Identity(Identity.Kind.CIRCUIT, value)).ifPresent(all::add);
        relay.remote().map(value -> new Identity(Identity.Kind.REMOTE, value)).ifPresent(all::add);
        return all;
    }

    /** Of the host, then its classes, then what a pool and its subnet say. */
    Terms over(Terms wider) {
        Terms terms = wider;
        for (int i = members.size() - 1; i >= 0; i--) {
            terms = members.get(i).terms().over(terms);
        }
        return file.isPresent() ? file.get().terms().over(terms) : terms;
    }

    /** The same, were it known. */
    Set<String> classesIfKnown() {
        Set<String> then = new HashSet<>(classes);
        then.remove(BuiltInClass.UNKNOWN.label());
        then.add(BuiltInClass.KNOWN.label());
        return then;
    }
}
