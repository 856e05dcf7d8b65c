package org.stirrup.dhcp;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.dhcp.codec.Ipv4;

/** A directory of hosts whose states a test sets. */
public final class OneHost implements HostDirectory {
    private final Map<MacAddress, Host> hosts = new ConcurrentSkipListMap<>();

    /** @param number as {@link Clients#number} has it */
    public void is(int number, Host.State state) {
        MacAddress mac = MacAddress.of(String.format("52:54:00:77:%02x:%02x", number >> 8, number & 0xff));
        hosts.put(mac, host(mac, state));
    }

    /** It was last seen there. */
    public void isAt(int number, String address) {
        MacAddress mac = MacAddress.of(String.format("52:54:00:77:%02x:%02x", number >> 8, number & 0xff));
        hosts.put(mac, host(mac, Host.State.INSTALLED, Optional.of(Ipv4.parse(address))));
    }

    private static Host host(MacAddress mac, Host.State state) {
        return host(mac, state, Optional.empty());
    }

    private static Host host(MacAddress mac, Host.State state, Optional<Inet4Address> address) {
        return new Host(
                mac,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                address,
                List.of(),
                state,
                "",
                "token",
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Override
    public Optional<Host> seen(BootClient client) {
        return Optional.of(hosts.computeIfAbsent(client.mac(), mac -> host(mac, Host.State.DISCOVERED)));
    }

    @Override
    public Optional<Host> find(MacAddress mac) {
        return Optional.ofNullable(hosts.get(mac));
    }

    @Override
    public List<Host> all() {
        return List.copyOf(hosts.values());
    }

    @Override
    public Report report(String token, Host.State state, String note, Hardware found) {
        throw new UnsupportedOperationException("a test sets the state");
    }

    @Override
    public Optional<Host> assign(MacAddress mac, Collection<String> groups) {
        return Optional.ofNullable(hosts.computeIfPresent(mac, (key, host) -> host.withGroups(groups)));
    }

    @Override
    public Optional<Host> reinstall(MacAddress mac) {
        throw new UnsupportedOperationException("a test sets the state");
    }
}
