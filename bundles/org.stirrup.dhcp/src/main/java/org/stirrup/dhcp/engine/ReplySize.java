package org.stirrup.dhcp.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.KnownOption;

/**
 * How much payload a client takes in one datagram.
 *
 * @param least bytes; a shorter message is padded
 * @param largest bytes
 */
public record ReplySize(int least, int largest) {
    /** IP and UDP headers, which option 57 counts (RFC 2132, section 9.10). */
    private static final int HEADERS = 28;

    /** What every DHCP client takes (RFC 2131, section 2). */
    private static final int TAKEN_BY_ALL = 576 - HEADERS;

    static ReplySize of(DhcpMessage request, Oddities oddities) {
        return oddities.first(QuirkEffect.LeastReply.class)
                .map(row -> ((QuirkEffect.LeastReply) row.effect()).bytes())
                .map(least -> new ReplySize(least, Math.max(least, largest(request, oddities))))
                .orElseGet(() -> new ReplySize(DhcpEncoder.SMALLEST, largest(request, oddities)));
    }

    private static int largest(DhcpMessage request, Oddities oddities) {
        if (request.isBootp()) {
            return DhcpEncoder.SMALLEST;
        }
        int most = ceiling(oddities).map(row -> bytes(row)).orElse(0xffff) - HEADERS;
        return (int) Math.max(TAKEN_BY_ALL, Math.min(most, said(request) - HEADERS));
    }

    /** The rows that made it another than the client's own words would. */
    static List<Oddity> oddities(DhcpMessage request, Oddities oddities) {
        List<Oddity> applied = new ArrayList<>();
        ceiling(oddities)
                .filter(row -> !request.isBootp() && said(request) > bytes(row))
                .ifPresent(row -> applied.add(new Oddity(
                        row, "says it takes " + said(request) + " bytes, is sent no more than " + bytes(row))));
        oddities.first(QuirkEffect.LeastReply.class)
                .ifPresent(row -> applied.add(new Oddity(row, "replies are padded")));
        return applied;
    }

    private static long said(DhcpMessage request) {
        return request.options().number(KnownOption.MAXIMUM_SIZE).orElse(0L);
    }

    private static Optional<Quirk> ceiling(Oddities oddities) {
        return oddities.first(QuirkEffect.LargestReply.class);
    }

    private static int bytes(Quirk row) {
        return ((QuirkEffect.LargestReply) row.effect()).bytes();
    }
}
