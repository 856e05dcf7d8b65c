package org.stirrup.console.listener;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser may run and load on a page: Content Security Policy, level 2. Nothing from or to anywhere else. */
final class ContentPolicy {
    static final String HEADER = "Content-Security-Policy";

    private static final String TEMPLATE = "default-src 'self'; script-src 'self'%s; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** Felix's own pages have scripts all over, and the one of bundles unpacks one of them at run time. */
    static final String FELIX = TEMPLATE.formatted(" 'unsafe-inline' 'unsafe-eval'");

    private static final Pattern SCRIPT =
            Pattern.compile("<script(?<attributes>[^>]*)>(?<text>.*?)</script>", Pattern.DOTALL);

    private ContentPolicy() {}

    /** Allows the scripts that are files of ours, and of those in the page exactly these. */
    static String of(List<String> scripts) {
        return TEMPLATE.formatted(
                scripts.stream().map(ContentPolicy::source).distinct().collect(Collectors.joining()));
    }

    /**
     * The scripts in the head of an HTML page. What stands in its body is not looked at: the console's frame has none
     * there, and whatever else has one shall not run.
     */
    static List<String> headScripts(String page) {
        int body = page.indexOf("<body");
        Matcher matcher = SCRIPT.matcher(body < 0 ? "" : page.substring(0, body));
        List<String> scripts = new ArrayList<>();
        while (matcher.find()) {
            if (!matcher.group("attributes").contains("src=")) {
                scripts.add(matcher.group("text"));
            }
        }
        return scripts;
    }

    /** Over the text as the browser has it, where every end of a line is one character (HTML, section 13.2.3.5). */
    private static String source(String script) {
        byte[] text = script.replace("\r\n", "\n").replace('\r', '\n').getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return " 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
