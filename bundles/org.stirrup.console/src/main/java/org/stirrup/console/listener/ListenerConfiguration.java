package org.stirrup.console.listener;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What the HTTP server and the web console are told through ConfigurationAdmin. */
public final class ListenerConfiguration {
    /** The HTTP server's own listener; further ones are factory configurations of the same name. */
    static final String SERVER = "org.apache.felix.http";

    static final String CONSOLE = "org.apache.felix.webconsole.internal.servlet.OsgiManager";

    public static final String CONSOLE_PATH = "/system/console";

    /** Of no password that is known: the console's built-in login stays shut even where ours is missing. */
    private static final String NOBODYS = "{sha-256}AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final String HOST = "org.apache.felix.http.host";
    private static final String PORT = "org.osgi.service.http.port";
    private static final String FROM_FILE = "felix.fileinstall.filename";

    private final ConfigurationAdmin admin;

    ListenerConfiguration(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** The console on the admin listener only, starting with the tab of boots. */
    void console() throws IOException {
        put(
                CONSOLE,
                Map.of(
                        "http.service.filter",
                        AdminListener.TARGET,
                        "manager.root",
                        CONSOLE_PATH,
                        "default.render",
                        "stirrup",
                        "realm",
                        "Stirrup",
                        "password",
                        NOBODYS));
    }

    void server(ListenerSettings.Usable where) throws IOException {
        put(
                SERVER,
                Map.of(
                        HOST,
                        where.address().getHostAddress(),
                        PORT,
                        Integer.toString(where.port()),
                        "org.apache.felix.http.enable",
                        "true",
                        "org.apache.felix.https.enable",
                        "false",
                        "org.apache.felix.http.name",
                        "admin",
                        "org.apache.felix.http.runtime.init.http.listener",
                        "admin"));
    }

    /** Whether the server is configured to be there already. */
    boolean serverIs(ListenerSettings.Usable where) throws IOException {
        Dictionary<String, Object> properties =
                admin.getConfiguration(SERVER, "?").getProperties();
        return properties != null
                && where.address().getHostAddress().equals(properties.get(HOST))
                && Integer.toString(where.port()).equals(properties.get(PORT));
    }

    /** Closes the listener; a file of the user's is left as it is. */
    void noServer() throws IOException {
        Configuration configuration = admin.getConfiguration(SERVER, "?");
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties != null && properties.get(FROM_FILE) == null) {
            configuration.delete();
        }
    }

    /** Keys that stand there and are not ours stay. */
    private void put(String pid, Map<String, String> ours) throws IOException {
        Configuration configuration = admin.getConfiguration(pid, "?");
        Dictionary<String, Object> before = configuration.getProperties();
        Hashtable<String, Object> next = new Hashtable<>();
        if (before != null) {
            Collections.list(before.keys()).forEach(key -> next.put(key, before.get(key)));
        }
        next.putAll(ours);
        configuration.updateIfDifferent(next);
    }
}
