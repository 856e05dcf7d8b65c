package org.stirrup.http.listener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stirrup.http.codec.HttpDate;
import org.stirrup.http.codec.HttpRequest;
import org.stirrup.http.codec.ResponseHead;
import org.stirrup.http.exchange.Answer;
import org.stirrup.http.exchange.Answer.Body;
import org.stirrup.http.exchange.Delivery;

/** What is on its way to a client: bytes, and a file behind them. */
final class Outgoing {
    private static volatile Stamp stamp = new Stamp(-1, "");

    private final ByteBuffer bytes;
    private final Optional<Delivery> delivery;

    /** The date of an answer, which is the same for all of a second. */
    private record Stamp(long second, String text) {}

    private Outgoing(ByteBuffer bytes, Optional<Delivery> delivery) {
        this.bytes = bytes;
        this.delivery = delivery;
    }

    /** The client may send its body (RFC 9110, section 15.2.1). */
    static Outgoing goOn() {
        return new Outgoing(
                ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)), Optional.empty());
    }

    /**
     * @param request that is answered; null when it is none
     * @param last whether the connection is closed behind it
     */
    static Outgoing of(Answer answer, HttpRequest request, boolean last) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Date", date());
        fields.putAll(answer.fields());
        Optional<Delivery> delivery = Optional.empty();
        byte[] body = new byte[0];
        if (answer.body() instanceof Body.Bytes of) {
            body = of.bytes();
            fields.put("Content-Length", Integer.toString(body.length));
        } else if (answer.body() instanceof Body.Described described) {
            fields.put("Content-Length", Long.toString(described.length()));
        } else if (answer.body() instanceof Body.File file) {
            delivery = Optional.of(file.delivery());
            fields.put("Content-Length", Long.toString(file.delivery().length()));
        }
        if (last) {
            fields.put("Connection", "close");
        } else if (request.minorVersion() == 0) {
            fields.put("Connection", "keep-alive");
        }
        byte[] head = new ResponseHead(answer.status(), fields).encode();
        ByteBuffer bytes =
                ByteBuffer.allocate(head.length + body.length).put(head).put(body);
        return new Outgoing(bytes.flip(), delivery);
    }

    private static String date() {
        long second = System.currentTimeMillis() / 1000;
        Stamp present = stamp;
        if (present.second != second) {
            present = new Stamp(second, HttpDate.of(Instant.ofEpochSecond(second)));
            stamp = present;
        }
        return present.text;
    }

    void begin() {
        delivery.ifPresent(Delivery::begin);
    }

    boolean complete() {
        return !bytes.hasRemaining() && delivery.map(Delivery::complete).orElse(true);
    }

    /** @return how many bytes went, at most as many; 0 when the connection is full */
    long send(SocketChannel channel, long most) throws IOException {
        return bytes.hasRemaining()
                ? channel.write(bytes)
                : delivery.orElseThrow().send(most, channel);
    }

    void succeed() {
        delivery.ifPresent(Delivery::succeed);
    }

    void fail(Throwable cause) {
        delivery.ifPresent(each -> each.fail(cause));
    }
}
