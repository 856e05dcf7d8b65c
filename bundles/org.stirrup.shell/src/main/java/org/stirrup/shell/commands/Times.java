package org.stirrup.shell.commands;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as people here read them. */
final class Times {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private Times() {}

    /** Day and time, to the second. */
    static String local(Instant instant) {
        return SECONDS.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** Time of the day, to the millisecond. */
    static String precise(Instant instant) {
        return MILLIS.format(instant.atZone(ZoneId.systemDefault()));
    }
}
