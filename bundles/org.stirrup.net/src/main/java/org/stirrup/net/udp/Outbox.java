package org.stirrup.net.udp;

import com.sun.jna.LastErrorException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.net.linux.DatagramCalls;
import org.stirrup.net.linux.Datagrams;

/**
 * Gathers the datagrams of one socket, to be sent with one call to the kernel. Those that go to one place one after the
 * other are one entry, as far as the kernel and the link let us. For one thread at a time.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final int ENTRIES = 64;
    private static final int BYTES = 256 * 1024;

    /** Datagrams in one entry at the most (UDP_MAX_SEGMENTS), and their bytes. */
    private static final int MOST_DATAGRAMS = 64;

    private static final int MOST_BYTES = 65_000;

    private static final int EINTR = 4;
    private static final int EIO = 5;
    private static final int ENOPROTOOPT = 92;
    private static final int EOPNOTSUPP = 95;

    private final DatagramCalls calls;
    private final int socket;
    private final String link;
    private final BiConsumer<InetSocketAddress, String> refused;

    private final Datagrams datagrams = new Datagrams(ENTRIES, BYTES);
    private final Entry[] entries = new Entry[ENTRIES];
    private int count;
    private int used;

    /** Longer ones than the link carries in a frame are not put into one entry; 0 when none are. */
    private int longest = Integer.MAX_VALUE;

    /** @param length of each datagram in it */
    private record Entry(InetSocketAddress to, int position, int bytes, int length) {}

    /** @param refused told of what cannot be sent: to whom, and why */
    Outbox(DatagramCalls calls, int socket, String link, BiConsumer<InetSocketAddress, String> refused) {
        this.calls = calls;
        this.socket = socket;
        this.link = link;
        this.refused = refused;
    }

    /** @param payloads one after the other @param length of each, the last one may be shorter */
    void add(ByteBuffer payloads, int length, InetSocketAddress to) {
        ByteBuffer rest = payloads.duplicate();
        do {
            int bytes = Math.min(rest.remaining(), atOnce(length));
            if (bytes > BYTES) {
                refused.accept(to, "a datagram of " + bytes + " bytes");
                return;
            }
            if (count == ENTRIES || used + bytes > BYTES) {
                flush();
            }
            datagrams.view(used, bytes).put(rest.slice(rest.position(), bytes));
            rest.position(rest.position() + bytes);
            put(count, new Entry(to, used, bytes, length));
            count++;
            used += bytes;
        } while (rest.hasRemaining());
    }

    private int atOnce(int length) {
        return length > longest ? length : Math.max(1, Math.min(MOST_DATAGRAMS, MOST_BYTES / length)) * length;
    }

    private void put(int at, Entry entry) {
        entries[at] = entry;
        datagrams.to(at, entry.to());
        datagrams.place(at, entry.position(), entry.bytes());
        datagrams.segments(at, entry.bytes() > entry.length() ? entry.length() : 0);
    }

    /** Sends what was gathered. */
    void flush() {
        int last = count;
        count = 0;
        used = 0;
        for (int at = 0; at < last; ) {
            try {
                at += calls.send(socket, datagrams, at, last - at);
            } catch (LastErrorException e) {
                if (e.getErrorCode() != EINTR) {
                    failed(at, e);
                    at++;
                }
            }
        }
    }

    private void failed(int at, LastErrorException error) {
        Entry entry = entries[at];
        if (entry.bytes() <= entry.length()) {
            refused.accept(entry.to(), error.getMessage());
            return;
        }
        switch (error.getErrorCode()) {
            case EIO, ENOPROTOOPT, EOPNOTSUPP -> {
                longest = 0;
                LOG.info("{}: datagrams to one client leave one by one, the system cannot cut them there", link);
            }
            default -> longest = Math.min(longest, entry.length() - 1);
        }
        oneByOne(at, entry);
    }

    private void oneByOne(int at, Entry entry) {
        for (int from = 0; from < entry.bytes(); from += entry.length()) {
            int bytes = Math.min(entry.length(), entry.bytes() - from);
            put(at, new Entry(entry.to(), entry.position() + from, bytes, bytes));
            try {
                calls.send(socket, datagrams, at, 1);
            } catch (LastErrorException e) {
                refused.accept(entry.to(), e.getMessage());
            }
        }
    }
}
