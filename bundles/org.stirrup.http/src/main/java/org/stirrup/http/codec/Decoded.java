package org.stirrup.http.codec;

/** What bytes from a client are. */
public sealed interface Decoded {
    /** The beginning of a request; nothing was taken from the buffer. */
    record Incomplete() implements Decoded {}

    /** A request; the buffer stands at its body, or at the next request where it has none. */
    record Complete(HttpRequest request) implements Decoded {}

    /**
     * No request. Where the next one begins is unknown, so that the connection can only be closed.
     *
     * @param status to answer with
     * @param because for a person
     */
    record Malformed(int status, String because) implements Decoded {}
}
