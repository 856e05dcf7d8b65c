package org.stirrup.api.boot;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The switchboard: decides what a client boots by asking the loaders that are installed at this moment. */
@ProviderType
public interface BootResolver {
    /**
     * Which loader starts this client.
     *
     * @param serverAddress the appliance's address on the client's link
     */
    Decision resolve(BootClient client, Inet4Address serverAddress);

    /** What {@link #resolve} would say of a client that nobody heard: it leaves no {@link #lastSeen sighting}. */
    Decision foresee(BootClient client, Inet4Address serverAddress);

    /**
     * The menu this client gets now: all providers' entries, the local disk, and the default that the host's state
     * and the configured policy call for.
     */
    Menu menu(BootClient client, BootServer server);

    /**
     * Remembers who holds an address, so that a later request from that address is known to be this client's. To be
     * called when its lease is confirmed.
     *
     * @param client with its address present
     */
    void confirmed(BootClient client);

    /**
     * As {@link #confirmed(BootClient)}, of an IPv6 address, which a machine may have beside its IPv4 address.
     *
     * @param at one of the machine's addresses
     */
    void confirmed(BootClient client, Inet6Address at);

    /** Who was last confirmed at this address. */
    Optional<BootClient> at(InetAddress address);

    /**
     * How a machine last showed itself to {@link #resolve} or {@link #confirmed}: what its firmware is doing now, as
     * far as can be told. Empty when it was not heard since the switchboard started, or too many were since.
     */
    Optional<Sighting> lastSeen(MacAddress mac);

    /** The appliance as clients reach it at this address of its own. */
    BootServer server(Inet4Address serverAddress);

    /** A machine as it was at a moment. */
    record Sighting(BootClient client, Instant at) {}

    /** Answer to {@link #resolve}. */
    sealed interface Decision {
        /**
         * Boot this.
         *
         * @param loader name of the loader that claimed the client
         * @param declined one line for each loader that was asked before it and did not claim the client: why
         */
        record Boot(String loader, BootLoader.Offer.BootFile file, List<String> declined) implements Decision {
            public Boot {
                declined = List.copyOf(declined);
            }
        }

        /**
         * Nothing serves this client.
         *
         * @param reasons one line for each loader that was asked, then what else would start it where that is known
         */
        record NoLoader(List<String> reasons) implements Decision {
            public NoLoader {
                reasons = List.copyOf(reasons);
            }

            /** One line for the journal. */
            public String because() {
                return reasons.isEmpty() ? "no loader is installed" : String.join("; ", reasons);
            }
        }
    }
}
