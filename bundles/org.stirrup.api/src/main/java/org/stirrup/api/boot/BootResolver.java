package org.stirrup.api.boot;

import java.net.Inet4Address;
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

    /** Who was last confirmed at this address. */
    Optional<BootClient> at(Inet4Address address);

    /** The appliance as clients reach it at this address of its own. */
    BootServer server(Inet4Address serverAddress);

    /** Answer to {@link #resolve}. */
    sealed interface Decision {
        /**
         * Boot this.
         *
         * @param loader name of the loader that claimed the client
         */
        record Boot(String loader, BootLoader.Offer.BootFile file) implements Decision {}

        /**
         * Nothing serves this client.
         *
         * @param reasons one line for each loader that was asked; empty when none is installed
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
