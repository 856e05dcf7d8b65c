package org.stirrup.http.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Reads the body of a request as it comes and keeps its beginning (RFC 9112, sections 6 and 7.1). */
public final class BodyDecoder {
    /** How far it is. */
    public sealed interface Progress {
        /** More has to come. */
        record Incomplete() implements Progress {}

        /** That was all; the buffer stands behind it. */
        record Complete() implements Progress {}

        /** Where it ends cannot be told, or it is too long. @param status to answer with. @param because for a person */
        record Malformed(int status, String because) implements Progress {}
    }

    private static final int LONGEST_LINE = 256;
    private static final int MOST_TRAILERS = 20;

    /** What the next bytes are. */
    private enum Part {
        DATA,
        CHUNK_SIZE,
        CHUNK_END,
        TRAILER
    }

    private final int kept;
    private final long most;
    private final boolean chunked;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final StringBuilder line = new StringBuilder();
    private Part part;
    private long left;
    private long total;
    private int trailers;

    /**
     * @param kept bytes of it that are kept at most
     * @param most bytes that are read at most
     */
    public BodyDecoder(Framing framing, int kept, long most) {
        this.kept = kept;
        this.most = most;
        this.chunked = framing instanceof Framing.Chunked;
        this.part = chunked ? Part.CHUNK_SIZE : Part.DATA;
        this.left = framing instanceof Framing.Length length ? length.bytes() : 0;
    }

    /** Bytes of it so far. */
    public long total() {
        return total;
    }

    public byte[] beginning() {
        return beginning.toByteArray();
    }

    /** Reads on. */
    public Progress decode(ByteBuffer in) {
        if (left > most - total) {
            return tooLong();
        }
        while (true) {
            if (part == Part.DATA) {
                take(in);
                if (left > 0) {
                    return new Progress.Incomplete();
                } else if (!chunked) {
                    return new Progress.Complete();
                }
                part = Part.CHUNK_END;
            }
            if (!line(in)) {
                return line.length() > LONGEST_LINE
                        ? new Progress.Malformed(400, "a chunk's first line is too long")
                        : new Progress.Incomplete();
            }
            String text = line.toString();
            line.setLength(0);
            if (!text.endsWith("\r")) {
                return new Progress.Malformed(400, "a chunk's line does not end in CR LF");
            }
            text = text.substring(0, text.length() - 1);
            if (part == Part.TRAILER) {
                if (text.isEmpty()) {
                    return new Progress.Complete();
                } else if (++trailers > MOST_TRAILERS) {
                    return new Progress.Malformed(431, "too many trailers");
                }
            } else if (part == Part.CHUNK_END) {
                if (!text.isEmpty()) {
                    return new Progress.Malformed(400, "a chunk is longer than it says");
                }
                part = Part.CHUNK_SIZE;
            } else if (!text.matches("[0-9A-Fa-f]{1,15}(\\s*;.*)?")) {
                return new Progress.Malformed(400, "a chunk does not tell its size");
            } else {
                left = Long.parseLong(text.replaceFirst("\\s*;.*", ""), 16);
                if (left > most - total) {
                    return tooLong();
                }
                part = left == 0 ? Part.TRAILER : Part.DATA;
            }
        }
    }

    private Progress tooLong() {
        return new Progress.Malformed(413, "a body of more than " + most + " bytes");
    }

    private void take(ByteBuffer in) {
        int count = (int) Math.min(left, in.remaining());
        byte[] bytes = new byte[count];
        in.get(bytes);
        beginning.write(bytes, 0, Math.min(count, kept - beginning.size()));
        left -= count;
        total += count;
    }

    /** Reads on in a line up to its line feed. @return whether it is whole */
    private boolean line(ByteBuffer in) {
        while (in.hasRemaining() && line.length() <= LONGEST_LINE) {
            char c = (char) (in.get() & 0xff);
            if (c == '\n') {
                return true;
            }
            line.append(c);
        }
        return false;
    }
}
