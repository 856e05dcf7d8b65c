package org.stirrup.dhcp6;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader.Offer.BootFile;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;

/** A switchboard that says the same to everybody, and remembers who asked. */
public final class Board implements BootResolver {
    public final List<BootClient> asked = new ArrayList<>();
    public final Map<Inet6Address, BootClient> confirmed = new HashMap<>();
    /** Null for none. */
    public BootFile file;

    public Map<String, URI> endpoints = Map.of("tftp", URI.create("tftp://192.168.77.1/"));

    public Board(BootFile file) {
        this.file = file;
    }

    @Override
    public Decision resolve(BootClient client, Inet4Address serverAddress) {
        asked.add(client);
        return file == null
                ? new Decision.NoLoader(List.of("nobody: not mine"))
                : new Decision.Boot("fixed", file, List.of());
    }

    @Override
    public Decision foresee(BootClient client, Inet4Address serverAddress) {
        throw new UnsupportedOperationException("not asked here");
    }

    @Override
    public void confirmed(BootClient client, Inet6Address at) {
        confirmed.put(at, client);
    }

    @Override
    public BootServer server(Inet4Address serverAddress) {
        return new BootServer(serverAddress, endpoints);
    }

    @Override
    public Menu menu(BootClient client, BootServer server) {
        throw new UnsupportedOperationException("not asked here");
    }

    @Override
    public void confirmed(BootClient client) {
        throw new UnsupportedOperationException("not told here");
    }

    @Override
    public Optional<BootClient> at(InetAddress address) {
        throw new UnsupportedOperationException("not asked here");
    }

    @Override
    public Optional<Sighting> lastSeen(MacAddress mac) {
        throw new UnsupportedOperationException("not asked here");
    }
}
