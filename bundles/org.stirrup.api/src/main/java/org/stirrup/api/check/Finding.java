package org.stirrup.api.check;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Something a person should know or mend.
 *
 * @param severity how bad
 * @param source where to look: the configuration file, or the name of a part
 * @param message what is wrong, with key and value: "range=192.168.1.1-10.0.0.2: the last address is not in
 *     192.168.1.0/24"
 * @param remedy what would be right: "give a range such as 192.168.1.100-192.168.1.200"
 */
public record Finding(Severity severity, String source, String message, String remedy) {
    /** Property by which File Install names the file of {@code etc/} that a configuration came from, as a URI. */
    private static final String FILE = "felix.fileinstall.filename";

    /**
     * Where a component's configuration stands, for {@link #source}.
     *
     * @param properties of the component
     * @param pid named when the configuration came from no file
     * @return the path of the file, or the pid
     */
    public static String sourceOf(Map<String, ?> properties, String pid) {
        Object file = properties.get(FILE);
        if (file == null) {
            return pid;
        }
        String written = file.toString();
        return written.startsWith("file:") ? Path.of(URI.create(written)).toString() : written;
    }

    /** How bad. */
    public enum Severity {
        /** Worth knowing; nothing fails. */
        WARNING,
        /** Refused or not working until mended; what was in force before stays so. */
        ERROR
    }
}
