package org.stirrup.http;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.net.Link;

/** The packed bundle in an OSGi framework with Felix's Jetty; the test plays the rest of the appliance. */
final class HttpFixture {
    static final String SHARED = String.join(
            ",",
            "org.stirrup.api.boot;version=1.0.0",
            "org.stirrup.api.check;version=1.0.0",
            "org.stirrup.api.content;version=1.0.0",
            "org.stirrup.api.host;version=1.0.0",
            "org.stirrup.api.journal;version=1.0.0",
            "org.stirrup.net;version=1.0.0",
            "org.osgi.service.cm;version=1.6.1",
            "org.slf4j;version=2.0.17",
            "org.slf4j;version=1.7.36",
            "org.slf4j.spi;version=2.0.17",
            "org.slf4j.event;version=2.0.17",
            "org.slf4j.helpers;version=2.0.17");

    final Framework framework;
    final BundleContext context;
    final Bundle bundle;
    final RecordingJournal journal = new RecordingJournal();
    final int port;
    final BlockingQueue<Boolean> endpoints = new LinkedBlockingQueue<>();
    final ServiceTracker<ContentEndpoint, ContentEndpoint> tracker;

    HttpFixture(Path storage) throws Exception {
        framework = java.util.ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        "felix.cm.dir",
                        storage.resolve("config").toString(),
                        "org.apache.felix.http.require.config",
                        "true"));
        framework.start();
        context = framework.getBundleContext();
        tracker = new ServiceTracker<>(context, ContentEndpoint.class, watch());
        tracker.open();
        register(BootJournal.class, journal);
        List<Bundle> installed = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("platform")))) {
            for (Path jar : jars.sorted().toList()) {
                installed.add(context.installBundle(jar.toUri().toString()));
            }
        }
        bundle = context.installBundle(
                Path.of(System.getProperty("bundle")).toUri().toString());
        for (Bundle each : installed) {
            each.start();
        }
        port = freePort();
        configure("org.stirrup.http", Map.of("port", Integer.toString(port)));
        bundle.start();
    }

    private ServiceTrackerCustomizer<ContentEndpoint, ContentEndpoint> watch() {
        return new ServiceTrackerCustomizer<>() {
            @Override
            public ContentEndpoint addingService(ServiceReference<ContentEndpoint> reference) {
                endpoints.add(true);
                return context.getService(reference);
            }

            @Override
            public void modifiedService(ServiceReference<ContentEndpoint> reference, ContentEndpoint endpoint) {
                // Not of interest.
            }

            @Override
            public void removedService(ServiceReference<ContentEndpoint> reference, ContentEndpoint endpoint) {
                endpoints.add(false);
            }
        };
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    static Inet4Address loopback() throws IOException {
        return (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    static Link link() throws IOException {
        return new Link("lo", 1, loopback(), 8);
    }

    <T> ServiceRegistration<T> register(Class<T> type, T service) {
        return context.registerService(type, service, null);
    }

    ServiceRegistration<ContentResolver> tree(Path root) {
        return register(ContentResolver.class, new FolderTree(root));
    }

    /** Waits until the listener's next change. @return whether it is open now */
    boolean nextChange() throws InterruptedException {
        Boolean open = endpoints.poll(60, TimeUnit.SECONDS);
        if (open == null) {
            throw new AssertionError("no listener opened or closed");
        }
        return open;
    }

    void configure(String pid, Map<String, Object> values) throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>(values);
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        context.getService(reference).getConfiguration(pid, "?").update(properties);
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + "/" + path;
    }

    void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(30_000);
    }
}
