package org.stirrup.http.listener;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.stirrup.net.Link;

/** Asks Felix's Jetty for listeners: one configuration of its factory for each. */
public final class WebServer {
    /** Of every boot listener, as service property of its HttpServiceRuntime; servlets choose their listener by it. */
    public static final String BOOT = "(http.listener=boot)";

    /** Service property with the listener's name. */
    public static final String NAME = "org.apache.felix.http.name";

    private static final String FACTORY = "org.apache.felix.http";
    private static final String PREFIX = "boot-";

    private final ConfigurationAdmin configurations;

    public WebServer(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** Name of a link's listener. */
    static String name(Link link) {
        return PREFIX + link.name();
    }

    /** Asks for a listener; whether it opens shows by its HttpServiceRuntime. */
    void create(Link link, Settings settings) throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>(Map.ofEntries(
                Map.entry(NAME, name(link)),
                Map.entry("org.apache.felix.http.runtime.init.http.listener", "boot"),
                Map.entry("org.apache.felix.http.enable", true),
                Map.entry("org.apache.felix.https.enable", false),
                Map.entry("org.apache.felix.http.host", link.address().getHostAddress()),
                Map.entry("org.osgi.service.http.port", settings.port()),
                Map.entry("org.apache.felix.http.timeout", (int)
                        settings.idleTimeout().toMillis()),
                Map.entry("org.apache.felix.http.jetty.threadpool.max", settings.threads()),
                Map.entry("org.apache.felix.http.jetty.acceptors", 1),
                Map.entry("org.apache.felix.http.jetty.selectors", 2),
                Map.entry("org.apache.felix.http.jetty.acceptQueueSize", 1024),
                // Compressed answers have no length that was known before.
                Map.entry("org.apache.felix.jetty.gziphandler.enable", false),
                // Installers ask for //repodata and %2B: paths are decoded and judged by us, not refused before.
                Map.entry("org.eclipse.jetty.UriComplianceMode", "LEGACY")));
        configurations.getFactoryConfiguration(FACTORY, name(link), "?").update(properties);
    }

    void delete(Link link) throws IOException {
        delete("(" + NAME + "=" + name(link) + ")");
    }

    /** Removes listeners that an earlier run did not get to remove. */
    public void deleteAll() throws IOException {
        delete("(" + NAME + "=" + PREFIX + "*)");
    }

    private void delete(String filter) throws IOException {
        try {
            Configuration[] found =
                    configurations.listConfigurations("(&(service.factoryPid=" + FACTORY + ")" + filter + ")");
            for (Configuration configuration : found == null ? new Configuration[0] : found) {
                configuration.delete();
            }
        } catch (InvalidSyntaxException e) {
            throw new IOException(filter + ": " + e.getMessage(), e);
        }
    }
}
