package org.stirrup.boot.client;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSettings;

/** The host directory, which may be absent or fail: a machine then boots as one that nobody knows. */
public final class KnownHosts {
    private static final Logger LOG = LoggerFactory.getLogger(KnownHosts.class);

    private final Supplier<HostDirectory> directory;
    private final Supplier<HostSettings> settings;
    private final Consumer<String> journal;

    /**
     * @param directory the directory of this moment; gives null when there is none
     * @param settings the settings of this moment; gives null when there are none
     * @param journal told of each failure, one line
     */
    public KnownHosts(Supplier<HostDirectory> directory, Supplier<HostSettings> settings, Consumer<String> journal) {
        this.directory = directory;
        this.settings = settings;
        this.journal = journal;
    }

    public Optional<Host> find(MacAddress mac) {
        return mac.equals(MacAddress.UNKNOWN) ? Optional.empty() : ask(mac, directory, hosts -> hosts.find(mac));
    }

    /** What it is to boot. */
    public Optional<Assignment> assigned(Host host) {
        return ask(host.mac(), settings, known -> known.assigned(host));
    }

    /** Notes that a machine has its address. */
    public void seen(BootClient client) {
        ask(client.mac(), directory, hosts -> hosts.seen(client));
    }

    /** A client that was looked up and not heard says nothing of its firmware: its host may know it from before. */
    public BootClient complete(BootClient client) {
        if (client.architecture().isPresent()) {
            return client;
        }
        return find(client.mac())
                .map(host -> new BootClient(
                        client.mac(),
                        host.architecture(),
                        client.stage(),
                        client.uuid().or(host::uuid),
                        client.vendorClass(),
                        client.userClass(),
                        client.link(),
                        client.address(),
                        client.addressedBy()))
                .orElse(client);
    }

    private <S, T> Optional<T> ask(MacAddress mac, Supplier<S> service, Function<S, Optional<T>> question) {
        S now = service.get();
        if (now == null) {
            return Optional.empty();
        }
        try {
            return question.apply(now);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The host directory failed at {}", mac, e);
            journal.accept("the host directory failed at " + mac + ": " + e);
            return Optional.empty();
        }
    }
}
