package org.stirrup.lease.postgresql;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stirrup.api.check.Finding;

/**
 * What the configuration means.
 *
 * @param url of the database, without a password
 * @param passwordFile empty when the variable counts
 * @param connections at the same time
 */
record Settings(
        String source, String url, String user, Optional<Path> passwordFile, String passwordVariable, int connections) {
    static final String PID = "org.stirrup.lease.postgresql";

    private static final Pattern SECRET = Pattern.compile("(?i)[?&](password|sslpassword)=|://[^/@]*:[^/@]*@");

    /**
     * A configuration as it was read.
     *
     * @param settings empty when anything is wrong
     * @param findings what is wrong
     */
    record Reading(Optional<Settings> settings, List<Finding> findings) {}

    static Reading read(Config config, Map<String, Object> properties) {
        String source = Finding.sourceOf(properties, PID);
        List<Finding> findings = new ArrayList<>();
        String url = config.url().strip();
        if (SECRET.matcher(url).find()) {
            // Not repeated here: findings are shown, and logged.
            findings.add(wrong(
                    source, "url: holds a password", "take it out, and name a file with the password in passwordFile"));
        } else if (!url.matches("jdbc:postgresql://[^\\s/]+/[^\\s?/]+(\\?\\S*)?")) {
            findings.add(wrong(source, "url=" + url + ": not the address of a database", "write it as " + Config.URL));
        }
        String user = config.user().strip();
        if (user.isEmpty()) {
            findings.add(wrong(source, "user=: empty", "write the name of the database's user"));
        }
        Optional<Path> file = Optional.empty();
        String written = config.passwordFile().strip();
        if (!written.isEmpty()) {
            file = absolute(written);
            if (file.isEmpty()) {
                findings.add(wrong(
                        source, "passwordFile=" + written + ": not an absolute path", "write one that begins with /"));
            }
        }
        String connections = config.connections().strip();
        if (!connections.matches("[1-9][0-9]?|100")) {
            findings.add(
                    wrong(source, "connections=" + connections + ": not from 1 to 100", "write a number such as 16"));
        }
        if (!findings.isEmpty()) {
            return new Reading(Optional.empty(), List.copyOf(findings));
        }
        return new Reading(
                Optional.of(new Settings(
                        source, url, user, file, config.passwordVariable().strip(), Integer.parseInt(connections))),
                List.of());
    }

    /** The address alone: which database it is, whatever the parameters are. */
    String place() {
        return url.replaceFirst("\\?.*", "");
    }

    private static Optional<Path> absolute(String written) {
        try {
            return Optional.of(Path.of(written)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Finding wrong(String source, String message, String remedy) {
        return new Finding(Finding.Severity.ERROR, source, message + "; what was in force stays", remedy);
    }
}
