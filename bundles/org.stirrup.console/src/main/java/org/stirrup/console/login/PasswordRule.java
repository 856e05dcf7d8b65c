package org.stirrup.console.login;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which passwords are good enough, and how one is made. */
final class PasswordRule {
    /** Shortest that is taken, in characters. */
    static final int SHORTEST = 8;

    /** Length of a made one: 20 of 55 characters are 115 bits. */
    static final int MADE = 20;

    /** Without 0 O o 1 I l and the like, which people misread from a screen. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final Set<String> COMMON = Set.of(
            "password",
            "passw0rd",
            "password1",
            "password123",
            "12345678",
            "123456789",
            "1234567890",
            "qwertyui",
            "qwerty123",
            "qwertyuiop",
            "administrator",
            "adminadmin",
            "admin123",
            "admin1234",
            "letmein1",
            "changeme",
            "changeit",
            "iloveyou",
            "welcome1",
            "stirrup1",
            "stirrupstirrup");

    /** Answer to {@link #judge}. */
    sealed interface Verdict {
        /** Good enough. */
        record Good() implements Verdict {}

        /** Not taken. @param because without the password itself */
        record Refused(String because) implements Verdict {}
    }

    private PasswordRule() {}

    static Verdict judge(String password) {
        if (password.length() < SHORTEST) {
            return new Verdict.Refused(
                    "it has " + password.length() + " characters, at least " + SHORTEST + " are needed");
        }
        if (COMMON.contains(password.toLowerCase(Locale.ROOT))) {
            return new Verdict.Refused("it is one of those that everybody tries first");
        }
        if (password.chars().distinct().count() < 4) {
            return new Verdict.Refused("it is made of fewer than 4 different characters");
        }
        return new Verdict.Good();
    }

    static String make(SecureRandom random) {
        return random.ints(MADE, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
