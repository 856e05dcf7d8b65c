package org.stirrup.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Holds the beginning of what is written until it is known whether it is an answer or an error; more than that is an
 * answer.
 */
final class HeldOutput extends OutputStream {
    private static final int LIMIT = 1 << 16;

    private final OutputStream answers;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    HeldOutput(OutputStream answers) {
        this.answers = answers;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        held.write(bytes, from, length);
        if (held.size() > LIMIT) {
            letGo(answers);
        }
    }

    /** What is still held goes there. */
    void letGo(OutputStream out) throws IOException {
        held.writeTo(out);
        held.reset();
        out.flush();
    }
}
