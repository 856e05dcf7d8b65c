package org.stirrup.tftp.server;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.tftp.transfer.ReadTransfer;

/** What happens on one link, in the journal's words. */
final class Report {
    /** Lines a second about datagrams that make no sense; a flood of them must not push everything else out. */
    private static final int DROPS_A_SECOND = 10;

    private final String link;
    private final Consumer<BootEvent> journal;
    private final LongSupplier clock;

    private final AtomicLong dropped = new AtomicLong();
    private long second;
    private int inSecond;
    private long unsaid;

    /** @param clock nanoseconds from any origin */
    Report(String link, Consumer<BootEvent> journal, LongSupplier clock) {
        this.link = link;
        this.journal = journal;
        this.clock = clock;
    }

    /** A datagram that is not answered. */
    synchronized void dropped(InetSocketAddress from, String because) {
        dropped.incrementAndGet();
        long now = TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong());
        if (now != second) {
            second = now;
            inSecond = 0;
        }
        if (inSecond++ >= DROPS_A_SECOND) {
            unsaid++;
            return;
        }
        String more = unsaid == 0 ? "" : " (and " + unsaid + " more before it)";
        unsaid = 0;
        write(Kind.DROP, from, "TFTP " + because + more, details("reason", because));
    }

    /** Datagrams that were not answered, since the link is served. */
    long drops() {
        return dropped.get();
    }

    /** A request that gets nothing. @param file as the client named it */
    void refused(InetSocketAddress from, Kind kind, String file, String because) {
        write(kind, from, printable(file) + ": " + because, details("file", printable(file), "reason", because));
    }

    void started(Order order) {
        write(Kind.TRANSFER_START, order.client(), order.file(), figures(order));
    }

    void completed(Order order, ReadTransfer transfer, long millis) {
        String text = order.file() + ", " + transfer.bytes() + " bytes in " + millis + " ms";
        write(Kind.TRANSFER_END, order.client(), text, figures(order, transfer, millis));
    }

    void failed(Order order, ReadTransfer transfer, long millis, String because) {
        Map<String, String> details = figures(order, transfer, millis);
        details.put("reason", because);
        String text = order.file() + " after " + transfer.bytes() + " bytes: " + because;
        write(Kind.TRANSFER_FAILED, order.client(), text, details);
    }

    private Map<String, String> figures(Order order) {
        return details(
                "file", order.file(),
                "blksize", Integer.toString(order.terms().blockSize()),
                "windowsize", Integer.toString(order.terms().windowSize()));
    }

    private Map<String, String> figures(Order order, ReadTransfer transfer, long millis) {
        Map<String, String> details = figures(order);
        details.put("bytes", Long.toString(transfer.bytes()));
        details.put("millis", Long.toString(millis));
        details.put("retransmits", Long.toString(transfer.retransmits()));
        return details;
    }

    private Map<String, String> details(String... pairs) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("protocol", "tftp");
        details.put("link", link);
        for (int i = 0; i < pairs.length; i += 2) {
            details.put(pairs[i], pairs[i + 1]);
        }
        return details;
    }

    private void write(Kind kind, InetSocketAddress client, String text, Map<String, String> details) {
        journal.accept(BootEvent.of(kind, client.getAddress(), text, details));
    }

    /** A client's words must not forge lines of a log. */
    static String printable(String text) {
        String shown = text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .limit(200)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return shown.isEmpty() ? "(no name)" : shown;
    }
}
