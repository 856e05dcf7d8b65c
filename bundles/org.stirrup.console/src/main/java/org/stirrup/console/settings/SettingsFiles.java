package org.stirrup.console.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The files of {@code etc/}. A configuration that came from a file is changed in ConfigurationAdmin, from where File
 * Install writes it back into that file and keeps its comments; one that has no file gets a new file, from where File
 * Install reads it.
 */
public final class SettingsFiles {
    /** Property by which File Install names the file that a configuration came from, as a URI. */
    private static final String FILE = "felix.fileinstall.filename";

    private final ConfigurationAdmin admin;
    private final Path etc;

    /** Those of the home that the framework runs for. */
    public static SettingsFiles of(BundleContext context, ConfigurationAdmin admin) {
        String home = Optional.ofNullable(context.getProperty("stirrup.home")).orElse(".");
        return new SettingsFiles(admin, Path.of(home).toAbsolutePath().resolve("etc"));
    }

    /** @param etc the folder, absolute */
    SettingsFiles(ConfigurationAdmin admin, Path etc) {
        this.admin = admin;
        this.etc = etc;
    }

    /**
     * Sets keys of a configuration; its other keys stay.
     *
     * @param values an empty one takes the key away, so that its default holds
     * @throws IOException when it cannot be saved
     */
    public void set(String pid, Map<String, String> values) throws IOException {
        Configuration configuration = admin.getConfiguration(pid, "?");
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties == null || properties.get(FILE) == null) {
            write(file(pid), "Written by the web console.", values);
        } else {
            update(configuration, values);
        }
    }

    /**
     * Sets keys of one configuration of a kind of which there are several, and makes it when there is none of that name.
     *
     * @param comment for a new file
     * @throws IOException when it cannot be saved
     */
    public void setInstance(String factory, String name, String comment, Map<String, String> values)
            throws IOException {
        Path file = file(factory + "-" + name);
        Optional<Configuration> known = instances(factory).stream()
                .filter(each -> fileOf(each).filter(file::equals).isPresent())
                .findFirst();
        if (known.isPresent()) {
            update(known.get(), values);
        } else {
            write(file, comment, values);
        }
    }

    /** Every configuration of a kind of which there may be several. */
    List<Configuration> instances(String factory) throws IOException {
        try {
            Configuration[] all = admin.listConfigurations("(service.factoryPid=" + factory + ")");
            return all == null ? List.of() : List.of(all);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("'" + factory + "' is no name of a kind of configuration", e);
        }
    }

    private static Optional<Path> fileOf(Configuration configuration) {
        return Optional.ofNullable(configuration.getProperties().get(FILE))
                .map(file -> Path.of(URI.create(file.toString())));
    }

    private static void update(Configuration configuration, Map<String, String> values) throws IOException {
        Dictionary<String, Object> before = configuration.getProperties();
        Hashtable<String, Object> next = new Hashtable<>();
        Collections.list(before.keys()).forEach(key -> next.put(key, before.get(key)));
        values.forEach((key, value) -> {
            if (plain(value).isEmpty()) {
                next.remove(key);
            } else {
                next.put(key, value);
            }
        });
        configuration.updateIfDifferent(next);
    }

    /**
     * Makes a configuration of a kind of which there are several.
     *
     * @param name letters, digits, dots, dashes and underscores
     * @throws FileAlreadyExistsException when there is one of that name
     * @throws IOException when it cannot be saved
     */
    public void create(String factory, String name, String comment, Map<String, String> values) throws IOException {
        write(file(factory + "-" + name), comment, values);
    }

    /**
     * Takes away a configuration with its file.
     *
     * @throws IOException when it has none, or it cannot be deleted
     */
    public void delete(Configuration configuration) throws IOException {
        Path file = fileOf(configuration)
                .filter(each -> etc.equals(each.getParent()))
                .orElseThrow(() -> new IOException(configuration.getPid() + " has no file in " + etc));
        Files.delete(file);
    }

    private Path file(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a configuration");
        }
        return etc.resolve(name + ".cfg");
    }

    /** Beside and renamed: File Install sees all of it or nothing; one that is there is not replaced. */
    private void write(Path file, String comment, Map<String, String> values) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# " + comment, ""));
        values.forEach((key, value) -> {
            if (!value.isEmpty()) {
                lines.add(key + " = " + plain(value));
            }
        });
        Path fresh = Files.createTempFile(etc, ".", ".tmp");
        try {
            Files.write(fresh, lines, StandardCharsets.UTF_8);
            Files.move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** What means something else in such a file is refused, not escaped: no setting of ours needs it. */
    private static String plain(String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == '\\' || c == '$' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "'" + value + "' has a line break, a backslash, a dollar or a control character");
        }
        return value;
    }
}
