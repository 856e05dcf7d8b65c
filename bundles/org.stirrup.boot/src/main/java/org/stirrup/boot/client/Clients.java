package org.stirrup.boot.client;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;

/**
 * Who is at which address. What was confirmed is remembered, up to a limit; an address that is not is looked for in the
 * lease store, which outlives a restart, and then among the neighbours on the link.
 */
public final class Clients {
    private static final int LIMIT = 65_536;
    /** The link of a client that was not heard but looked up. */
    private static final String NO_LINK = "";

    private final Map<InetAddress, BootClient> confirmed = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, BootClient> eldest) {
            return size() > LIMIT;
        }
    };
    private final Function<Inet4Address, Optional<MacAddress>> leases;
    private final Function<Inet4Address, Optional<MacAddress>> neighbours;

    /**
     * @param leases who has a lease for an address
     * @param neighbours who uses an address on the link
     */
    public Clients(
            Function<Inet4Address, Optional<MacAddress>> leases,
            Function<Inet4Address, Optional<MacAddress>> neighbours) {
        this.leases = leases;
        this.neighbours = neighbours;
    }

    /**
     * Remembers a client. An installer or an operating system says less about its machine than the firmware before it
     * did; what that said is kept.
     *
     * @param client with its address
     * @throws IllegalArgumentException when it has none
     */
    public BootClient confirm(BootClient client) {
        Inet4Address address = client.address()
                .orElseThrow(() -> new IllegalArgumentException(client.mac() + " is confirmed without an address"));
        return confirm(client, address);
    }

    /** Remembers a client at this address of its own. */
    public BootClient confirm(BootClient client, InetAddress address) {
        synchronized (confirmed) {
            BootClient known = confirmed.get(address);
            BootClient now = known != null && known.mac().equals(client.mac()) ? withKnown(client, known) : client;
            confirmed.put(address, now);
            return now;
        }
    }

    public Optional<BootClient> at(InetAddress address) {
        synchronized (confirmed) {
            BootClient client = confirmed.get(address);
            if (client != null) {
                return Optional.of(client);
            }
        }
        return address instanceof Inet4Address known
                ? leases.apply(known).or(() -> neighbours.apply(known)).map(mac -> BootClient.of(mac, NO_LINK)
                        .withAddress(known))
                : Optional.empty();
    }

    /** Somebody at an address of whom nothing is known. */
    public static BootClient stranger(InetAddress address) {
        BootClient stranger = BootClient.of(MacAddress.UNKNOWN, NO_LINK);
        return address instanceof Inet4Address known ? stranger.withAddress(known) : stranger;
    }

    private static BootClient withKnown(BootClient now, BootClient before) {
        return new BootClient(
                now.mac(),
                now.architecture().or(before::architecture),
                now.stage(),
                now.uuid().or(before::uuid),
                now.vendorClass(),
                now.userClass(),
                now.link(),
                now.address(),
                now.addressedBy());
    }
}
