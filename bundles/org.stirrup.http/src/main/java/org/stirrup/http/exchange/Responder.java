package org.stirrup.http.exchange;

import org.stirrup.http.codec.HttpRequest;

/** Decides what is answered. Called by many threads, each of which may be held up by it. */
public interface Responder {
    /** How much of the request's body it wants, in bytes; the rest is read and dropped. */
    int wants(HttpRequest request);

    Answer answer(Call call);
}
