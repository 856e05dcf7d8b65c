package org.stirrup.http.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What part of a file a Range header asks for (RFC 9110, section 14). */
sealed interface ByteRange {
    /** All of it: no range, or one that a server may ignore, such as several ranges in one request. */
    record Whole() implements ByteRange {}

    /** @param first byte, from 0. @param last byte, inclusive, within the file */
    record Part(long first, long last) implements ByteRange {
        long length() {
            return last - first + 1;
        }
    }

    /** Nothing of it: past the end. */
    record Unsatisfiable() implements ByteRange {}

    Pattern SINGLE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})", Pattern.CASE_INSENSITIVE);

    /**
     * Reads the header.
     *
     * @param header null when there is none
     * @param size of the file in bytes
     */
    static ByteRange of(String header, long size) {
        Matcher matcher = SINGLE.matcher(header == null ? "" : header.trim());
        if (!matcher.matches()) {
            return new Whole();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return new Whole();
        }
        return from >= size ? new Unsatisfiable() : new Part(from, to);
    }

    private static ByteRange suffix(long length, long size) {
        return length == 0 || size == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - length), size - 1);
    }
}
