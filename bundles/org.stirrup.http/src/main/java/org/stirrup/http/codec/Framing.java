package org.stirrup.http.codec;

/** How the body of a request is told from what follows it (RFC 9112, section 6). */
public sealed interface Framing {
    /** There is no body. */
    record None() implements Framing {}

    /** @param bytes at least 1 */
    record Length(long bytes) implements Framing {}

    /** In chunks that each tell their length (section 7.1). */
    record Chunked() implements Framing {}
}
