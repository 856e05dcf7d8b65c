package org.stirrup.http.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {
    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text.replace("|", "\r\n"));
    }

    private static HttpRequest request(String text) {
        return ((Decoded.Complete) RequestDecoder.decode(bytes(text))).request();
    }

    private static int refused(String text) {
        Decoded decoded = RequestDecoder.decode(bytes(text));
        assertTrue(decoded instanceof Decoded.Malformed, decoded.toString());
        assertFalse(((Decoded.Malformed) decoded).because().isBlank());
        return ((Decoded.Malformed) decoded).status();
    }

    @Test
    void aRequestAndWhereTheNextOneBegins() {
        ByteBuffer in = bytes("GET /a%20b?x=/y HTTP/1.1|Host: boot:80|rAnGe:  bytes=0-1 |A: 1|a: 2||GET /next");
        HttpRequest request = ((Decoded.Complete) RequestDecoder.decode(in)).request();
        assertEquals("GET", request.method());
        assertEquals("/a%20b", request.path());
        assertEquals("x=/y", request.query());
        assertEquals(Optional.of("bytes=0-1"), request.fields().get("Range"));
        assertEquals(Optional.of("1, 2"), request.fields().get("A"));
        assertEquals(new Framing.None(), request.framing());
        assertEquals("GET /next", StandardCharsets.UTF_8.decode(in).toString());
    }

    /** A probe that somebody types, a client that ends its body with an empty line, a proxy's form of the address. */
    @Test
    void whatIsForgiven() {
        assertEquals("/x", request("GET /x HTTP/1.0\nA: b\n\n").path());
        assertEquals("/x", request("||GET /x HTTP/1.1|Host:||").path());
        assertEquals(
                "/x/y", request("GET http://boot:80/x/y HTTP/1.1|Host: other||").path());
        assertEquals("/", request("GET http://boot HTTP/1.1|Host: boot||").path());
        assertEquals("/ä", request("GET /ä HTTP/1.0||").path());
    }

    @ParameterizedTest
    @CsvSource({"1.1,,true", "1.1,close,false", "1.1,'Upgrade, Close',false", "1.0,,false", "1.0,Keep-Alive,true"})
    void whetherTheConnectionStays(String version, String connection, boolean stays) {
        String field = connection == null ? "" : "|Connection: " + connection;
        assertEquals(
                stays,
                request("GET / HTTP/" + version + "|Host: x" + field + "||").keepsAlive());
    }

    @Test
    void bodies() {
        assertEquals(
                new Framing.Length(5),
                request("POST / HTTP/1.1|Host: x|Content-Length: 5||").framing());
        assertEquals(
                new Framing.None(),
                request("POST / HTTP/1.1|Host: x|Content-Length: 0||").framing());
        HttpRequest chunked = request("POST / HTTP/1.1|Host: x|Transfer-Encoding: Chunked|Expect: 100-Continue||");
        assertEquals(new Framing.Chunked(), chunked.framing());
        assertTrue(chunked.awaitsContinue());
    }

    /** What two servers behind each other could take for different requests (RFC 9112, section 11.2). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5|Transfer-Encoding: chunked",
                "Content-Length: 5|Content-Length: 5",
                "Content-Length: 5|Content-Length: 6",
                "Content-Length: 5, 5",
                "Content-Length: +5",
                "Content-Length: 0x5",
                "Content-Length: ",
                "Content-Length: 99999999999999999999",
                "Content-Length : 5",
                " Content-Length: 5",
                "X: y|\tfolded",
                "X: a\rb",
                "X: a\u0000b",
                "X",
                ": x",
                "Hos t: x",
                "Host: y",
                "Host: x/y"
            })
    void whatCouldBeSmuggledIsRefused(String fields) {
        assertEquals(400, refused("POST / HTTP/1.1|Host: x|" + fields + "||"));
    }

    @Test
    void otherRefusals() {
        assertEquals(501, refused("POST / HTTP/1.1|Host: x|Transfer-Encoding: gzip, chunked||"));
        assertEquals(501, refused("POST / HTTP/1.1|Host: x|Transfer-Encoding: chunked|Transfer-Encoding: chunked||"));
        assertEquals(400, refused("POST / HTTP/1.0|Transfer-Encoding: chunked||"));
        assertEquals(417, refused("POST / HTTP/1.1|Host: x|Expect: miracles||"));
        assertEquals(400, refused("GET / HTTP/1.1||"), "no host");
        for (String line : new String[] {
            "GET /",
            "GET  / HTTP/1.1",
            "GET /a b HTTP/1.1",
            "GET / HTTP/2.0",
            "GET / http/1.1",
            "G\u00e9T / HTTP/1.1",
            "GET x HTTP/1.1",
            "GET ftp://x/ HTTP/1.1"
        }) {
            assertEquals(400, refused(line + "|Host: x||"), line);
        }
        assertEquals(400, refused("\u0016\u0003\u0001"), "a TLS greeting is refused before its end");
    }

    @Test
    void limits() {
        assertEquals(414, refused("GET /" + "x".repeat(RequestDecoder.LONGEST)));
        assertEquals(431, refused("GET / HTTP/1.1|Host: x|A: " + "x".repeat(RequestDecoder.LONGEST)));
        assertEquals(431, refused("GET / HTTP/1.1|Host: x|" + "A: b|".repeat(RequestDecoder.MOST_FIELDS) + "|"));
        assertEquals(
                "/",
                request("GET / HTTP/1.1|Host: x|" + "A: b|".repeat(RequestDecoder.MOST_FIELDS - 1) + "|")
                        .path());
    }
}
