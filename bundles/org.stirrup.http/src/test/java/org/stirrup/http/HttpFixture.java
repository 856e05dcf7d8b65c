package org.stirrup.http;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;
import org.stirrup.testkit.content.FolderTree;
import org.stirrup.testkit.journal.RecordingJournal;
import org.stirrup.testkit.net.FreePorts;
import org.stirrup.testkit.osgi.Platform;

/** The packed bundle in an OSGi framework, beside Felix's Jetty; the test plays the rest of the appliance. */
final class HttpFixture {
    final Platform platform;
    final RecordingJournal journal = new RecordingJournal();
    final Platform.Watch endpoints;
    final int port = FreePorts.one();

    HttpFixture(Path storage) throws Exception {
        platform = new Platform(
                storage,
                List.of(Link.class, ConfigurationAdmin.class, LoggerFactory.class),
                Map.of("org.apache.felix.http.require.config", "true"));
        endpoints = platform.watch(ContentEndpoint.class);
        platform.register(BootJournal.class, journal);
        platform.startAll(Path.of(System.getProperty("platform")));
        configure("org.stirrup.http", Map.of("port", Integer.toString(port)));
    }

    void startBundle() throws Exception {
        platform.install(Path.of(System.getProperty("bundle"))).start();
    }

    static Inet4Address loopback() throws IOException {
        return (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    static Link link() throws IOException {
        return new Link("lo", 1, loopback(), 8);
    }

    /** The same link by IPv6. */
    static Link6 link6() throws IOException {
        return new Link6(link(), (Inet6Address) InetAddress.getByName("::1"), 128);
    }

    ServiceRegistration<ContentResolver> tree(Path root) {
        return platform.register(ContentResolver.class, new FolderTree(root));
    }

    void configure(String pid, Map<String, Object> values) throws IOException {
        platform.service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(new Hashtable<>(values));
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + "/" + path;
    }
}
