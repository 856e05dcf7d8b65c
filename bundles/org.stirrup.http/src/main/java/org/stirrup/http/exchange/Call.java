package org.stirrup.http.exchange;

import java.nio.charset.StandardCharsets;
import org.stirrup.api.content.Requester;
import org.stirrup.http.codec.HttpRequest;

/**
 * A request that came whole.
 *
 * @param body its beginning; at most as many bytes as the {@link Responder} wants
 */
public record Call(HttpRequest request, Requester requester, byte[] body) {

    public String method() {
        return request.method();
    }

    /** Percent-encoded, as it was sent. */
    public String path() {
        return request.path();
    }

    /** A header field. @return null when it was not sent */
    public String field(String name) {
        return request.fields().get(name).orElse(null);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
