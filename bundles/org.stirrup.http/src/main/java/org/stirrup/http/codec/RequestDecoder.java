package org.stirrup.http.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stirrup.http.codec.Framing.Chunked;
import org.stirrup.http.codec.Framing.Length;
import org.stirrup.http.codec.Framing.None;

/**
 * Reads the head of a request (RFC 9112, sections 2 to 6). What two servers could understand differently is refused, not
 * guessed: folded lines, a space before a colon, a body with two lengths.
 */
public final class RequestDecoder {
    /** Of a head with its last line, in bytes. */
    public static final int LONGEST = 8 << 10;

    /** Header fields at most. */
    public static final int MOST_FIELDS = 100;

    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private static final Pattern VERSION = Pattern.compile("HTTP/1\\.\\d");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** RFC 3986, section 3.2.2, with a port. */
    private static final Pattern HOST = Pattern.compile("[\\w.~!$&'()*+,;=%:\\[\\]-]*");

    private final ByteBuffer in;
    private int position;

    private RequestDecoder(ByteBuffer in) {
        this.in = in;
        this.position = in.position();
    }

    /** Ends the reading of what is no request. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String because) {
            super(because, null, false, false);
            this.status = status;
        }
    }

    /**
     * Reads one head.
     *
     * @param in from its position; moved behind the head when that is complete, else left as it is
     */
    public static Decoded decode(ByteBuffer in) {
        try {
            RequestDecoder decoder = new RequestDecoder(in);
            Optional<HttpRequest> request = decoder.request();
            if (request.isEmpty()) {
                return new Decoded.Incomplete();
            }
            in.position(decoder.position);
            return new Decoded.Complete(request.get());
        } catch (Refusal e) {
            return new Decoded.Malformed(e.status, e.getMessage());
        }
    }

    private Optional<HttpRequest> request() throws Refusal {
        // Section 2.2: a client may send an empty line too many after a body.
        while (position < in.limit() && (in.get(position) == '\r' || in.get(position) == '\n')) {
            position++;
        }
        if (position < in.limit() && !isToken((char) (in.get(position) & 0xff))) {
            throw new Refusal(400, "this is not HTTP"); // a TLS greeting has no line that could be waited for
        }
        Optional<String> first = line(414, "the address is longer than " + LONGEST + " bytes");
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] words = first.get().split(" ", -1);
        if (words.length != 3
                || !isToken(words[0])
                || !VERSION.matcher(words[2]).matches()) {
            throw new Refusal(400, "the first line is not METHOD ADDRESS HTTP/1.1");
        }
        Fields.Builder fields = new Fields.Builder();
        while (true) {
            Optional<String> line = line(431, "header fields are longer than " + LONGEST + " bytes");
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (line.get().isEmpty()) {
                return Optional.of(request(words[0], words[1], words[2].charAt(7) - '0', fields.build()));
            }
            field(line.get(), fields);
        }
    }

    private static HttpRequest request(String method, String target, int minor, Fields fields) throws Refusal {
        if (minor > 0 && fields.get("Host").isEmpty()) {
            throw new Refusal(400, "no Host field"); // section 3.2
        }
        if (!HOST.matcher(fields.get("Host").orElse("")).matches()) {
            throw new Refusal(400, "the Host field is no host");
        }
        String expected = fields.get("Expect").orElse("100-continue");
        if (minor > 0 && !expected.equalsIgnoreCase("100-continue")) {
            throw new Refusal(417, "Expect: only 100-continue can be met");
        }
        String address = originForm(target);
        int mark = address.indexOf('?');
        String path = mark < 0 ? address : address.substring(0, mark);
        String query = mark < 0 ? "" : address.substring(mark + 1);
        return new HttpRequest(method, path, query, minor, fields, framing(minor, fields));
    }

    /** Proxies are asked by whole addresses, and every server has to understand them (section 3.2.2). */
    private static String originForm(String target) throws Refusal {
        if (target.startsWith("/") || target.equals("*")) {
            return target;
        }
        if (!target.regionMatches(true, 0, "http://", 0, 7)) {
            throw new Refusal(400, "the address begins neither with a slash nor with http://");
        }
        for (int i = 7; i < target.length(); i++) {
            if (target.charAt(i) == '/') {
                return target.substring(i);
            } else if (target.charAt(i) == '?') {
                return "/" + target.substring(i);
            }
        }
        return "/";
    }

    private static Framing framing(int minor, Fields fields) throws Refusal {
        Optional<String> coding = fields.get("Transfer-Encoding");
        Optional<String> length = fields.get("Content-Length");
        if (coding.isPresent()) {
            // Section 6.3: the ways of telling a body's end that are used to smuggle requests past another server.
            if (length.isPresent() || minor == 0) {
                throw new Refusal(400, "Transfer-Encoding with Content-Length or HTTP/1.0");
            } else if (!coding.get().equalsIgnoreCase("chunked")) {
                throw new Refusal(501, "Transfer-Encoding other than chunked");
            }
            return new Chunked();
        }
        if (length.isEmpty()) {
            return new None();
        }
        if (!NUMBER.matcher(length.get()).matches()) {
            throw new Refusal(400, "Content-Length is not a number");
        }
        long bytes = Long.parseLong(length.get());
        return bytes == 0 ? new None() : new Length(bytes);
    }

    private static void field(String line, Fields.Builder fields) throws Refusal {
        int colon = line.indexOf(':');
        if (colon < 0 || !isToken(line.substring(0, colon))) {
            throw new Refusal(400, "a header field is not NAME: VALUE"); // also one that was folded (section 5.2)
        }
        String name = line.substring(0, colon);
        boolean first = fields.add(name, line.substring(colon + 1).strip());
        if (!first && (name.equalsIgnoreCase("Host") || name.equalsIgnoreCase("Content-Length"))) {
            throw new Refusal(400, name + " twice");
        }
        if (fields.count() > MOST_FIELDS) {
            throw new Refusal(431, "more than " + MOST_FIELDS + " header fields");
        }
    }

    /** The next line without its end, which may be a line feed alone (section 2.2); empty when it has not all come. */
    private Optional<String> line(int tooLong, String because) throws Refusal {
        int start = position;
        int end = start;
        while (end < in.limit() && in.get(end) != '\n') {
            end++;
        }
        if (end - in.position() >= LONGEST) {
            throw new Refusal(tooLong, because);
        }
        if (end == in.limit()) {
            return Optional.empty();
        }
        position = end + 1;
        int length = end > start && in.get(end - 1) == '\r' ? end - 1 - start : end - start;
        String line = text(in.slice(start, length));
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                throw new Refusal(400, "a control character in a line");
            }
        }
        return Optional.of(line);
    }

    private static String text(ByteBuffer bytes) throws Refusal {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(400, "a line is not UTF-8");
        }
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isToken(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** RFC 9110, section 5.6.2. */
    private static boolean isToken(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_SIGNS.indexOf(c) >= 0);
    }
}
