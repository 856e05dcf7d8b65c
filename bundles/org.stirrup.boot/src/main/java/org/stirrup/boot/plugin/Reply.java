package org.stirrup.boot.plugin;

import java.util.Optional;

/**
 * What asking one plugin gave.
 *
 * @param plugin who was asked
 * @param value its answer; empty when it failed or is late
 * @param because what went wrong, without the plugin's name; empty when it answered
 */
public record Reply<T, R>(Plugin<T> plugin, Optional<R> value, String because) {
    static <T, R> Reply<T, R> given(Plugin<T> plugin, R value) {
        return new Reply<>(plugin, Optional.of(value), "");
    }

    static <T, R> Reply<T, R> missing(Plugin<T> plugin, String because) {
        return new Reply<>(plugin, Optional.empty(), because);
    }
}
