package org.stirrup.image.identify;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as rules write them: {@code 512M}, {@code 2G}, in powers of 1024. */
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})([KMG])");

    private Sizes() {}

    /** @throws IllegalArgumentException for anything else */
    static long bytes(String text) {
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size such as 512M or 2G");
        }
        int shift = 10 * ("KMG".indexOf(size.group(2)) + 1);
        return Long.parseLong(size.group(1)) << shift;
    }
}
