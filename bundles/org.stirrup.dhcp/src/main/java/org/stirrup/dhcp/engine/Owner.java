package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.subnet.Identification;

/**
 * Whose lease a message is about.
 *
 * @param key that the lease belongs to
 * @param heritage a lease of the same machine under its former name, which becomes this client's when it takes the
 *     address
 */
record Owner(ClientKey key, Optional<Lease> heritage) {
    /**
     * Firmware shows no identifier where the system after it does. Between the two of one boot, and of the next one, the
     * address stays: the system inherits what its firmware was given a moment ago, and firmware takes part in what its
     * system has. Several systems at one hardware address, each with an identifier and a lease, stay apart.
     *
     * @param store empty where addresses are another server's
     * @param reserved whether something is reserved for the hardware address, which then counts
     */
    static Owner of(
            DhcpMessage message,
            BootClient client,
            boolean reserved,
            Optional<LeaseStore> store,
            Situation situation,
            BootChains chains,
            Instant now)
            throws LeaseStoreException {
        MacAddress mac = client.mac();
        Identification rule = situation.topology().defaults().identification();
        boolean ethernet = Classifier.isEthernet(message);
        ClientKey key = Classifier.key(message, mac, reserved || ethernet && rule == Identification.CHADDR);
        LeaseStore leases = store.orElse(null);
        if (rule != Identification.AUTOMATIC || reserved || !ethernet || leases == null) {
            return new Owner(key, Optional.empty());
        }
        boolean byHardware = key.equals(ClientKey.of(mac));
        Optional<Inet4Address> chain = chains.of(mac, now);
        if (byHardware && client.boots()) {
            Optional<Inet4Address> last = chain.or(
                    () -> situation.hosts().flatMap(hosts -> hosts.find(mac)).flatMap(Host::address));
            return new Owner(
                    last.isEmpty() || holds(leases, key, now)
                            ? key
                            : held(leases, last.get(), mac, now)
                                    .map(Lease::client)
                                    .orElse(key),
                    Optional.empty());
        }
        boolean heir = !byHardware && chain.isPresent() && !client.boots() && !holds(leases, key, now);
        return new Owner(key, heir ? held(leases, chain.get(), mac, now) : Optional.empty());
    }

    private static boolean holds(LeaseStore leases, ClientKey key, Instant now) throws LeaseStoreException {
        return leases.byClient(key).stream().anyMatch(lease -> isGiven(lease, now));
    }

    private static Optional<Lease> held(LeaseStore leases, Inet4Address address, MacAddress mac, Instant now)
            throws LeaseStoreException {
        return leases.byAddress(address)
                .filter(lease -> isGiven(lease, now) && lease.mac().equals(mac));
    }

    private static boolean isGiven(Lease lease, Instant now) {
        return lease.state() == Lease.State.BOUND && lease.heldAt(now);
    }

    /** Whether a lease is this client's, by whichever name. */
    boolean has(Lease lease) {
        return lease.client().equals(key)
                || heritage.filter(old -> old.address().equals(lease.address())
                                && old.client().equals(lease.client()))
                        .isPresent();
    }
}
