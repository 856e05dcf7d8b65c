package org.stirrup.image.menu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stirrup.image.identify.Rule;

/**
 * What the administrator says of menu entries.
 *
 * @param protocols which installers are to fetch by, by image id; {@code *} is every image that is not named
 * @param answers whether entries name answer files
 * @param arguments words added to the kernel's arguments, by image id; {@code *} is every image
 */
public record MenuSettings(Map<String, Protocol> protocols, boolean answers, Map<String, List<String>> arguments) {
    /** Every image. */
    public static final String ALL = "*";

    private static final Pattern PROTOCOL_FOR_ONE = Pattern.compile("([A-Za-z0-9._-]+|[*]):\\s*(\\S+)");
    private static final Pattern FOR_ONE = Pattern.compile("([A-Za-z0-9._-]+|[*]):\\s+(.*)");

    /** Where installers fetch from. */
    public enum Protocol {
        /** The one that the image's rule prefers of those that are served. */
        AUTO,
        FTP,
        HTTP;

        private static Protocol of(String name) {
            return Stream.of(values())
                    .filter(protocol -> protocol.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("'" + name + "' is no protocol that installers fetch by"));
        }
    }

    public MenuSettings {
        protocols = Map.copyOf(protocols);
        arguments = Map.copyOf(arguments);
    }

    /** What the administrator wants an image to be fetched by, if its installer can. */
    Optional<String> wanted(String id, Rule rule) {
        return Optional.of(protocols.getOrDefault(id, protocols.getOrDefault(ALL, Protocol.AUTO)))
                .filter(protocol -> protocol != Protocol.AUTO)
                .map(protocol -> protocol.name().toLowerCase(Locale.ROOT))
                .filter(rule.words().protocols()::contains);
    }

    /** Those that an image can be fetched by, the wanted one first: where nothing serves that, another does. */
    List<String> inOrder(String id, Rule rule) {
        return Stream.concat(wanted(id, rule).stream(), rule.words().protocols().stream())
                .distinct()
                .toList();
    }

    List<String> argumentsFor(String id) {
        return Stream.of(ALL, id)
                .flatMap(key -> arguments.getOrDefault(key, List.of()).stream())
                .toList();
    }

    /**
     * Reads {@code http; CentOS-7: ftp}: a part for all images, and parts for those named before a colon.
     *
     * @throws IllegalArgumentException for a part that is no protocol, with what is wrong
     */
    public static Map<String, Protocol> parseProtocols(String text) {
        Map<String, Protocol> protocols = new LinkedHashMap<>();
        for (String part : text.split(";")) {
            Matcher one = PROTOCOL_FOR_ONE.matcher(part.strip());
            String id = one.matches() ? one.group(1) : ALL;
            String name = one.matches() ? one.group(2) : part.strip();
            if (!part.isBlank()) {
                protocols.put(id, Protocol.of(name));
            }
        }
        return protocols;
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
