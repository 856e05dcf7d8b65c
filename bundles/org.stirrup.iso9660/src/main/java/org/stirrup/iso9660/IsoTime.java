package org.stirrup.iso9660;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The format's two ways to write a time. One that cannot be is taken as not specified, as all zeros are. */
final class IsoTime {
    /** Stands where an image specifies no time. */
    static final Instant UNSPECIFIED = Instant.EPOCH;

    static final int SHORT_LENGTH = 7;
    static final int LONG_LENGTH = 17;

    private IsoTime() {}

    /** Seven bytes: years since 1900, month, day, hour, minute, second, quarter hours from GMT (ECMA-119, 9.1.5). */
    static Instant ofRecord(ByteBuffer bytes, int at) {
        return instant(
                1900 + (bytes.get(at) & 0xff),
                bytes.get(at + 1),
                bytes.get(at + 2),
                bytes.get(at + 3),
                bytes.get(at + 4),
                bytes.get(at + 5),
                0,
                bytes.get(at + 6));
    }

    /** Sixteen digits down to hundredths of a second, then quarter hours from GMT (ECMA-119, 8.4.26.1). */
    static Instant ofDescriptor(ByteBuffer bytes, int at) {
        return instant(
                digits(bytes, at, 4),
                digits(bytes, at + 4, 2),
                digits(bytes, at + 6, 2),
                digits(bytes, at + 8, 2),
                digits(bytes, at + 10, 2),
                digits(bytes, at + 12, 2),
                digits(bytes, at + 14, 2),
                bytes.get(at + 16));
    }

    private static int digits(ByteBuffer bytes, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            int digit = Character.digit(bytes.get(i), 10);
            if (digit < 0) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static Instant instant(
            int year, int month, int day, int hour, int minute, int second, int hundredths, int quarters) {
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, hundredths * 10_000_000)
                    .toInstant(ZoneOffset.ofTotalSeconds(quarters * 15 * 60));
        } catch (DateTimeException e) {
            return UNSPECIFIED;
        }
    }
}
