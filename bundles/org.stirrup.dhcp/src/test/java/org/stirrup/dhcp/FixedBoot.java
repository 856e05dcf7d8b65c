package org.stirrup.dhcp;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader.Offer.BootFile;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;

/** A switchboard that always says the same, and remembers who was confirmed. */
public final class FixedBoot implements BootResolver {
    private final List<BootClient> asked = new CopyOnWriteArrayList<>();
    private final List<BootClient> confirmed = new CopyOnWriteArrayList<>();
    private final Decision decision;

    private FixedBoot(Decision decision) {
        this.decision = decision;
    }

    public static FixedBoot says(String loader, String file, Map<Integer, byte[]> options) {
        return new FixedBoot(new Decision.Boot(loader, new BootFile(file, options), List.of()));
    }

    public static FixedBoot pxelinux() {
        return says("pxelinux", "pxelinux.0", Map.of());
    }

    /** The loader says so, after others have declined. */
    public static FixedBoot after(List<String> declined, String loader, String file) {
        return new FixedBoot(new Decision.Boot(loader, new BootFile(file), declined));
    }

    public static FixedBoot nothing(String... reasons) {
        return new FixedBoot(new Decision.NoLoader(List.of(reasons)));
    }

    /** Fails when it is asked. */
    public static FixedBoot broken() {
        return new FixedBoot(null);
    }

    public List<BootClient> asked() {
        return asked;
    }

    public List<BootClient> confirmed() {
        return confirmed;
    }

    @Override
    public Decision resolve(BootClient client, Inet4Address serverAddress) {
        asked.add(client);
        return foresee(client, serverAddress);
    }

    @Override
    public Decision foresee(BootClient client, Inet4Address serverAddress) {
        if (decision == null) {
            throw new IllegalStateException("broken on purpose");
        }
        return decision;
    }

    @Override
    public Menu menu(BootClient client, BootServer server) {
        throw new UnsupportedOperationException("a DHCP server needs no menu");
    }

    @Override
    public void confirmed(BootClient client) {
        confirmed.add(client);
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
        return Optional.empty();
    }

    @Override
    public BootServer server(Inet4Address serverAddress) {
        return new BootServer(serverAddress, Map.of());
    }
}
