package org.stirrup.lease.embedded.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a lease log says, read from its beginning to its end. A commit is written when the one before it is on stable
 * storage; so what is not whole in the last one was never confirmed to anybody, a torn end. What is not whole before
 * that was confirmed, and is damage.
 *
 * @param leases address to lease as stored, from all records that are whole
 * @param commit number of the last commit that counts
 * @param end position after the last record that counts; what comes after it is a torn end
 * @param damage what is wrong in it, for a person; empty when nothing is
 */
public record LogText(NavigableMap<Long, byte[]> leases, long commit, int end, Optional<String> damage) {
    /** What a log begins with. */
    public static final String TITLE = "Stirrup leases 1\n";

    private static final byte[] TITLE_BYTES = TITLE.getBytes(StandardCharsets.US_ASCII);

    /** Names in one message, at the most. */
    private static final int NAMED = 20;

    public static LogText read(ByteBuffer log) {
        return new Reader(log).read();
    }

    /** One reading of one log. */
    private static final class Reader {
        private final ByteBuffer log;
        private final NavigableMap<Long, byte[]> leases = new TreeMap<>();
        private final List<String> damage = new ArrayList<>();
        private final Set<String> lost = new LinkedHashSet<>();
        private long commit;
        private int left;
        private int at = TITLE_BYTES.length;

        Reader(ByteBuffer log) {
            this.log = log;
        }

        LogText read() {
            if (log.limit() < at || !log.slice(0, at).equals(ByteBuffer.wrap(TITLE_BYTES))) {
                return new LogText(leases, 0, 0, Optional.of("it does not begin as a lease log does"));
            }
            while (at < log.limit()) {
                Optional<LogCodec.Entry> entry = LogCodec.read(log, at);
                if (entry.isPresent()) {
                    take(entry.get());
                } else if (isTornFrom(at)) {
                    break;
                } else {
                    skip();
                }
            }
            return new LogText(leases, commit, at, description());
        }

        private void take(LogCodec.Entry entry) {
            entry.address().ifPresent(address -> {
                if (entry.lease().length == 0) {
                    leases.remove(address);
                } else {
                    leases.put(address, entry.lease());
                }
            });
            commit = entry.commit();
            left = entry.left();
            at = entry.end();
        }

        /** Whether nothing but records of one commit, the last, comes after a place. */
        private boolean isTornFrom(int place) {
            long torn = left > 0 ? commit : commit + 1;
            int next = wholeAfter(place);
            while (next < log.limit()) {
                Optional<LogCodec.Entry> entry = LogCodec.read(log, next);
                if (entry.isPresent() && entry.get().commit() != torn) {
                    return false;
                }
                next = entry.isPresent() ? entry.get().end() : wholeAfter(next);
            }
            return true;
        }

        /** Where the next whole record begins; the end of the log when there is none. */
        private int wholeAfter(int place) {
            int next = place + 1;
            while (next < log.limit() && LogCodec.read(log, next).isEmpty()) {
                next++;
            }
            return next;
        }

        private void skip() {
            int next = wholeAfter(at);
            damage.add(at + " to " + (next - 1));
            for (int one = at; LogCodec.endAt(log, one) > one && LogCodec.endAt(log, one) <= next; ) {
                LogCodec.addressAt(log, one).map(AddressKey::address).ifPresent(who -> lost.add(who.getHostAddress()));
                one = LogCodec.endAt(log, one);
            }
            at = next;
        }

        private Optional<String> description() {
            if (damage.isEmpty()) {
                return Optional.empty();
            }
            String whose = lost.isEmpty()
                    ? "whose cannot be read"
                    : "as far as can be read of "
                            + lost.stream().limit(NAMED).collect(Collectors.joining(", "))
                            + (lost.size() > NAMED ? " and " + (lost.size() - NAMED) + " more" : "");
            return Optional.of("bytes " + damage.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + " are not what was written; changes of leases are lost there, " + whose + "; " + leases.size()
                    + " leases can be read");
        }
    }
}
