package org.stirrup.lease.move;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;

/**
 * A lease as a line of text, and back, exactly: address, client, MAC, state, starts, expires or {@code -}, host name in
 * hex of its UTF-8 or {@code -}; blanks between.
 */
final class LeaseLine {
    private static final String NONE = "-";
    private static final int FIELDS = 7;

    private LeaseLine() {}

    static String write(Lease lease) {
        return String.join(
                " ",
                lease.address().getHostAddress(),
                lease.client().text(),
                lease.mac().text(),
                lease.state().name(),
                lease.starts().toString(),
                lease.expires().map(Instant::toString).orElse(NONE),
                lease.hostname()
                        .map(name -> "x" + HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)))
                        .orElse(NONE));
    }

    /** @throws IllegalArgumentException when it is not what {@link #write} made */
    static Lease read(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS || !fields[0].matches("[0-9.]{7,15}")) {
            throw new IllegalArgumentException("not a lease: '" + line + "'");
        }
        try {
            return new Lease(
                    (Inet4Address) InetAddress.getByName(fields[0]),
                    new ClientKey(fields[1]),
                    new MacAddress(fields[2]),
                    fields[6].equals(NONE)
                            ? Optional.empty()
                            : Optional.of(new String(
                                    HexFormat.of().parseHex(fields[6].substring(1)), StandardCharsets.UTF_8)),
                    Lease.State.valueOf(fields[3]),
                    Instant.parse(fields[4]),
                    fields[5].equals(NONE) ? Optional.empty() : Optional.of(Instant.parse(fields[5])));
        } catch (UnknownHostException | DateTimeException e) {
            throw new IllegalArgumentException("not a lease: '" + line + "'", e);
        }
    }
}
