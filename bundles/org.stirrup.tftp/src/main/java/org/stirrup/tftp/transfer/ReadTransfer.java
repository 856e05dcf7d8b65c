package org.stirrup.tftp.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.stirrup.tftp.codec.ErrorCode;
import org.stirrup.tftp.codec.TftpCodec;
import org.stirrup.tftp.codec.TftpPacket;

/**
 * One file on its way to one client (RFC 1350, section 6; RFC 7440, section 4). Blocks are counted from 1 without end;
 * the wire shows the lowest 16 bits, so the number after 65535 is 0. Not safe for several threads.
 */
public final class ReadTransfer {
    private static final Progress RUNNING = new Progress.Running();
    /** The shortest wait before something is sent again, unless the client needs a longer one. */
    public static final Duration LEAST_WAIT = Duration.ofMillis(50);

    /** Bytes of a window that are handed to the wire at once. */
    private static final int PIECE = 60_000;

    private static final long CEILING = TimeUnit.SECONDS.toNanos(4);

    private final Terms terms;
    private final BlockSource source;
    private final int retries;
    private final Wire wire;
    private final LongSupplier clock;
    private final RetransmitTimer timer;

    /** Whether the client still has to answer the options. */
    private boolean negotiating;

    private long acked;
    private long sent;
    /** Highest block ever sent: what is sent up to it is sent again. */
    private long reached;

    private long last = Long.MAX_VALUE;
    private int lastLength;

    private int silences;
    private long heardAt;
    private long windowSentAt;
    /** Whether the window was sent once only, so that its answer tells the round trip. */
    private boolean timed;
    /** The acknowledged block for which the window was sent again at the client's request; once is enough. */
    private long renewedFor = -1;

    private long retransmits;
    private volatile long deadline;

    /**
     * @param wire where datagrams go
     * @param clock nanoseconds from any origin
     */
    public ReadTransfer(Terms terms, BlockSource source, int retries, Wire wire, LongSupplier clock) {
        this(terms, source, retries, LEAST_WAIT, wire, clock);
    }

    /**
     * @param leastWait from sending something to sending it again, at the least
     * @param wire where datagrams go
     * @param clock nanoseconds from any origin
     */
    public ReadTransfer(
            Terms terms, BlockSource source, int retries, Duration leastWait, Wire wire, LongSupplier clock) {
        this.terms = terms;
        this.source = source;
        this.retries = retries;
        this.wire = wire;
        this.clock = clock;
        this.negotiating = !terms.acknowledged().isEmpty();
        this.timer = new RetransmitTimer(leastWait.toNanos(), ceiling(terms));
        this.deadline = clock.getAsLong() + timer.nanos();
    }

    /** The client may want to be asked again sooner than we would, never later. */
    private static long ceiling(Terms terms) {
        return terms.timeoutSeconds().isPresent()
                ? Math.min(
                        CEILING, TimeUnit.SECONDS.toNanos(terms.timeoutSeconds().getAsInt()))
                : CEILING;
    }

    /** Sends the first answer: the options, or the first window when there are none. */
    public Progress begin() {
        heardAt = clock.getAsLong();
        return send();
    }

    /** A packet came from the client. What does not belong into the transfer changes nothing. */
    public Progress received(TftpPacket packet) {
        if (packet instanceof TftpPacket.Ack ack) {
            return acknowledged(ack.block());
        }
        if (packet instanceof TftpPacket.Error error) {
            return new Progress.Aborted("error " + error.code() + ": " + error.text());
        }
        return RUNNING;
    }

    /** The client repeated its request: it has not seen the first answer. */
    public Progress requestedAgain() {
        return answered() ? RUNNING : again();
    }

    /** To be called now and then: sends again what was not answered in time. */
    public Progress tick() {
        long now = clock.getAsLong();
        if (now - deadline < 0) {
            return RUNNING;
        }
        long patience = TimeUnit.SECONDS.toNanos(terms.timeoutSeconds().orElse(0));
        if (silences >= retries && now - heardAt >= patience) {
            String what = negotiating ? "the options" : "block " + (acked + 1);
            end(ErrorCode.NOT_DEFINED, "timeout");
            return new Progress.Failed("timeout: no answer to " + what + " sent " + (silences + 1) + " times");
        }
        silences++;
        timer.silence();
        return again();
    }

