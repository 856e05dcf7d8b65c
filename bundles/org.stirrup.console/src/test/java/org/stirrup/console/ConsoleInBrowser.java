package org.stirrup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A console with a real browser in front of it, in which the administrator is logged in. */
abstract class ConsoleInBrowser {
    static final Path SCREENSHOTS = Path.of(System.getProperty("stirrup.test.output"), "screenshots");
    static final String ROWS = "document.querySelectorAll('#stirrup tbody tr').length";
    static final String TEXT = "document.getElementById('stirrup').innerText";

    @TempDir
    Path home;

    final SampleNetwork network = new SampleNetwork();
    ConsoleFramework framework;
    ConsoleFramework.Login login;
    Chromium browser;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(
                Chromium.program().isPresent(),
                "SKIPPED: no chromium on this machine, the console's pages are not looked at; apt install chromium");
        framework = new ConsoleFramework(home);
        login = framework.start();
        browser = new Chromium(Chromium.program().get(), home.resolve("chromium"));
        browser.header("Authorization", login.header());
    }

    @AfterEach
    void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (framework != null) {
            framework.close();
        }
    }

    final URI page(String label) {
        return URI.create(login.console() + "/" + label);
    }

    /** Looks for values that no person should see, and keeps the page in light and in dark. */
    final void pictures(String name) throws Exception {
        assertFalse(browser.evaluate(TEXT).matches("(?s).*(\\[object|undefined|NaN|null).*"), browser.evaluate(TEXT));
        for (String scheme : List.of("light", "dark")) {
            browser.prefer(scheme);
            browser.screenshot(SCREENSHOTS.resolve(name + "-" + scheme + ".png"));
        }
        browser.prefer("light");
    }

    final void nothingOfThePageIsMarkup() {
        assertEquals("0", browser.evaluate("document.querySelectorAll('#stirrup script, #stirrup img').length"));
    }

    final void click(String selector) throws Exception {
        browser.awaitTrue("!!document.querySelector('#stirrup " + selector + "')");
        browser.evaluate("document.querySelector('#stirrup " + selector + "').click()");
    }

    final void type(String id, String text) {
        browser.evaluate("(document.getElementById('" + id + "').value = '" + text + "', document.getElementById('" + id
                + "').dispatchEvent(new Event('input')))");
    }

    final long configurations() throws Exception {
        try (var files = Files.list(home.resolve("etc"))) {
            return files.count();
        }
    }

    final List<String> settings(String pid) throws Exception {
        return Files.readAllLines(home.resolve("etc/" + pid + ".cfg")).stream()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .toList();
    }

    /** A browser tells of every answer that is no success. */
    final void onlyRefusalsAreComplainedOf() {
        assertTrue(
                browser.complaints().stream().allMatch(line -> line.contains("status of 4")),
                browser.complaints().toString());
    }
}
