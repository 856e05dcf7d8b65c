package org.stirrup.menu.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stirrup.api.boot.BootServer;

/**
 * A kernel's arguments as they are written: words separated by blanks, which double quotes hold together. {@code
 * {server}} stands for the appliance's address on the machine's network, {@code {http}}, {@code {ftp}} and {@code
 * {tftp}} for the root of the content tree there, with a slash at the end.
 */
final class Arguments {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(server|http|ftp|tftp)}");

    private Arguments() {}

    /** @throws IllegalArgumentException for a quote without its other */
    static List<String> words(String written) {
        if (written.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw new IllegalArgumentException("a double quote is not closed");
        }
        return WORD.matcher(written).results().map(it -> it.group()).toList();
    }

    /** The first protocol that they name and nothing serves. */
    static Optional<String> unserved(List<String> arguments, BootServer server) {
        return arguments.stream()
                .flatMap(argument -> PLACEHOLDER.matcher(argument).results())
                .map(it -> it.group(1))
                .filter(name -> !name.equals("server") && server.endpoint(name).isEmpty())
                .findFirst();
    }

    static List<String> filled(List<String> arguments, BootServer server) {
        List<String> filled = new ArrayList<>();
        for (String argument : arguments) {
            filled.add(PLACEHOLDER
                    .matcher(argument)
                    .replaceAll(it -> Matcher.quoteReplacement(value(it.group(1), server))));
        }
        return filled;
    }

    private static String value(String name, BootServer server) {
        return name.equals("server")
                ? server.address().getHostAddress()
                : server.endpoint(name).orElseThrow().toString();
    }
}