    /** When {@link #tick} has something to do, on the clock's scale. May be asked by any thread. */
    public long deadline() {
        return deadline;
    }

    /** Whether the client has answered at all. */
    public boolean answered() {
        return acked > 0 || (!negotiating && !terms.acknowledged().isEmpty());
    }

    /** When the client was heard last, on the clock's scale; the beginning while it was not. */
    public long heardAt() {
        return heardAt;
    }

    /** Bytes of the file that the client has acknowledged. */
    public long bytes() {
        return acked >= last ? (last - 1) * terms.blockSize() + lastLength : acked * terms.blockSize();
    }

    /** Packets that were sent more than once. */
    public long retransmits() {
        return retransmits;
    }

    private Progress acknowledged(int number) {
        if (negotiating) {
            if (number != 0) {
                return RUNNING;
            }
            negotiating = false;
            heard();
            return send();
        }
        long block = acked + ((number - acked) & 0xffff);
        if (block == acked) {
            return acknowledgedAgain();
        }
        if (block > sent) {
            // From before the latest, arriving late.
            return RUNNING;
        }
        acked = block;
        heard();
        return acked >= last ? new Progress.Complete() : send();
    }

    /**
     * The client repeats that it waits for the block after this one. With a window of one that is an echo of our own
     * repetition, and answering it would double every packet from there on (RFC 1123, section 4.2.3.1). With a greater
     * window the first block of it was lost (RFC 7440, section 4): it is sent again, once, and not for an echo that
     * comes sooner than an answer could.
     */
    private Progress acknowledgedAgain() {
        boolean echo = clock.getAsLong() - windowSentAt < timer.roundTrip() / 2;
        if (terms.windowSize() == 1 || renewedFor == acked || echo) {
            return RUNNING;
        }
        renewedFor = acked;
        heardAt = clock.getAsLong();
        return again();
    }

    private void heard() {
        heardAt = clock.getAsLong();
        silences = 0;
        if (timed) {
            timer.measured(heardAt - windowSentAt);
        }
    }

    private Progress again() {
        timed = false;
        return transmit();
    }

    private Progress send() {
        timed = true;
        return transmit();
    }

    private Progress transmit() {
        windowSentAt = clock.getAsLong();
        try {
            if (negotiating) {
                retransmits += timed ? 0 : 1;
                wire.send(TftpCodec.encode(new TftpPacket.OptionAck(terms.acknowledged())));
            } else {
                sendWindow();
            }
        } catch (IOException | RuntimeException e) {
            // Content comes from plugins, which may fail in any way; the client is told and the server goes on.
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            end(ErrorCode.NOT_DEFINED, why);
            return new Progress.Failed("cannot be read: " + why);
        }
        deadline = windowSentAt + timer.nanos();
        return RUNNING;
    }

    private void sendWindow() throws IOException {
        int room = TftpCodec.DATA_HEADER + terms.blockSize();
        long end = Math.min(acked + terms.windowSize(), last);
        for (sent = acked; sent < end; end = Math.min(end, last)) {
            int blocks = (int) Math.min(end - sent, Math.max(1, PIECE / room));
            ByteBuffer datagrams = ByteBuffer.allocate(blocks * room);
            while (datagrams.remaining() >= room && sent < last) {
                put(sent + 1, datagrams, room);
            }
            wire.sendAll(datagrams.flip(), room);
        }
    }

    /** Puts the datagram of the next block behind the others. */
    private void put(long block, ByteBuffer datagrams, int room) throws IOException {
        ByteBuffer datagram = datagrams.slice(datagrams.position(), room);
        TftpCodec.startData(block, datagram);
        source.read(block, datagram);
        datagrams.position(datagrams.position() + datagram.position());
        int length = datagram.position() - TftpCodec.DATA_HEADER;
        if (length < terms.blockSize()) {
            last = block;
            lastLength = length;
        }
        sent = block;
        if (block <= reached) {
            retransmits++;
            timed = false;
        }
        reached = Math.max(reached, block);
    }

    /** Tells the client that nothing more will come. */
    public void end(ErrorCode code, String text) {
        wire.send(TftpCodec.encode(new TftpPacket.Error(code, text)));
    }
}
