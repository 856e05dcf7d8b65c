package org.stirrup.shell.commands;

import java.util.OptionalLong;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.shell.sheet.Bytes;
import org.stirrup.shell.sheet.HostCells;
import org.stirrup.shell.text.Table;

/** {@code memory}: how much each machine has; {@code memory MAC 4G}: says it of one whose installer does not. */
@Component(
        service = Memory.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=memory"})
public final class Memory {
    private final Clients clients;

    @Activate
    public Memory(@Reference Clients clients) {
        this.clients = clients;
    }

    @Descriptor("how much memory each machine has, as far as it is known")
    public String memory() {
        Table table = new Table("MAC", "MEMORY");
        for (Host host : clients.present().all()) {
            if (host.hardware().memory().isPresent()) {
                table.row(host.mac().text(), text(host));
            }
        }
        return table.isEmpty() ? "of no machine it is known how much memory it has" : table.toString();
    }

    @Descriptor("how much memory one machine has")
    public String memory(@Descriptor("its MAC address") String mac) {
        Host host = clients.present().find(HostCells.mac(mac)).orElseThrow(() -> Clients.unknown(mac));
        return host.hardware().memory().isPresent() ? text(host) : "not known: its installer did not report it";
    }

    @Descriptor("say how much memory one machine has, until its installer reports it")
    public String memory(@Descriptor("its MAC address") String mac, @Descriptor("such as 512M or 4G") String size) {
        MacAddress machine = HostCells.mac(mac);
        OptionalLong bytes = OptionalLong.of(Bytes.bytes(size));
        Host host = clients.present().find(machine).orElseThrow(() -> Clients.unknown(mac));
        return clients.kept()
                .hardware(machine, host.hardware().withMemory(bytes))
                .map(after -> machine + " has " + text(after) + " of memory")
                .orElseThrow(() -> Clients.unknown(mac));
    }

    private static String text(Host host) {
        return Bytes.gigabytes(host.hardware().memory().orElseThrow());
    }
}
