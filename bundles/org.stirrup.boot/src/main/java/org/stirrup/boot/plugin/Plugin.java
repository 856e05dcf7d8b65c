package org.stirrup.boot.plugin;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.Constants;

/**
 * A service of another bundle, and where it stands among its like.
 *
 * @param service the plugin itself
 * @param name what people call it, {@code pxelinux}
 * @param ranking {@code service.ranking}, 0 when not set
 * @param properties its service properties
 */
public record Plugin<T>(T service, String name, int ranking, Map<String, Object> properties) {
    private static final Comparator<Plugin<?>> ORDER =
            Comparator.<Plugin<?>>comparingInt(Plugin::ranking).reversed().thenComparing(Plugin::name);

    /**
     * Those bound at this moment, highest ranking first, ties by name.
     *
     * @param bound services with their properties, in no order
     * @param naming asks a service for its name; when that fails its class is its name
     */
    public static <T> List<Plugin<T>> sorted(
            List<Map.Entry<Map<String, Object>, T>> bound, Function<T, String> naming) {
        return bound.stream()
                .map(entry -> of(entry.getValue(), naming, entry.getKey()))
                .sorted(ORDER)
                .toList();
    }

    private static <T> Plugin<T> of(T service, Function<T, String> naming, Map<String, Object> properties) {
        return new Plugin<>(
                service, naming.apply(service), number(properties.get(Constants.SERVICE_RANKING)), properties);
    }

    /** A component's ranking that is set in a file of etc/ arrives as text, which the framework itself takes for 0. */
    private static int number(Object written) {
        if (written instanceof String text && text.strip().matches("[+-]?\\d{1,9}")) {
            return Integer.parseInt(text.strip());
        }
        return written instanceof Integer ranking ? ranking : 0;
    }
}
