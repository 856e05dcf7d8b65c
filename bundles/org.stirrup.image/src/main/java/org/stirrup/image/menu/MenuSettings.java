package org.stirrup.image.menu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stirrup.image.identify.Rule;

/**
 * What the administrator says of menu entries.
 *
 * @param protocol auto, or the one to name in every entry
 * @param answers whether entries name answer files
 * @param arguments words added to the kernel's arguments, by image id; {@code *} is every image
 */
public record MenuSettings(Protocol protocol, boolean answers, Map<String, List<String>> arguments) {
    /** Every image. */
    public static final String ALL = "*";

    private static final Pattern FOR_ONE = Pattern.compile("([A-Za-z0-9._-]+|[*]):\\s+(.*)");

    /** Where installers fetch from. */
    public enum Protocol {
        /** The one that the image's rule prefers of those that are served. */
        AUTO,
        FTP,
        HTTP
    }

    public MenuSettings {
        arguments = Map.copyOf(arguments);
    }

    /** Those to try, the best first. A rule whose installer does not know the configured one has its own. */
    List<String> protocols(Rule rule) {
        String configured = protocol.name().toLowerCase(java.util.Locale.ROOT);
        return rule.protocols().contains(configured) ? List.of(configured) : rule.protocols();
    }

    List<String> argumentsFor(String id) {
        return Stream.of(ALL, id)
                .flatMap(key -> arguments.getOrDefault(key, List.of()).stream())
                .toList();
    }

    /** Reads {@code console=ttyS0; CentOS-7: inst.text quiet}: parts for all images, or for the one named before a colon. */
    public static Map<String, List<String>> parseArguments(String text) {
        Map<String, List<String>> arguments = new LinkedHashMap<>();
        for (String part : text.split(";")) {
            Matcher one = FOR_ONE.matcher(part.strip());
            String id = one.matches() ? one.group(1) : ALL;
            String words = one.matches() ? one.group(2) : part;
            if (!words.isBlank()) {
                arguments.merge(
                        id, List.of(words.strip().split("\\s+")), (a, b) -> Stream.concat(a.stream(), b.stream())
                                .toList());
            }
        }
        return arguments;
    }
}
