package org.stirrup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.image.ImageCatalogue;
import org.stirrup.console.login.SavedPassword;
import org.stirrup.testkit.net.FreePorts;

/** The packed bundle in a framework, asked over HTTP. */
class ConsoleIT {
    /** Something harmless that the console's own page of bundles does. */
    private static final String REFRESH = "action=refreshPackages";

    @TempDir
    Path home;

    @Test
    void firstRunPrintsAPasswordOnceAndTheConsoleOpensWithItAlone() throws Exception {
        URI console;
        ConsoleFramework.Login login;
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            login = framework.start();
            console = login.console();

            assertEquals(20, login.password().length());
            assertEquals(401, framework.get(console).statusCode());
            assertEquals(401, framework.get(console, basic("admin:admin")).statusCode());
            assertEquals(
                    401,
                    framework.get(console, basic("root:" + login.password())).statusCode());
            HttpResponse<String> page = framework.get(URI.create(console + "/stirrup"), login.header());
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("boots.js"), page.body());
            assertEquals(
                    "nosniff",
                    page.headers().firstValue("X-Content-Type-Options").orElse(""));
            String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.contains("frame-ancestors 'none'") && !policy.contains("eval"), policy);
            HttpResponse<String> root = framework.get(console.resolve("/"));
            assertEquals(
                    "/system/console", root.headers().firstValue("Location").orElse(""));
            HttpResponse<String> entry = framework.get(console, login.header());
            assertEquals(
                    "/system/console/stirrup",
                    entry.headers().firstValue("Location").orElse(""));
        }
        Path file = home.resolve("data/admin.password");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.readString(file).contains(login.password()));

        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            URI again = URI.create(framework.awaitLaterRun().group(1));
            ConsoleFramework.await(
                    "login with the password of the first run",
                    () -> framework.get(again, login.header()).statusCode() == 302);
        }
    }

    @Test
    void noOtherListenerEverShowsTheConsole() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            URI boot = URI.create("http://127.0.0.1:" + framework.bootListener() + "/system/console");
            ConsoleFramework.await("the boot listener", () -> answer(framework, boot) == 404);
            Set<Integer> seen = new ConcurrentSkipListSet<>();
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    seen.add(answer(framework, boot));
                }
            });

            ConsoleFramework.Login login = framework.start();
            // The other way round: the web console is there before our bundle is.
            framework.bundle("org.stirrup.console").stop();
            framework.bundle("org.stirrup.console").start();
            URI again = URI.create(framework.awaitLaterRun().group(1));
            ConsoleFramework.await("the console after a restart of the bundle", () -> answer(framework, again) == 401);
            over.set(true);
            asking.get();

            assertEquals(Set.of(404), seen);
            // Java's client sends paths as they are; the server decodes them and takes out the dots.
            for (String way : List.of("/stirrup", "/res/lib/support.js", "/../console", "/%73tirrup", ";x=y/stirrup")) {
                URI other = URI.create(boot + way);
                assertEquals(404, framework.get(other, login.header()).statusCode(), other.toString());
            }
        }
    }

    @Test
    void pagesOfOtherSitesChangeNothing() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            ConsoleFramework.Login login = framework.start();
            URI bundles = URI.create(login.console() + "/bundles");
            String own = "http://" + login.console().getAuthority();

            assertEquals(403, post(framework, bundles, login, Map.of("Origin", "http://evil.example")));
            assertEquals(403, post(framework, bundles, login, Map.of("Referer", "http://evil.example/page")));
            assertEquals(403, post(framework, bundles, login, Map.of("Origin", "null")));
            assertEquals(
                    401, framework.post(bundles, REFRESH, Map.of("Origin", own)).statusCode());
            assertTrue(post(framework, bundles, login, Map.of("Origin", own)) < 400);
            assertTrue(post(framework, bundles, login, Map.of()) < 400);
        }
    }

    @Test
    void guessingIsSlowedDown() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            ConsoleFramework.Login login = framework.start();
            HttpResponse<String> answer = framework.get(login.console(), basic("admin:guess"));
            int looked = 0;
            while (answer.statusCode() == 401) {
                // The fifth, or a later one where the machine is so busy that it takes the waits in between.
                assertTrue(++looked < 10, "nobody is slowed down");
                answer = framework.get(login.console(), basic("admin:guess" + looked));
            }
            assertTrue(looked >= 4, looked + " were looked at");
            assertEquals(429, answer.statusCode());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            // Whoever was in before stays in: nobody else's guesses lock the administrator out.
            assertEquals(302, framework.get(login.console(), login.header()).statusCode());
        }
    }

    @Test
    void guessesSentAtOnceGainNothing() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            ConsoleFramework.Login login = framework.start();
            long before = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                sent.add(framework.ask(login.console(), basic("admin:guess" + i)));
            }

            int looked = 0;
            for (CompletableFuture<HttpResponse<String>> each : sent) {
                HttpResponse<String> answer = each.get(60, TimeUnit.SECONDS);
                if (answer.statusCode() == 401) {
                    looked++;
                } else {
                    assertEquals(429, answer.statusCode());
                    assertTrue(answer.headers().firstValueAsLong("Retry-After").orElse(0) >= 1);
                }
            }
            // Four without a wait between them; more where the machine is so busy that it takes the waits in between.
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before);
            int most = 4;
            for (long waited = 1; waited <= seconds; waited = 2 * waited + 1) {
                most++;
            }
            assertTrue(looked >= 1 && looked <= most, looked + " of 40 were looked at in " + seconds + " s");
            assertEquals(302, framework.get(login.console(), login.header()).statusCode());
        }
    }

    @Test
    void theOldPasswordIsOutAsSoonAsTheFileIsChangedEvenWhenAPageReadItFirst() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            ConsoleFramework.Login login = framework.start();
            URI boots = URI.create(login.console() + "/stirrup/boots.json");
            assertEquals(200, framework.get(boots, login.header()).statusCode());
            SavedPassword.write(home.resolve("data/admin.password"), "correct horse");
            framework.findings(); // what the page of boots does, and health, and the shell

            assertEquals(401, framework.get(boots, login.header()).statusCode());
            assertEquals(200, framework.get(boots, basic("admin:correct horse")).statusCode());
            assertEquals(401, framework.get(boots, login.header()).statusCode());
        }
    }

    @Test
    void onlyTheScriptsOfTheFramesHeadRunOnOurPages() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            ConsoleFramework.Login login = framework.start();
            for (String way :
                    List.of("/stirrup", "/stirrup-hosts", "/%73tirrup", "/stirrup;x=y", "/stirrup/boots.json")) {
                HttpResponse<String> page = framework.get(URI.create(login.console() + way), login.header());
                String policy =
                        page.headers().firstValue("Content-Security-Policy").orElse("");
                String scripts = policy.replaceAll(".*script-src ([^;]*);.*", "$1");
                assertFalse(scripts.contains("unsafe"), way + ": " + policy);
                assertEquals(
                        way.endsWith(".json") ? 0 : 2,
                        scripts.split("'sha256-", -1).length - 1,
                        way + " " + page.statusCode() + ": " + policy);
                assertEquals(List.of("same-origin"), page.headers().allValues("Referrer-Policy"));
            }
            assertEquals(
                    401, framework.get(URI.create(login.console() + "/stirrup")).statusCode());
        }
    }

    @Test
    void aPasswordFileTakenAwayShutsTheConsole() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            ConsoleFramework.Login login = framework.start();
            assertEquals(302, framework.get(login.console(), login.header()).statusCode());
            Files.delete(home.resolve("data/admin.password"));

            assertEquals(401, framework.get(login.console(), login.header()).statusCode());
        }
    }

    @Test
    void aPortThatIsTakenIsSaidAndHadLater() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            try (ServerSocket inTheWay = new ServerSocket(FreePorts.one(), 1, InetAddress.getLoopbackAddress())) {
                String port = Integer.toString(inTheWay.getLocalPort());
                framework.configure("org.stirrup.console", Map.of("port", port));
                framework.bundle("org.stirrup.console").start();
                framework.bundle("org.apache.felix.webconsole").start();
                String line = framework
                        .awaitLog(Pattern.compile("ERROR .*cannot listen on 127.0.0.1:" + port + ".*"))
                        .group();
                assertTrue(line.contains("process " + ProcessHandle.current().pid()), line);
            }
            assertTrue(framework.awaitFirstRun().console().toString().startsWith("http://127.0.0.1:"));
        }
    }

    @Test
    void aWrongSettingLeavesTheListenerAsItIs() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            ConsoleFramework.Login login = framework.start();
            framework.configure(
                    "org.stirrup.console", Map.of("port", "99999", "felix.fileinstall.filename", "file:/x.cfg"));

            String line =
                    framework.awaitLog(Pattern.compile("ERROR .*port=99999.*")).group();
            assertTrue(line.contains("/x.cfg"), line);
            HttpResponse<String> boots =
                    framework.get(URI.create(login.console() + "/stirrup/boots.json"), login.header());
            assertEquals(200, boots.statusCode());
            assertTrue(boots.body().contains("port=99999: not a port number"), boots.body());
            assertEquals("no-store", boots.headers().firstValue("Cache-Control").orElse(""));

            framework.configure("org.stirrup.console", Map.of("port", "0", "host", "0.0.0.0"));
            URI wide = URI.create(framework.awaitLaterRun().group(1));
            URI moved = URI.create("http://127.0.0.1:" + wide.getPort() + "/system/console/stirrup/boots.json");
            ConsoleFramework.await("the console on every address", () -> answer(framework, moved) == 401);
            String body = framework.get(moved, login.header()).body();
            assertFalse(body.contains("99999"), body);
            assertTrue(body.contains("without TLS"), body);
        }
    }

    @Test
    void aCheckOpensAndWritesNothing() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home, Map.of("stirrup.check", "true"))) {
            framework.configure("org.stirrup.console", Map.of("port", "x"));
            framework.bundle("org.stirrup.console").start();
            framework.bundle("org.apache.felix.webconsole").start();
            framework.awaitLog(Pattern.compile("ERROR .*port=x: not a port number.*"));
            framework.configure("org.stirrup.console", Map.of("port", "0", "host", "0.0.0.0"));
            framework.awaitLog(Pattern.compile("WARN .*without TLS.*"));

            assertNull(framework
                    .context()
                    .getAllServiceReferences(
                            "org.osgi.service.servlet.runtime.HttpServiceRuntime", "(http.listener=admin)"));
            assertFalse(Files.exists(home.resolve("data/admin.password")));
        }
    }

    @Test
    void withoutTheBundleThereIsNoConsoleAndNoListener() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            ConsoleFramework.Login login = framework.start();
            framework.bundle("org.stirrup.console").stop();

            ConsoleFramework.await("the listener to close", () -> answer(framework, login.console()) == 0);
        }
    }

    @Test
    void servicesThatAreAbsentOrFailAreShownSo() throws Exception {
        try (ConsoleFramework framework = new ConsoleFramework(home)) {
            ConsoleFramework.Login login = framework.start();
            URI console = login.console();
            for (String page : List.of("-hosts/hosts", "-images/images", "-leases/leases")) {
                HttpResponse<String> answer =
                        framework.get(URI.create(console + "/stirrup" + page + ".json"), login.header());
                assertEquals(200, answer.statusCode(), page);
                assertTrue(answer.body().contains("\"present\":false"), answer.body());
            }

            framework.register(ImageCatalogue.class, () -> fail("the disk is gone"), Map.of());
            framework.register(SelfCheck.class, () -> fail("no check today"), Map.of());
            framework.register(BootLoader.class, new BrokenLoader(), Map.of());
            new SampleNetwork().register(framework);
            assertEquals(
                    "{\"error\":\"java.lang.IllegalStateException: the disk is gone\"}",
                    body(framework, login, "-images/images"));
            assertTrue(body(framework, login, "/boots").contains("no check today"));
            String services = body(framework, login, "-services/services");
            assertTrue(services.contains("no offer today"), services);
            assertTrue(services.contains("pxelinux.0"), services);
            assertEquals(
                    400,
                    framework
                            .get(URI.create(console + "/stirrup-leases/leases.json?after=evil.example"), login.header())
                            .statusCode());
            assertEquals(
                    400,
                    framework
                            .get(URI.create(console + "/stirrup/boots.json?after=x"), login.header())
                            .statusCode());
            assertEquals(
                    404,
                    framework
                            .get(URI.create(console + "/stirrup/secrets.json"), login.header())
                            .statusCode());
        }
    }

    private static String body(ConsoleFramework framework, ConsoleFramework.Login login, String page) throws Exception {
        return framework
                .get(URI.create(login.console() + "/stirrup" + page + ".json"), login.header())
                .body();
    }

    private static <T> T fail(String because) {
        throw new IllegalStateException(because);
    }

    private static final class BrokenLoader implements BootLoader {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Offer offer(BootClient client, BootServer server) {
            throw new IllegalStateException("no offer today");
        }

        @Override
        public Optional<Resource> program(ResourcePath path) {
            return Optional.empty();
        }
    }

    private static int post(
            ConsoleFramework framework, URI uri, ConsoleFramework.Login login, Map<String, String> headers)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", login.header());
        return framework.post(uri, REFRESH, all).statusCode();
    }

    /** Status, or 0 when nobody listens. */
    private static int answer(ConsoleFramework framework, URI uri) {
        try {
            return framework.get(uri).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes());
    }
}
