package org.stirrup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages in Korean, as a person comes to them: by the choice at the right of the pages' names. */
class LanguageIT extends ConsoleInBrowser {
    private static final List<String> PAGES = List.of(
            "stirrup",
            "stirrup-doctor",
            "stirrup-rehearse",
            "stirrup-hosts",
            "stirrup-images",
            "stirrup-leases",
            "stirrup-network",
            "stirrup-services",
            "stirrup-access");

    /** Whole texts of the page that stand in the catalogue in English, and are another thing in Korean. */
    private static final String LEFT = "(async () => {"
            + " const korean = await (await fetch(location.origin + '/system/console/stirrup/res/ui/ko.json')).json();"
            + " const walk = document.createTreeWalker(document.getElementById('stirrup'), NodeFilter.SHOW_TEXT);"
            + " const left = []; while (walk.nextNode()) { const text = walk.currentNode.data;"
            + " if (text in korean && korean[text] !== text) left.push(text); }"
            + " document.body.dataset.left = JSON.stringify(left); })()";

    @Test
    void everyPageCanBeReadInKorean() throws Exception {
        network.register(framework);
        browser.open(page("stirrup"));
        browser.awaitTrue(TEXT + ".includes('Doctor')");
        browser.evaluate("(() => { const choice = document.querySelector('#stirrup nav select');"
                + " choice.value = 'ko'; choice.dispatchEvent(new Event('change')); })()");
        for (String each : PAGES) {
            browser.open(page(each));
            browser.awaitTrue("document.getElementById('stirrup')?.lang === 'ko' && " + TEXT + ".includes('진단')");
            browser.awaitTrue("document.querySelectorAll('#stirrup > *').length > 1");
            browser.evaluate(LEFT);
            browser.awaitTrue("'left' in document.body.dataset");
            assertEquals("[]", browser.evaluate("document.body.dataset.left"), each);
            // The console's own navigation says it as well.
            browser.awaitTrue("document.getElementById('navmenu').textContent.includes('예행 연습')");
            pictures("korean-" + each);
        }
        assertEquals(List.of(), browser.complaints());
    }
}
