package org.stirrup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            assertEquals(
                    404,
                    framework.get(URI.create(boot + "/stirrup"), login.header()).statusCode());
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
