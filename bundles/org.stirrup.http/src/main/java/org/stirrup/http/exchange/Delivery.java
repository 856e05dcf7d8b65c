package org.stirrup.http.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent.Kind;

/**
 * One file, or a part of it, on its way to a client, and what the journal is told of it. It goes from where it lies to
 * the connection without a copy through this process where the system can. Used by one thread at a time.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** Smaller files are in the journal when they have been sent, not when they start: packages come by the thousand. */
    private static final long LARGE = 1 << 20;

    private final Journal journal;
    private final Requester requester;
    private final ResourcePath path;
    private final Resource.Content content;
    private final long first;
    private final long end;
    private final Map<String, String> details = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private long position;
    private boolean over;

    /**
     * @param content opened; closed at the end
     * @param first byte, from 0
     * @param length in bytes
     */
    public Delivery(
            Journal journal,
            Requester requester,
            ResourcePath path,
            Resource.Content content,
            long first,
            long length) {
        this.journal = journal;
        this.requester = requester;
        this.path = path;
        this.content = content;
        this.first = first;
        this.position = first;
        this.end = first + length;
        details.put("file", path.text());
        if (first > 0) {
            details.put("offset", Long.toString(first));
        }
    }

    /** In bytes, of what is to be sent. */
    public long length() {
        return end - first;
    }

    public boolean complete() {
        return position >= end;
    }

    /** Tells the journal that it starts. */
    public void begin() {
        if (length() > LARGE) {
            journal.record(Kind.TRANSFER_START, requester, path + ", " + length() + " bytes", details);
        }
    }

    /**
     * Sends on.
     *
     * @param most bytes
     * @param target not blocking
     * @return how many went; 0 when the target is full
     * @throws IOException when the file cannot be read or the client is gone
     */
    public long send(long most, WritableByteChannel target) throws IOException {
        long count = content.transferTo(position, Math.min(most, end - position), target);
        if (count <= 0 && content.read(ByteBuffer.allocate(1), position) < 0) {
            // Not the target is full: the file has become shorter since its size was told.
            throw new EOFException("ends at byte " + position + " of " + end);
        }
        position += Math.max(count, 0);
        return Math.max(count, 0);
    }

    /** All has gone to the client. */
    public void succeed() {
        if (close()) {
            journal.record(Kind.TRANSFER_END, requester, path + ", " + length() + " bytes", details);
        }
    }

    /** It ends before its end. */
    public void fail(Throwable cause) {
        if (close()) {
            details.put("reason", cause.toString());
            String text = path + " after " + (position - first) + " of " + length() + " bytes: " + cause;
            journal.record(Kind.TRANSFER_FAILED, requester, text, details);
        }
    }

    private boolean close() {
        if (over) {
            return false;
        }
        over = true;
        try {
            content.close();
        } catch (IOException e) {
            LOG.warn("{} did not close cleanly", path, e);
        }
        details.put("bytes", Long.toString(position - first));
        details.put("millis", Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
        return true;
    }
}
