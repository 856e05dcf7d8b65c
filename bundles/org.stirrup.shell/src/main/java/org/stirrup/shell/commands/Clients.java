package org.stirrup.shell.commands;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSettings;
import org.stirrup.shell.sheet.Bytes;
import org.stirrup.shell.sheet.HostCells;
import org.stirrup.shell.text.Json;
import org.stirrup.shell.text.Table;

/**
 * {@code clients}: the machines of the network. {@code reinstall MAC}: installs one again; {@code
 * group MAC GROUP...}: puts one into groups.
 */
@Component(
        service = Clients.class,
        property = {
            "osgi.command.scope=stirrup",
            "osgi.command.function=clients",
            "osgi.command.function=reinstall",
            "osgi.command.function=group"
        })
public final class Clients {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostDirectory directory;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostSettings settings;

    @Descriptor("the machines of the network")
    public String clients(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        List<Host> hosts = present().all();
        return json ? Json.lines(hosts.stream().map(this::object).toList()) : table(hosts);
    }

    @Descriptor("one machine of the network")
    public String clients(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("its MAC address") String mac) {
        Host host = present().find(MacAddress.of(mac)).orElseThrow(() -> unknown(mac));
        return json ? Json.of(object(host)) : table(List.of(host));
    }

    @Descriptor("have a machine installed again at its next boot, or with --group all of a group")
    public String reinstall(
            @Descriptor("a group of machines")
                    @Parameter(names = "--group", presentValue = "true", absentValue = "false")
                    boolean group,
            @Descriptor("its MAC address, or the name of the group") String machine) {
        if (group) {
            List<Host> members = members(machine);
            members.forEach(host -> present().reinstall(host.mac()));
            return members.size() + " machines of group " + machine + " are installed again at their next boot";
        }
        return present()
                .reinstall(HostCells.mac(machine))
                .map(host -> host.mac() + " is installed again at its next boot")
                .orElseThrow(() -> unknown(machine));
    }

    /** @throws IllegalArgumentException when nobody is in it */
    private List<Host> members(String group) {
        List<Host> members = present().all().stream()
                .filter(host -> host.groups().contains(group))
                .toList();
        if (members.isEmpty()) {
            throw new IllegalArgumentException("no machine is in the group " + group);
        }
        return members;
    }

    @Descriptor("put a machine into groups and take it out of all others; - is no group")
    public String group(
            @Descriptor("its MAC address") String mac, @Descriptor("names of groups, or -") String... groups) {
        if (groups.length == 0) {
            throw new IllegalArgumentException("name the groups, or - for none");
        }
        List<String> names = List.of(groups).equals(List.of("-")) ? List.of() : List.of(groups);
        Host host = present().assign(HostCells.mac(mac), names).orElseThrow(() -> unknown(mac));
        return host.mac() + " is in " + (host.groups().isEmpty() ? "no group" : String.join(", ", host.groups()));
    }

    /** How many there are; empty when nobody counts. */
    Optional<Integer> count() {
        return Optional.ofNullable(directory).map(present -> present.all().size());
    }

    static IllegalArgumentException unknown(String mac) {
        return new IllegalArgumentException("no machine has the MAC address " + mac);
    }

    HostDirectory present() {
        HostDirectory present = directory;
        if (present == null) {
            throw new IllegalStateException(
                    "no host directory is installed: put hosts.feature.json into the features folder");
        }
        return present;
    }

    HostSettings kept() {
        HostSettings present = settings;
        if (present == null) {
            throw new IllegalStateException(
                    "nothing keeps what is said of machines: put hosts.feature.json into the features folder");
        }
        return present;
    }

    /** What a machine boots: its own assignment, or its group's. */
    private Optional<Assignment> assigned(Host host) {
        HostSettings present = settings;
        return present == null ? host.assignment() : present.assigned(host);
    }

    private static Optional<Long> memory(Host host) {
        return host.hardware().memory().stream().boxed().findFirst();
    }

    private String table(List<Host> hosts) {
        Table table = new Table(
                "MAC",
                "NAME",
                "ADDRESS",
                "FIRMWARE",
                "MEMORY",
                "SERIAL",
                "GROUPS",
                "STATE",
                "BOOTS",
                "LAST SEEN",
                "NOTE");
        for (Host host : hosts) {
            table.row(
                    host.mac().text(),
                    host.name().orElse("-"),
                    host.address().map(InetAddress::getHostAddress).orElse("-"),
                    host.architecture().map(Architecture::toString).orElse("-"),
                    memory(host).map(Bytes::gigabytes).orElse("-"),
                    host.hardware().serial().orElse("-"),
                    host.groups().isEmpty() ? "-" : String.join(",", host.groups()),
                    host.state().name().toLowerCase(Locale.ROOT),
                    assigned(host).map(Assignment::toString).orElse("-"),
                    Times.local(host.lastSeen()),
                    host.note());
        }
        return table.isEmpty() ? "no machine was seen yet" : table.toString();
    }

    /** Without the token: it is a secret between the appliance and the installer. */
    private Map<String, Object> object(Host host) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("mac", host.mac());
        object.put("name", host.name());
        object.put("uuid", host.uuid());
        object.put("architecture", host.architecture());
        object.put("address", host.address().map(InetAddress::getHostAddress));
        object.put("memory", memory(host));
        object.put("serial", host.hardware().serial());
        object.put("groups", host.groups());
        object.put("state", host.state());
        Optional<Assignment> assigned = assigned(host);
        object.put("image", assigned.flatMap(Assignment::image));
        object.put("boot", assigned.map(assignment -> assignment.mode().word()));
        object.put("answers", assigned.flatMap(Assignment::answers));
        object.put("ownAssignment", host.assignment().isPresent());
        object.put("note", host.note());
        object.put("firstSeen", host.firstSeen());
        object.put("lastSeen", host.lastSeen());
        return object;
    }
}
