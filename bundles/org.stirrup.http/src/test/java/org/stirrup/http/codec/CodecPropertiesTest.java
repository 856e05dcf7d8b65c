package org.stirrup.http.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CodecPropertiesTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 300)
    void noBytesAreTooStrange(@ForAll @Size(max = 300) byte[] bytes) {
        sane(RequestDecoder.decode(ByteBuffer.wrap(bytes)));
    }

    /** Random bytes rarely look like HTTP: these begin as it does. */
    @Property(tries = 300)
    void aBrokenRequestIsRefusedOrAnotherRequest(
            @ForAll("requests") String request, @ForAll @IntRange(max = 300) int at, @ForAll byte changed) {
        byte[] bytes = bytes(request);
        bytes[at % bytes.length] = changed;
        sane(RequestDecoder.decode(ByteBuffer.wrap(bytes)));
    }

    private static void sane(Decoded decoded) {
        if (decoded instanceof Decoded.Malformed malformed) {
            assertTrue(malformed.status() >= 400 && malformed.status() < 600);
            assertFalse(malformed.because().isBlank());
        } else if (decoded instanceof Decoded.Complete complete) {
            String path = complete.request().path();
            assertTrue(path.startsWith("/") || path.equals("*"), path);
            assertFalse(path.contains("?"));
        }
    }

    @Property(tries = 300)
    void aRequestIsReadOnlyWhenItHasComeWhole(
            @ForAll("requests") String request, @ForAll @IntRange(max = 300) int cut) {
        byte[] bytes = bytes(request);
        ByteBuffer part = ByteBuffer.wrap(bytes, 0, cut % bytes.length);
        assertEquals(new Decoded.Incomplete(), RequestDecoder.decode(part));
        assertEquals(0, part.position());
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        assertTrue(RequestDecoder.decode(whole) instanceof Decoded.Complete);
        assertFalse(whole.hasRemaining());
    }

    @Property(tries = 300)
    void whatWasSentIsRead(@ForAll("fields") Map<String, String> fields) {
        StringBuilder text = new StringBuilder("GET / HTTP/1.0\r\n");
        fields.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        Decoded decoded = RequestDecoder.decode(ByteBuffer.wrap(bytes(text + "\r\n")));
        Fields read = ((Decoded.Complete) decoded).request().fields();
        fields.forEach((name, value) -> assertEquals(
                value.strip(), read.get(name.toUpperCase(Locale.ROOT)).orElseThrow()));
    }

    /** However a body is cut into chunks and packets, it is the same, and what follows it is left alone. */
    @Property(tries = 300)
    void aBodyIsTheSameHoweverItComes(
            @ForAll @Size(max = 400) byte[] body,
            @ForAll List<@IntRange(min = 1, max = 90) Integer> chunks,
            @ForAll @IntRange(min = 1, max = 40) int packet,
            @ForAll @IntRange(max = 500) int kept) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        int at = 0;
        for (int i = 0; at < body.length; i++) {
            int length = Math.min(chunks.isEmpty() ? 7 : chunks.get(i % chunks.size()), body.length - at);
            wire.writeBytes(bytes(Integer.toHexString(length) + (i % 2 == 0 ? "" : " ;x=y") + "\r\n"));
            wire.write(body, at, length);
            wire.writeBytes(bytes("\r\n"));
            at += length;
        }
        wire.writeBytes(bytes("0\r\nTrailer: x\r\n\r\n"));
        check(new BodyDecoder(new Framing.Chunked(), kept, 1000), wire.toByteArray(), body, packet, kept);
        if (body.length > 0) {
            check(new BodyDecoder(new Framing.Length(body.length), kept, 1000), body, body, packet, kept);
        }
    }

    private static void check(BodyDecoder decoder, byte[] wire, byte[] body, int packet, int kept) {
        byte[] all = Arrays.copyOf(wire, wire.length + 4);
        ByteBuffer in = ByteBuffer.wrap(all);
        BodyDecoder.Progress progress = new BodyDecoder.Progress.Incomplete();
        for (int end = packet; progress instanceof BodyDecoder.Progress.Incomplete; end += packet) {
            assertTrue(in.position() < wire.length, "the end was not seen");
            progress = decoder.decode(in.limit(Math.min(end, all.length)));
        }
        assertEquals(new BodyDecoder.Progress.Complete(), progress);
        assertEquals(wire.length, in.position());
        assertEquals(body.length, decoder.total());
        assertArrayEquals(Arrays.copyOf(body, Math.min(kept, body.length)), decoder.beginning());
    }

    @Property(tries = 300)
    void noChunksAreTooStrange(@ForAll @Size(max = 200) byte[] bytes, @ForAll @IntRange(max = 50) int most) {
        BodyDecoder decoder = new BodyDecoder(new Framing.Chunked(), 20, most);
        decoder.decode(ByteBuffer.wrap(bytes));
        assertTrue(decoder.total() <= most);
        assertTrue(decoder.beginning().length <= 20);
    }

    @Provide
    Arbitrary<Map<String, String>> fields() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("-_!~0")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(name -> "x" + name);
        Arbitrary<String> values =
                Arbitraries.strings().withCharRange(' ', '~').withChars('ä').ofMaxLength(40);
        return Arbitraries.maps(names, values).ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> requests() {
        Arbitrary<String> paths = Arbitraries.strings().withCharRange('!', '~').ofMaxLength(60);
        return Combinators.combine(Arbitraries.of("GET", "HEAD", "POST"), paths, fields())
                .as((method, path, fields) -> {
                    StringBuilder text = new StringBuilder(method + " /" + path + " HTTP/1.1\r\nHost: boot\r\n");
                    fields.forEach((name, value) ->
                            text.append(name).append(": ").append(value).append("\r\n"));
                    return text + "\r\n";
                });
    }
}
