package org.stirrup.console;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;

/** A switchboard that has seen one machine, and fails whoever has it decide a boot: a rehearsal must not. */
record SampleSwitchboard(MacAddress known) implements BootResolver {
    @Override
    public Decision resolve(BootClient client, Inet4Address serverAddress) {
        throw new AssertionError("a rehearsal is noted as a machine's own request");
    }

    @Override
    public Decision foresee(BootClient client, Inet4Address serverAddress) {
        return new Decision.NoLoader(List.of());
    }

    @Override
    public Menu menu(BootClient client, BootServer server) {
        List<MenuEntry> entries = new ArrayList<>(SampleNetwork.menu(client, server));
        entries.add(
                new MenuEntry.Unavailable(new Label("tools", SampleNetwork.MARKUP), "pub/tools/vmlinuz: no such file"));
        entries.add(new MenuEntry.LocalDisk("disk", "Local disk"));
        return new Menu("Stirrup", entries, "disk", Optional.of(Duration.ofSeconds(30)));
    }

    @Override
    public void confirmed(BootClient client) {
        throw new AssertionError("a rehearsal is noted as a machine's own lease");
    }

    @Override
    public void confirmed(BootClient client, Inet6Address at) {
        throw new UnsupportedOperationException("not told here");
    }

    @Override
    public Optional<BootClient> at(InetAddress address) {
        return Optional.empty();
    }

    @Override
    public Optional<Sighting> lastSeen(MacAddress mac) {
        return Optional.of(mac)
                .filter(known::equals)
                .map(seen -> new Sighting(
                        new BootClient(
                                seen,
                                Optional.of(Architecture.BIOS),
                                BootClient.Stage.PXE_ROM,
                                Optional.empty(),
                                Optional.of("PXEClient"),
                                Optional.empty(),
                                "lan0",
                                Optional.empty()),
                        Instant.now().minusSeconds(600)));
    }

    @Override
    public BootServer server(Inet4Address serverAddress) {
        return new BootServer(serverAddress, Map.of());
    }
}
