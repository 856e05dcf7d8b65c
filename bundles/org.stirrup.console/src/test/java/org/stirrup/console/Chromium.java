package org.stirrup.console;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser with one page, without a window, that reaches nothing but loopback; told what to do over DevTools. */
final class Chromium implements AutoCloseable {
    /** What DevTools say of a page that was left while it was asked. */
    private static final Pattern GONE = Pattern.compile("navigated or closed|context");

    private static final class PageGone extends AssertionError {
        private static final long serialVersionUID = 1;

        private PageGone(String message) {
            super(message);
        }
    }

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final String session;

    /** Where it is installed; empty when it is not. */
    static Optional<Path> program() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    Chromium(Path program, Path profile) throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                        "--no-proxy-server",
                        "--remote-debugging-port=0",
                        "--window-size=1280,900",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(devTools(), new Listener())
                .join();
        String target = call("", "Target.createTarget", object().add("url", "about:blank"))
                .getString("targetId");
        session = call(
                        "",
                        "Target.attachToTarget",
                        object().add("targetId", target).add("flatten", true))
                .getString("sessionId");
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", object());
        }
    }

    private URI devTools() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                Thread drain = new Thread(() -> drain(output), "chromium-output");
                drain.setDaemon(true);
                drain.start();
                return URI.create(
                        line.substring("DevTools listening on ".length()).strip());
            }
            said.append(line).append('\n');
        }
        throw new IOException("chromium ended: " + said);
    }

    /** So that it never waits for a reader. */
    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // Nobody reads what a browser says.
            }
        } catch (IOException e) {
            return; // closed with the browser
        }
    }

    static JsonObjectBuilder object() {
        return Json.createObjectBuilder();
    }

    void header(String name, String value) {
        call("Network.setExtraHTTPHeaders", object().add("headers", object().add(name, value)));
    }

    /** @param scheme light or dark */
    void prefer(String scheme) {
        JsonArrayBuilder features = Json.createArrayBuilder()
                .add(object().add("name", "prefers-color-scheme").add("value", scheme));
        call("Emulation.setEmulatedMedia", object().add("features", features));
    }

    /** A screen as wide as a telephone's. @param width CSS pixels */
    void narrow(int width) {
        call(
                "Emulation.setDeviceMetricsOverride",
                object().add("width", width)
                        .add("height", 844)
                        .add("deviceScaleFactor", 1)
                        .add("mobile", false));
    }

    void open(URI uri) throws Exception {
        call("Page.navigate", object().add("url", uri.toString()));
        ConsoleFramework.await(
                "the page " + uri,
                () -> holds("document.readyState === 'complete' && location.href.split('#')[0] === '" + uri + "'"));
    }

    /** Value of a JavaScript expression as text. */
    String evaluate(String expression) {
        JsonObject answer = call(
                "Runtime.evaluate",
                object().add("expression", "String(" + expression + ")")
                        .add("awaitPromise", true)
                        .add("returnByValue", true)
                        .add("replMode", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.getJsonObject("result").getString("value");
    }

    void awaitTrue(String expression) throws Exception {
        try {
            ConsoleFramework.await(expression, () -> holds(expression));
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\ncomplaints: " + complaints + "\npage:\n" + evaluate("document.body.innerText"),
                    e);
        }
    }

    /** A page that is just going cannot be asked: whatever is wanted is not so yet. */
    private boolean holds(String expression) {
        try {
            return evaluate(expression).equals("true");
        } catch (PageGone e) {
            return false;
        }
    }

    /** A key as the keyboard sends it: Tab, Enter. */
    void press(String key, int code) {
        for (String type : List.of("keyDown", "keyUp")) {
            JsonObjectBuilder event =
                    object().add("type", type).add("key", key).add("code", key).add("windowsVirtualKeyCode", code);
            call(
                    "Input.dispatchKeyEvent",
                    key.equals("Enter") && type.equals("keyDown") ? event.add("text", "\r") : event);
        }
    }

    /** Answers the page's next questions of the kind confirm() with yes. */
    void confirmAll() {
        evaluate("window.confirm = () => true");
    }

    void screenshot(Path file) throws IOException {
        JsonObject answer =
                call("Page.captureScreenshot", object().add("format", "png").add("captureBeyondViewport", true));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(answer.getString("data")));
    }

    /** Errors of scripts, of loading, of the policy; as a developer sees them in the browser's console. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private JsonObject call(String method, JsonObjectBuilder parameters) {
        return call(session, method, parameters);
    }

    private JsonObject call(String where, String method, JsonObjectBuilder parameters) {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        JsonObjectBuilder message =
                object().add("id", number).add("method", method).add("params", parameters);
        socket.sendText(
                        (where.isEmpty() ? message : message.add("sessionId", where))
                                .build()
                                .toString(),
                        true)
                .join();
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (GONE.matcher(e.getMessage()).find()) {
                throw new PageGone(method + ": " + e);
            }
            throw new AssertionError(method + ": " + e, e);
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(method + ": " + e, e);
        }
    }

    private void received(JsonObject message) {
        if (message.containsKey("id")) {
            CompletableFuture<JsonObject> answer = waiting.remove(message.getInt("id"));
            if (message.containsKey("error")) {
                answer.completeExceptionally(
                        new IOException(message.get("error").toString()));
            } else {
                answer.complete(message.getJsonObject("result"));
            }
            return;
        }
        JsonObject parameters = message.getJsonObject("params");
        switch (message.getString("method")) {
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled" -> {
                if (parameters.getString("type").equals("error")) {
                    complaints.add(parameters.get("args").toString());
                }
            }
            case "Log.entryAdded" -> {
                if (parameters.getJsonObject("entry").getString("level").equals("error")) {
                    complaints.add(parameters.get("entry").toString());
                }
            }
            default -> {
                // Everything else that happens in a browser.
            }
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received(Json.createReader(new StringReader(text.toString())).readObject());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        socket.abort();
        // The browser's helpers are its children; it ends them, and waits for none of them when it is killed.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
