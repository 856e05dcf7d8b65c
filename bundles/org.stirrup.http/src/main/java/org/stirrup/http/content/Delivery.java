package org.stirrup.http.content;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.http.exchange.Journal;

/** Sends one file, or a part of it, as the client takes it: a client that is slow holds no thread. */
final class Delivery implements WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** Smaller files are in the journal when they have been sent, not when they start: packages come by the thousand. */
    private static final long LARGE = 1 << 20;

    private final Journal journal;
    private final Requester requester;
    private final ResourcePath path;
    private final Buffers buffers;
    private final Map<String, String> details = new LinkedHashMap<>();
    private final long start = System.nanoTime();

    private AsyncContext exchange;
    private ServletOutputStream out;
    private Resource.Content content;
    private ByteBuffer buffer;
    private long first;
    private long position;
    private long end;
    private boolean over;

    Delivery(Journal journal, Requester requester, ResourcePath path, Buffers buffers) {
        this.journal = journal;
        this.requester = requester;
        this.path = path;
        this.buffers = buffers;
        details.put("file", path.text());
    }

    /**
     * Starts it; all else happens as the client reads.
     *
     * @param response with its headers set
     * @param opened closed at the end
     */
    void start(
            HttpServletRequest request, HttpServletResponse response, Resource.Content opened, long offset, long length)
            throws IOException {
        content = opened;
        first = offset;
        position = offset;
        end = offset + length;
        if (offset > 0) {
            details.put("offset", Long.toString(offset));
        }
        buffer = buffers.take(length);
        if (length > LARGE) {
            journal.record(Kind.TRANSFER_START, requester, path + ", " + length + " bytes", details);
        }
        out = response.getOutputStream();
        exchange = request.startAsync(request, response);
        // The connection's own limit ends clients that take nothing.
        exchange.setTimeout(0);
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() throws IOException {
        // While it is not ready the buffer still belongs to the write before.
        while (!over && out.isReady()) {
            if (position >= end) {
                finish(null);
                return;
            }
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            int count = content.read(buffer, position);
            if (count < 0) {
                throw new EOFException("ends at byte " + position + " of " + end);
            }
            position += count;
            out.write(buffer.flip());
        }
    }

    @Override
    public void onError(Throwable cause) {
        finish(cause);
    }

    private synchronized void finish(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        if (cause == null) {
            buffers.give(buffer);
        } else {
            // The web server may still hold it.
            buffers.lose(buffer);
        }
        try {
            content.close();
        } catch (IOException e) {
            LOG.warn("{} did not close cleanly", path, e);
        }
        details.put("bytes", Long.toString(position - first));
        details.put("millis", Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
        if (cause == null) {
            journal.record(Kind.TRANSFER_END, requester, path + ", " + (end - first) + " bytes", details);
        } else {
            details.put("reason", cause.toString());
            journal.record(
                    Kind.TRANSFER_FAILED,
                    requester,
                    path + " after " + (position - first) + " of " + (end - first) + " bytes: " + cause,
                    details);
        }
        exchange.complete();
    }
}
