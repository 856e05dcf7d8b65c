package org.stirrup.repository.mirror.upstream;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** What an upstream server answered to a request for a file. */
public sealed interface Answer {
    /**
     * The file.
     *
     * @param size in bytes, as its Content-Length says
     * @param modified its Last-Modified, when it says one
     * @param tag its ETag, when it says one
     * @param bytes to be closed by whoever takes the answer
     */
    record File(long size, Optional<Instant> modified, Optional<String> tag, InputStream bytes) implements Answer {}

    /** The copy of before is good still. */
    record NotModified() implements Answer {}

    /** It is a folder there. */
    record Folder() implements Answer {}

    /** There is no such file. @param because "404 at http://..." */
    record Missing(String because) implements Answer {}

    /** What the server does not get asked for, or gives in a way that is not taken. @param because for a person */
    record Refused(String because) implements Answer {}

    /** No answer, or one of a server in trouble. @param because for a person */
    record Unreachable(String because) implements Answer {}
}
