package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;

/** Finds what a client is told to boot: what the subnet's configuration says, else what the switchboard says. */
final class BootChooser {
    private BootChooser() {}

    static BootAnswer choose(Query query, Optional<Switchboard> resolver) {
        Inet4Address server = query.terms().nextServer().orElse(query.serverAddress());
        Optional<String> file = query.terms().filename();
        if (file.isPresent()) {
            // As dhcpd's filename: also to a client that only lists option 67, such as a boot loader with its own
            // class.
            boolean asks = query.client().boots() || query.message().asksFor(KnownOption.BOOT_FILE);
            return asks
                    ? new BootAnswer.Program(file.get(), server, Optional.empty(), Map.of(), List.of())
                    : new BootAnswer.Nothing();
        }
        if (!query.client().boots()) {
            return new BootAnswer.Nothing();
        }
        return resolver.map(switchboard -> ask(switchboard, query.client(), query.serverAddress(), server))
                .orElseGet(() -> new BootAnswer.NoLoader("the switchboard, org.stirrup.boot, is not running"));
    }

    private static BootAnswer ask(
            Switchboard switchboard, BootClient client, Inet4Address own, Inet4Address nextServer) {
        BootResolver.Decision decision = switchboard.ask(client, own);
        if (decision instanceof BootResolver.Decision.Boot boot) {
            Map<Integer, Octets> options = new TreeMap<>();
            boot.file().options().forEach((code, value) -> options.put(code, Octets.of(value)));
            return new BootAnswer.Program(
                    boot.file().file(), nextServer, Optional.of(boot.loader()), options, boot.declined());
        }
        return new BootAnswer.NoLoader(((BootResolver.Decision.NoLoader) decision).because());
    }
}
