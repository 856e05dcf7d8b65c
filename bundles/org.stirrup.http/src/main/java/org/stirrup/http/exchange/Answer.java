package org.stirrup.http.exchange;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, for a listener to send.
 *
 * @param status three digits
 * @param fields all but those of the connection and the body's length
 */
public record Answer(int status, Map<String, String> fields, Body body) {

    /** What follows the head. */
    public sealed interface Body {
        /** Nothing, and no length is told: 304. */
        record None() implements Body {}

        record Bytes(byte[] bytes) implements Body {}

        /** Its length is told and nothing is sent: HEAD. @param length in bytes */
        record Described(long length) implements Body {}

        /** @param delivery closed by the listener, whatever happens */
        record File(Delivery delivery) implements Body {}
    }

    public Answer {
        fields = new LinkedHashMap<>(fields);
    }

    /** A line of text. */
    public static Answer line(int status, String text) {
        return page(status, "text/plain;charset=utf-8", text + "\n");
    }

    public static Answer page(int status, String type, String text) {
        return new Answer(status, Map.of("Content-Type", type), new Body.Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same with one more field. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    /** The same for a client that asked by HEAD. */
    public Answer withoutBody() {
        return body instanceof Body.Bytes bytes
                ? new Answer(status, fields, new Body.Described(bytes.bytes().length))
                : this;
    }
}
