package org.stirrup.shell.sheet;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory as people write them, in powers of 1024: {@code 512M}, {@code 4G}. */
public final class Bytes {
    private static final String UNITS = "KMGT";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([" + UNITS + "])");
    private static final double GIBIBYTE = 1L << 30;

    private Bytes() {}

    /** @throws IllegalArgumentException for what is no size */
    public static long bytes(String text) {
        Matcher parts = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size such as 512M or 4G");
        }
        return Long.parseLong(parts.group(1)) << shift(UNITS.indexOf(parts.group(2)));
    }

    /** In the largest unit that holds it exactly, and what is less than a KiB over left out. */
    static String text(long bytes) {
        int unit = UNITS.length() - 1;
        while (unit > 0 && bytes % (1L << shift(unit)) != 0) {
            unit--;
        }
        return (bytes >> shift(unit)) + UNITS.substring(unit, unit + 1);
    }

    private static int shift(int unit) {
        return 10 * (unit + 1);
    }

    /** For a table: {@code 3.9 GB}. */
    public static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / GIBIBYTE);
    }
}
