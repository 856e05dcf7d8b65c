package org.stirrup.shell.commands;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.Waker;

/** {@code wake}: switches a machine on over the network. */
@Component(
        service = Wake.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=wake"})
public final class Wake {
    private final Clients clients;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Waker waker;

    @Activate
    public Wake(@Reference Clients clients) {
        this.clients = clients;
    }

    @Descriptor("switch a machine on over the network")
    public String wake(
            @Descriptor("network interface to send it on; the one that the machine is on otherwise")
                    @Parameter(names = "--link", absentValue = "")
                    String link,
            @Descriptor("its MAC address or its name") String machine)
            throws IOException {
        Waker present = waker;
        if (present == null) {
            throw new IllegalStateException(
                    "nothing can wake machines: put wake.feature.json into the features folder");
        }
        MacAddress mac =
                machine.matches("([0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}") ? MacAddress.of(machine) : named(machine);
        String sent = present.wake(mac, Optional.of(link).filter(name -> !name.isEmpty()));
        return mac + " was sent a magic packet on " + sent;
    }

    private MacAddress named(String name) {
        List<Host> all = clients.present().all().stream()
                .filter(host -> host.name().filter(name::equalsIgnoreCase).isPresent())
                .toList();
        if (all.size() != 1) {
            throw new IllegalArgumentException((all.isEmpty() ? "no machine has" : all.size() + " machines have")
                    + " the name " + name + "; say its MAC address");
        }
        return all.get(0).mac();
    }
}
