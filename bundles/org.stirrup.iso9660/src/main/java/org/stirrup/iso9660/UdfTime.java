package org.stirrup.iso9660;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The format's timestamps (ECMA-167, 1/7.3; UDF 2.01, 2.1.4). */
final class UdfTime {
    private static final int NO_ZONE = -2047;

    private UdfTime() {}

    /** Twelve bytes. A time that cannot be is taken as not specified. */
    static Instant of(ByteBuffer bytes, int at) {
        int minutes = (short) (bytes.getShort(at) << 4) >> 4; // twelve bits with a sign; above them the type
        try {
            int nanos = bytes.get(at + 9) * 10_000_000 + bytes.get(at + 10) * 100_000 + bytes.get(at + 11) * 1000;
            return LocalDateTime.of(
                            bytes.getShort(at + 2),
                            bytes.get(at + 4),
                            bytes.get(at + 5),
                            bytes.get(at + 6),
                            bytes.get(at + 7),
                            bytes.get(at + 8),
                            nanos)
                    .toInstant(ZoneOffset.ofTotalSeconds(minutes == NO_ZONE ? 0 : minutes * 60));
        } catch (DateTimeException e) {
            return IsoTime.UNSPECIFIED;
        }
    }
}
