package org.stirrup.http.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates as RFC 9110, section 5.6.7 writes them, with two digits for the day. */
public final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    public static String of(Instant time) {
        return FORMAT.format(time);
    }

    /** Empty for what is none: such a date counts as not sent (section 13.1.3). */
    public static Optional<Instant> parse(String date) {
        try {
            return Optional.of(FORMAT.parse(date.strip(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
