package org.stirrup.console.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContentPolicyTest {
    @Test
    void namesTheScriptsOfTheHeadAlone() {
        String page = "<html><head><script type=\"text/javascript\">a = 1;\r\n</script><script src=\"/x.js\"></script>"
                + "<script>b</script></head><body><script>evil()</script></body></html>";

        assertEquals(List.of("a = 1;\r\n", "b"), ContentPolicy.headScripts(page));
        assertEquals(List.of(), ContentPolicy.headScripts("no page <script>evil()</script>"));
    }

    @Test
    void aScriptIsAllowedByTheDigestOfWhatTheBrowserHas() {
        // printf 'a = 1;\n' | openssl dgst -sha256 -binary | base64
        String digest = "'sha256-eKXzYqSP9qDjP2YenKGKvyrW+cYhmIxMg/kTVxTXbx4='";

        assertTrue(ContentPolicy.of(List.of("a = 1;\n")).contains("script-src 'self' " + digest + ";"));
        assertEquals(ContentPolicy.of(List.of("a = 1;\n")), ContentPolicy.of(List.of("a = 1;\r\n", "a = 1;\n")));
        assertFalse(ContentPolicy.of(List.of()).contains("sha256"));
    }
}
