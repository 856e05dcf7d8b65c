package org.stirrup.api.boot;

import java.util.Optional;

/**
 * What every entry of a menu has, whatever it boots.
 *
 * @param id stable and unique in the menu; letters, digits, dot, dash, underscore: it becomes a LABEL
 * @param title what the person at the PC reads
 * @param hotKey the key that chooses it while its menu is on the screen: a lower-case letter or a digit of ASCII. A
 *     loader that needs that key for itself leaves it out
 * @param password what must be typed before it boots. A loader that cannot check it leaves the entry out and says why
 * @param start whether it may boot without a person
 */
public record Label(
        String id, String title, Optional<Character> hotKey, Optional<PasswordHashes> password, Start start) {

    /** Whether an entry may boot without a person who chooses it. */
    public enum Start {
        /** The administrator wants it to be this machine's default. */
        BY_DEFAULT,
        /** Where the policy is to boot the first image, it may be that one. */
        BY_POLICY,
        /** Only when a person chooses it. */
        BY_HAND
    }

    public Label {
        if (!id.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("menu entry id '" + id + "' has more than letters, digits, . _ -");
        }
        hotKey.filter(key -> !String.valueOf(key).matches("[a-z0-9]")).ifPresent(key -> {
            throw new IllegalArgumentException("hot key '" + key + "' is not a lower-case letter or a digit");
        });
        if (password.isPresent() && start != Start.BY_HAND) {
            throw new IllegalArgumentException("menu entry '" + id + "' has a password: it cannot boot by itself");
        }
    }

    /** Without a hot key and a password; may be what the policy boots. */
    public Label(String id, String title) {
        this(id, title, Optional.empty(), Optional.empty(), Start.BY_POLICY);
    }

    public Label withId(String id) {
        return new Label(id, title, hotKey, password, start);
    }

    public Label withoutHotKey() {
        return new Label(id, title, Optional.empty(), password, start);
    }

    public Label withStart(Start start) {
        return new Label(id, title, hotKey, password, start);
    }
}
