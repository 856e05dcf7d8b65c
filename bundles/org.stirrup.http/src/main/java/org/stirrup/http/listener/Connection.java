package org.stirrup.http.listener;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.Requester;
import org.stirrup.http.codec.BodyDecoder;
import org.stirrup.http.codec.BodyDecoder.Progress;
import org.stirrup.http.codec.Decoded;
import org.stirrup.http.codec.Framing;
import org.stirrup.http.codec.HttpRequest;
import org.stirrup.http.codec.RequestDecoder;
import org.stirrup.http.exchange.Answer;
import org.stirrup.http.exchange.Call;
import org.stirrup.http.exchange.Responder;

/**
 * One client's connection: a request is read, answered, and only then the next is looked at (RFC 9112, section 9.3.2).
 * {@link #run} goes on until it would have to wait. Used by one thread at a time.
 */
final class Connection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** What one connection is sent before it is another's turn, and by one call to the system; in bytes. */
    private static final long TURN = 4 << 20;

    private static final long STEP = 1 << 20;

    private static final int FIRST_BUFFER = 1 << 10;

    /** Longest body of a request, and how much of it has to come within the time that a silent client is given. */
    private static final long LONGEST_BODY = 64 << 20;

    private static final long BODY_STEP = 16 << 10;

    /** For how long a client's rest is read and dropped, so that it sees the answer and not a reset (section 9.6). */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** Why it runs. */
    enum Cause {
        /** It can go on. */
        READY,
        /** Its time is over. */
        EXPIRED,
        /** The listener leaves, and nothing is under way here. */
        UNUSED
    }

    private final SocketChannel channel;
    private final Requester requester;
    private final Responder responder;
    private final Traffic traffic;
    private final long patience;

    /** Read from its position to its limit. */
    private ByteBuffer in = ByteBuffer.allocate(FIRST_BUFFER).limit(0);

    private HttpRequest request;
    private BodyDecoder body;
    private long bodySteps;
    private boolean bodyAdmitted;
    private Outgoing out;
    private boolean answering;
    private boolean last;
    private boolean lingering;

    // For the loop, while it is there.
    private Cause cause = Cause.READY;
    private int interest = SelectionKey.OP_READ;
    private long deadline;
    private boolean closed;
    private boolean stopped;

    Connection(SocketChannel channel, Requester requester, Responder responder, Traffic traffic, Duration idleTimeout) {
        this.channel = channel;
        this.requester = requester;
        this.responder = responder;
        this.traffic = traffic;
        this.patience = idleTimeout.toNanos();
        this.deadline = System.nanoTime() + patience;
    }

    int interest() {
        return interest;
    }

    boolean closed() {
        return closed;
    }

    boolean expired(long now) {
        return deadline - now < 0;
    }

    /** Whether no request has begun. */
    boolean unused() {
        return out == null && body == null && !lingering && !in.hasRemaining();
    }

    SelectionKey register(Selector selector) throws IOException {
        return channel.register(selector, interest, this);
    }

    /** It is to run. */
    void go(Cause why) {
        cause = why;
        stopped = false;
    }

    /** It waits for the client. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /** Ends it without running it again. */
    void abandon() {
        if (!closed) {
            close(new IOException("the server ended"));
        }
    }

    @Override
    public void run() {
        Cause why = cause;
        cause = Cause.READY;
        try {
            if (traffic.cut()) {
                throw new IOException("the server ended");
            } else if (why == Cause.EXPIRED && out == null) {
                expire();
            } else if (why == Cause.UNUSED) {
                proceed(false); // a request may have come meanwhile
                if (!closed && unused()) {
                    linger();
                }
            } else if (lingering) {
                drop();
            } else {
                proceed(why == Cause.EXPIRED);
            }
        } catch (IOException | RuntimeException | LinkageError | VirtualMachineError e) {
            // Also when memory is short: the thread has others to serve.
            if (!(e instanceof IOException)) {
                LOG.error("HTTP: the connection of {} is closed", requester.client(), e);
            }
            close(e);
        }
    }

    private void expire() throws IOException {
        if (lingering || unused()) {
            close(new SocketTimeoutException());
        } else {
            refuse(
                    408,
                    "the request did not come within "
                            + Duration.ofNanos(patience).toSeconds() + " s");
            proceed(false);
        }
    }

    /** @param late whether the connection took nothing for as long as it may; it may have room all the same */
    private void proceed(boolean late) throws IOException {
        boolean expired = late;
        long turn = TURN;
        while (true) {
            if (out != null) {
                while (!out.complete()) {
                    if (turn <= 0) {
                        awaitRoom(); // there is room: this waits for others only
                        return;
                    }
                    long asked = Math.min(turn, STEP);
                    long sent = out.send(channel, asked);
                    if (sent == 0) {
                        if (expired) {
                            throw new SocketTimeoutException("the client took nothing for "
                                    + Duration.ofNanos(patience).toSeconds() + " s");
                        }
                        awaitRoom();
                        return;
                    }
                    expired = false;
                    turn -= sent;
                }
                if (sent()) {
                    return;
                }
            }
            if (!read()) {
                return;
            }
        }
    }

    /** @return whether that was all on this connection */
    private boolean sent() throws IOException {
        out.succeed();
        out = null;
        if (answering) {
            answering = false;
            traffic.answering.decrementAndGet();
            request = null;
            deadline = System.nanoTime() + patience;
        }
        if (last) {
            linger();
        }
        return last;
    }

    /** Reads a request and decides what is answered. @return whether there is something to send now */
    private boolean read() throws IOException {
        while (true) {
            if (body == null) {
                Decoded decoded = RequestDecoder.decode(in);
                if (decoded instanceof Decoded.Malformed malformed) {
                    refuse(malformed.status(), malformed.because());
                    return true;
                } else if (decoded instanceof Decoded.Complete complete) {
                    if (begin(complete.request())) {
                        return true;
                    }
                    continue;
                }
            } else {
                Progress progress = body.decode(in);
                if (progress instanceof Progress.Malformed malformed) {
                    refuse(malformed.status(), malformed.because());
                    return true;
                } else if (progress instanceof Progress.Complete) {
                    byte[] beginning = body.beginning();
                    endBody();
                    answer(beginning);
                    return true;
                } else if (body.total() / BODY_STEP > bodySteps) {
                    bodySteps = body.total() / BODY_STEP;
                    deadline = System.nanoTime() + patience;
                }
            }
            if (!fill()) {
                return false;
            }
        }
    }

    /** @return whether there is something to send now */
    private boolean begin(HttpRequest next) {
        request = next;
        if (next.framing() instanceof Framing.None) {
            answer(new byte[0]);
            return true;
        }
        int wanted = responder.wants(next);
        if (wanted > 0) {
            if (!traffic.bodies.tryAcquire()) {
                refuse(503, "too many reports at once");
                return true;
            }
            bodyAdmitted = true;
        }
        body = new BodyDecoder(next.framing(), wanted, LONGEST_BODY);
        bodySteps = 0;
        deadline = System.nanoTime() + patience;
        if (next.awaitsContinue() && !in.hasRemaining()) {
            out = Outgoing.goOn();
            return true;
        }
        return false;
    }

    private void endBody() {
        body = null;
        if (bodyAdmitted) {
            bodyAdmitted = false;
            traffic.bodies.release();
        }
    }

    private void answer(byte[] beginning) {
        answering = true;
        traffic.answering.incrementAndGet();
        Answer answer;
        try {
            answer = responder.answer(new Call(request, requester, beginning));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("HTTP: {} {} of {} failed", request.method(), request.path(), requester.client(), e);
            answer = Answer.line(500, "this failed; the log of the appliance says why");
        }
        last = !request.keepsAlive() || traffic.leaving();
        out = Outgoing.of(answer, request, last);
        out.begin();
    }

    private void refuse(int status, String because) {
        endBody();
        last = true;
        out = Outgoing.of(Answer.line(status, because), null, true);
    }

    /** @return whether there are more bytes than before */
    private boolean fill() throws IOException {
        boolean first = !in.hasRemaining();
        if (first && in.capacity() > FIRST_BUFFER && body == null) {
            in = ByteBuffer.allocate(FIRST_BUFFER);
        } else if (in.remaining() == in.capacity()) {
            in = ByteBuffer.allocate(2 * in.capacity()).put(in);
        } else {
            in.compact();
        }
        int count = channel.read(in);
        in.flip();
        if (count < 0) {
            close(new IOException("the client ended the connection"));
        } else if (count == 0) {
            interest = SelectionKey.OP_READ;
        } else if (first && body == null) {
            deadline = System.nanoTime() + patience;
        }
        return count > 0;
    }

    private void linger() throws IOException {
        lingering = true;
        channel.shutdownOutput();
        deadline = System.nanoTime() + LINGER.toNanos();
        drop();
    }

    private void drop() throws IOException {
        int count;
        do {
            in.clear();
            count = channel.read(in);
        } while (count > 0 && !expired(System.nanoTime()));
        in.limit(0);
        if (count == 0) {
            interest = SelectionKey.OP_READ;
        } else {
            close(new IOException("the client ended the connection"));
        }
    }

    private void awaitRoom() {
        interest = SelectionKey.OP_WRITE;
        deadline = System.nanoTime() + patience;
    }

    private void close(Throwable why) {
        endBody();
        if (out != null) {
            out.fail(why);
            out = null;
        }
        if (answering) {
            answering = false;
            traffic.answering.decrementAndGet();
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("HTTP: the connection of {} did not close cleanly", requester.client(), e);
        }
    }
}
