package org.stirrup.boot.quirk;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.QuirkEffect;

/** Reads an effect as {@link QuirkEffect#text()} writes it. */
final class EffectText {
    /** For a person who has written something else. */
    static final String REMEDY =
            "write one of: taken-for ARCHITECTURE, speaks-as STAGE, no-uuid, goes-by-mac, broadcast,"
                    + " largest-reply BYTES, least-reply BYTES, option CODE HEX, rewrite REGEX to TEXT, size-probe, file-probe,"
                    + " largest-block BYTES, largest-window BLOCKS, least-wait MILLIS";

    private static final Pattern REWRITE = Pattern.compile("(\\S.*) to (\\S+)");

    private EffectText() {}

    /** @throws IllegalArgumentException saying what is wrong */
    static QuirkEffect parse(String written) {
        String[] words = written.strip().split("\\s+", 2);
        String rest = words.length < 2 ? "" : words[1];
        return switch (words[0]) {
            case "taken-for" -> new QuirkEffect.TakenFor(new Architecture(number(rest)));
            case "speaks-as" -> new QuirkEffect.SpeaksAs(stage(rest));
            case "no-uuid" -> alone(rest, new QuirkEffect.NoUuid());
            case "goes-by-mac" -> alone(rest, new QuirkEffect.GoesByMac());
            case "broadcast" -> alone(rest, new QuirkEffect.Broadcast());
            case "largest-reply" -> new QuirkEffect.LargestReply(number(rest));
            case "least-reply" -> new QuirkEffect.LeastReply(number(rest));
            case "option" -> option(rest);
            case "rewrite" -> rewrite(rest);
            case "size-probe" -> alone(rest, new QuirkEffect.SizeProbe());
            case "file-probe" -> alone(rest, new QuirkEffect.FileProbe());
            case "largest-block" -> new QuirkEffect.LargestBlock(number(rest));
            case "largest-window" -> new QuirkEffect.LargestWindow(number(rest));
            case "least-wait" -> new QuirkEffect.LeastWait(number(rest));
            default -> throw new IllegalArgumentException("no such effect");
        };
    }

    static BootClient.Stage stage(String written) {
        try {
            return BootClient.Stage.valueOf(written.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + written.strip() + "' is no stage", e);
        }
    }

    static int number(String written) {
        if (!written.strip().matches("\\d{1,9}")) {
            throw new IllegalArgumentException("'" + written.strip() + "' is not a number");
        }
        return Integer.parseInt(written.strip());
    }

    static Pattern regex(String written) {
        try {
            return Pattern.compile(written);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + written + "' is no regular expression: " + e.getDescription(), e);
        }
    }

    private static QuirkEffect alone(String rest, QuirkEffect effect) {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("'" + rest + "' is too much");
        }
        return effect;
    }

    private static QuirkEffect option(String rest) {
        String[] words = rest.split("\\s+", 2);
        if (words.length < 2) {
            throw new IllegalArgumentException("an option needs its code and its value");
        }
        return new QuirkEffect.WithOption(
                number(words[0]), words[1].replaceAll("[: ]", "").toLowerCase(Locale.ROOT));
    }

    private static QuirkEffect rewrite(String rest) {
        Matcher parts = REWRITE.matcher(rest);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a rewrite needs REGEX to TEXT");
        }
        String to = parts.group(2).equals("nothing") ? "" : parts.group(2);
        QuirkEffect.Rewrite effect = new QuirkEffect.Rewrite(regex(parts.group(1)), to);
        try {
            // A reference to a group that is not there shows itself only when something is found.
            Pattern.compile(parts.group(1) + "|").matcher("").replaceAll(to);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + to + "' cannot take its place: " + e.getMessage(), e);
        }
        return effect;
    }
}
