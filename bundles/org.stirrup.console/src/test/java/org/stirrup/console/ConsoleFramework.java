package org.stirrup.console;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.testkit.net.FreePorts;
import org.stirrup.testkit.osgi.Exports;

/** A framework with the web console and the packed bundle in it, as the appliance has them; services are fed by the test. */
final class ConsoleFramework implements AutoCloseable {
    private static final Path PLATFORM = Path.of(System.getProperty("stirrup.test.platform"));
    private static final Path BUNDLE = Path.of(System.getProperty("stirrup.test.bundle"));
    private static final Pattern FIRST_RUN =
            Pattern.compile("stirrup console: (http://\\S+/system/console) user admin password (\\S+)");
    private static final Pattern LATER_RUN = Pattern.compile("console on (http://\\S+/system/console)");

    private final Framework framework;
    private final Map<String, Bundle> bundles = new HashMap<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** The console as the log names it, and the password of its first run. */
    record Login(URI console, String password) {
        String header() {
            return header("admin");
        }

        String header(String user) {
            return "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Installs everything, starts all but the web console and our own bundle. */
    ConsoleFramework(Path home) throws IOException, BundleException {
        this(home, Map.of());
    }

    /** @param further framework properties */
    ConsoleFramework(Path home, Map<String, String> further) throws IOException, BundleException {
        Map<String, String> settings = new HashMap<>(further);
        settings.put(Constants.FRAMEWORK_STORAGE, home.resolve("data/framework").toString());
        settings.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                Exports.of(SelfCheck.class, LoggerFactory.class, Logger.class));
        settings.put("org.apache.felix.http.require.config", "true");
        settings.put("felix.webconsole.security.providers", "stirrup");
        settings.put("stirrup.home", home.toString());
        settings.put(
                "felix.fileinstall.dir",
                Files.createDirectories(home.resolve("etc")).toString());
        settings.put("felix.fileinstall.tmpdir", home.resolve("data/tmp").toString());
        settings.put("felix.fileinstall.poll", "200");
        settings.put("felix.fileinstall.noInitialDelay", "true");
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(settings);
        appender.start();
        rootLogger().addAppender(appender);
        framework.init();
        BundleContext context = framework.getBundleContext();
        List<Bundle> installed = new ArrayList<>(List.of(context.getBundles()));
        boolean first = installed.size() == 1;
        if (first) {
            try (Stream<Path> files = Files.list(PLATFORM)) {
                for (Path file : files.sorted().toList()) {
                    installed.add(context.installBundle(file.toUri().toString()));
                }
            }
            installed.add(context.installBundle(BUNDLE.toUri().toString()));
        }
        installed.forEach(bundle -> bundles.put(bundle.getSymbolicName(), bundle));
        framework.start();
        if (first) {
            for (Bundle bundle : installed) {
                if (!bundle.getSymbolicName().endsWith("console") && bundle.getBundleId() != 0) {
                    bundle.start();
                }
            }
        }
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle bundle(String name) {
        return bundles.get(name);
    }

    /** Sets a configuration by its singleton PID. */
    void configure(String pid, Map<String, String> properties) throws Exception {
        put("getConfiguration", pid, properties);
    }

    /** Opens a second listener, as a plugin with an HTTP server of its own would. @return its port */
    int bootListener() throws Exception {
        int port = FreePorts.one();
        put(
                "createFactoryConfiguration",
                "org.apache.felix.http",
                Map.of(
                        "org.apache.felix.http.host", "127.0.0.1",
                        "org.osgi.service.http.port", Integer.toString(port),
                        "org.apache.felix.http.name", "boot",
                        "org.apache.felix.http.runtime.init.http.listener", "boot"));
        return port;
    }

    /** The service's classes are the bundle's, not the test's. */
    private void put(String method, String pid, Map<String, String> properties) throws Exception {
        Object admin = context()
                .getService(context().getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null)[0]);
        Object configuration =
                admin.getClass().getMethod(method, String.class, String.class).invoke(admin, pid, "?");
        configuration
                .getClass()
                .getMethod("update", java.util.Dictionary.class)
                .invoke(configuration, new Hashtable<>(properties));
    }

    /** Starts the web console and our bundle on any free port, and reads from the log where it is. */
    Login start() throws Exception {
        configure("org.stirrup.console", Map.of("port", "0"));
        bundle("org.stirrup.console").start();
        bundle("org.apache.felix.webconsole").start();
        return awaitFirstRun();
    }

    /** The console as it says itself when it made a password, once it answers. */
    Login awaitFirstRun() throws Exception {
        Matcher line = awaitLog(FIRST_RUN);
        Login login = new Login(URI.create(line.group(1)), line.group(2));
        await(
                "the console at " + login.console(),
                () -> get(login.console(), login.header()).statusCode() != 404);
        return login;
    }

    Matcher awaitLaterRun() throws InterruptedException {
        return awaitLog(LATER_RUN);
    }

    /** The next line of the log in which the pattern is found; lines before it are gone. */
    Matcher awaitLog(Pattern pattern) throws InterruptedException {
        List<String> others = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            String line = log.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("no line " + pattern + " in the log:\n" + String.join("\n", others));
            }
            others.add(line);
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
    }

    <S> ServiceRegistration<S> register(Class<S> type, S service, Map<String, ?> properties) {
        return context().registerService(type, service, new Hashtable<>(properties));
    }

    interface Condition {
        boolean met() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.met()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not after 60 s: " + what);
            }
            Thread.sleep(20);
        }
    }

    HttpResponse<String> get(URI uri, String... authorization) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri).GET(),
                authorization.length == 0 ? Map.of() : Map.of("Authorization", authorization[0]));
    }

    /** As {@link #get}, without waiting for the answer. */
    CompletableFuture<HttpResponse<String>> ask(URI uri, String authorization) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Has every check look, as pages, health and the shell do. */
    List<Finding> findings() throws InvalidSyntaxException {
        return context().getServiceReferences(SelfCheck.class, null).stream()
                .flatMap(check -> context().getService(check).findings().stream())
                .toList();
    }

    HttpResponse<String> post(URI uri, String form, Map<String, String> headers)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> headers)
            throws IOException, InterruptedException {
        headers.forEach(request::header);
        return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            if (framework.waitForStop(60_000).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                throw new AssertionError("the framework does not stop");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while the framework stops", e);
        }
        rootLogger().detachAppender(appender);
    }
}
