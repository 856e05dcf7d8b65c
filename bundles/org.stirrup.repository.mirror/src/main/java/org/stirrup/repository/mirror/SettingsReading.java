package org.stirrup.repository.mirror;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.Reading.Complaints;
import org.stirrup.api.content.ResourcePath;

/** Makes settings of a configuration. */
final class SettingsReading {
    static final String PID = "org.stirrup.repository.mirror";

    private static final long MEBIBYTE = 1L << 20;

    private SettingsReading() {}

    /** @param home the home folder */
    static Reading<Settings> of(MirrorConfig config, Map<String, Object> properties, Path home) {
        Complaints complaints = new Complaints(properties, PID);
        URI upstream = complaints.parsed(
                "upstream",
                () -> upstream(config.upstream().strip()),
                config.upstream(),
                URI.create("http://localhost/"),
                "write an address such as http://deb.debian.org/debian/");
        ResourcePath mount = complaints.parsed(
                "mount",
                () -> mount(config.mount().strip()),
                config.mount(),
                ResourcePath.ROOT,
                "write a path such as pub/debian");
        Path folder = complaints.parsed(
                "folder",
                () -> folder(config.folder().strip(), home, name(properties)),
                config.folder(),
                home,
                "write a path such as /srv/mirror");
        long limit = number(complaints, "cacheMegabytes", config.cacheMegabytes(), 1) * MEBIBYTE;
        long refresh = number(complaints, "refreshMinutes", config.refreshMinutes(), 0);
        Set<String> hosts = Arrays.stream(
                        config.redirectHosts().toLowerCase(Locale.ROOT).split("[\\s,]+"))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toSet());
        complaints.number("ranking", config.ranking());
        return complaints.reading(() -> new Settings(
                upstream,
                mount,
                folder,
                limit,
                Duration.ofMinutes(refresh),
                hosts,
                Integer.parseInt(config.ranking().strip())));
    }

    private static URI upstream(String written) {
        URI uri = URI.create(written.endsWith("/") ? written : written + "/");
        if (uri.getHost() == null || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            throw new IllegalArgumentException("no http or https address of a server");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("an address with a user, a query or a fragment is no base");
        }
        return uri.normalize();
    }

    private static ResourcePath mount(String written) {
        ResourcePath mount = ResourcePath.of(written);
        if (mount.isRoot()) {
            throw new IllegalArgumentException(
                    "at the root, every wrong name that any machine asks for would be asked of the upstream");
        }
        return mount;
    }

    private static Path folder(String written, Path home, String name) {
        try {
            return written.isEmpty()
                    ? home.resolve("data").resolve("mirror").resolve(name)
                    : home.resolve(written.replace("${stirrup.home}", home.toString()));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("cannot be a path", e);
        }
    }

    /** The file's NAME, or what the web console made of it. */
    private static String name(Map<String, Object> properties) {
        String pid = String.valueOf(properties.getOrDefault("service.pid", PID + "~mirror"));
        String name = pid.length() > PID.length() + 1 && pid.startsWith(PID) ? pid.substring(PID.length() + 1) : pid;
        return name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.]+", "_");
    }

    private static long number(Complaints complaints, String key, String written, long least) {
        if (!written.strip().matches("[0-9]{1,9}") || Long.parseLong(written.strip()) < least) {
            complaints.refuse(key, written, "not a number from " + least + " on", "write a whole number such as 60");
            return least;
        }
        return Long.parseLong(written.strip());
    }
}
