package org.stirrup.dhcp6.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Texts with two octets of length before each: user class, vendor class, parameters. */
final class Texts {
    private static final int LENGTH = 2;

    private Texts() {}

    static ByteBuffer encode(Collection<String> texts) {
        List<ByteBuffer> all =
                texts.stream().map(StandardCharsets.UTF_8::encode).toList();
        int size = all.stream().mapToInt(text -> LENGTH + text.remaining()).sum();
        ByteBuffer out = ByteBuffer.allocate(size);
        all.forEach(text -> out.putShort((short) text.remaining()).put(text));
        return out.flip();
    }

    /** Those that are whole; a client's own words, which may be anything. */
    static List<String> decode(ByteBuffer value) {
        ByteBuffer in = value.slice();
        List<String> texts = new ArrayList<>();
        while (in.remaining() >= LENGTH) {
            int length = Short.toUnsignedInt(in.getShort());
            if (length > in.remaining()) {
                break;
            }
            texts.add(StandardCharsets.US_ASCII.decode(in.slice().limit(length)).toString());
            in.position(in.position() + length);
        }
        return texts;
    }
}
