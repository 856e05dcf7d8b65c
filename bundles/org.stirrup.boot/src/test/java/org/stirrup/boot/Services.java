package org.stirrup.boot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.framework.Constants;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

/** Services as a framework would bind them. */
public final class Services {
    private Services() {}

    public static <T> Map.Entry<Map<String, Object>, T> ranked(int ranking, T service) {
        return Map.entry(Map.of(Constants.SERVICE_RANKING, ranking), service);
    }

    public static <T> Map.Entry<Map<String, Object>, T> mounted(String mount, int ranking, T service) {
        return Map.entry(Map.of(Constants.SERVICE_RANKING, ranking, Repository.MOUNT, mount), service);
    }

    /** A loader of BIOS machines with one program and one configuration file. */
    public record Loader(String name, String file, String configPath, BiFunction<BootClient, Menu, String> rendering)
            implements BootLoader {
        @Override
        public Offer offer(BootClient client, BootServer server) {
            return client.platform() == Architecture.Platform.BIOS
                    ? new Offer.BootFile(file)
                    : new Offer.NotMine("not a BIOS machine");
        }

        @Override
        public Optional<Resource> program(ResourcePath path) {
            return path.text().equals(file)
                    ? Optional.of(Resource.of(name.getBytes(StandardCharsets.UTF_8), Instant.EPOCH))
                    : Optional.empty();
        }

        @Override
        public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
            return path.text().equals(configPath)
                    ? new ConfigFile.Text(rendering.apply(client, menu))
                    : new ConfigFile.NotMine();
        }
    }

    /** Files in memory: path to text. */
    public record Files(String name, Map<String, String> texts) implements Repository {
        @Override
        public Lookup find(ResourcePath path) {
            String text = texts.get(path.text());
            if (text != null) {
                return new Lookup.Found(Resource.of(text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH));
            }
            return list(path).isEmpty() ? new Lookup.Absent("no such file in " + name) : new Lookup.Folder();
        }

        @Override
        public List<ContentEntry> list(ResourcePath folder) {
            Map<String, ContentEntry> entries = new HashMap<>();
            for (Map.Entry<String, String> file : texts.entrySet()) {
                ResourcePath path = ResourcePath.of(file.getKey());
                if (path.startsWith(folder) && !path.equals(folder)) {
                    List<String> below = path.below(folder).segments();
                    boolean isFolder = below.size() > 1;
                    entries.put(
                            below.get(0),
                            new ContentEntry(
                                    below.get(0),
                                    isFolder,
                                    isFolder ? 0 : file.getValue().length(),
                                    Instant.EPOCH));
                }
            }
            return List.copyOf(entries.values());
        }
    }

    /** Notes what it is told. */
    public static final class Journal implements BootJournal {
        public final List<String> texts = new ArrayList<>();

        @Override
        public synchronized void record(BootEvent event) {
            texts.add(event.text());
        }

        @Override
        public List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
            return List.of();
        }

        @Override
        public AutoCloseable follow(Consumer<Line> listener) {
            return () -> {};
        }
    }

    /** Knows what it was given. */
    public static final class Hosts implements HostDirectory {
        public final Map<MacAddress, Host.State> states = new HashMap<>();
        public final List<MacAddress> seen = new ArrayList<>();

        @Override
        public Optional<Host> seen(BootClient client) {
            seen.add(client.mac());
            return find(client.mac());
        }

        @Override
        public Optional<Host> find(MacAddress mac) {
            return Optional.ofNullable(states.get(mac))
                    .map(state -> new Host(
                            mac,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(Architecture.BIOS),
                            Optional.empty(),
                            List.of(),
                            state,
                            "",
                            "token",
                            Instant.EPOCH,
                            Instant.EPOCH));
        }

        @Override
        public List<Host> all() {
            return List.of();
        }

        @Override
        public Report report(String token, Host.State state, String note, Hardware found) {
            return new Report.Refused("not in this test");
        }

        @Override
        public Optional<Host> assign(MacAddress mac, Collection<String> groups) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Host> reinstall(MacAddress mac) {
            return Optional.empty();
        }
    }
}
