package org.stirrup.tftp.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.stirrup.api.content.Resource;

class SourcesTest {
    @Property(tries = 300)
    void octetsAreTheFileItself(
            @ForAll @Size(max = 5000) byte[] file, @ForAll @IntRange(min = 8, max = 1500) int blockSize)
            throws IOException {
        BlockSource source = new OctetSource(open(file), file.length, blockSize);

        assertArrayEquals(file, all(source, blockSize, 1));
    }

    @Property(tries = 100)
    void aFileGreaterThanWhatIsReadAheadStaysInOrder(
            @ForAll @IntRange(max = 200_000) int size, @ForAll @IntRange(min = 500, max = 65464) int blockSize)
            throws IOException {
        byte[] file = new byte[size];
        new java.util.Random(size).nextBytes(file);

        assertArrayEquals(file, all(new OctetSource(open(file), size, blockSize), blockSize, 3));
    }

    @Test
    void netasciiTurnsLineEndsAndCarriageReturns() throws IOException {
        byte[] file = "one\ntwo\rthree\r\n".getBytes(StandardCharsets.US_ASCII);
        BlockSource source = new NetasciiSource(open(file), file.length, 512, 1);

        assertEquals("one\r\ntwo\r\0three\r\0\r\n", new String(all(source, 512, 1), StandardCharsets.US_ASCII));
    }

    @Property(tries = 300)
    void netasciiIsTheSameWhereverBlocksEndAndWhateverIsReadAgain(
            @ForAll @Size(max = 800) byte[] file,
            @ForAll @IntRange(min = 8, max = 100) int blockSize,
            @ForAll @IntRange(min = 1, max = 9) int windowSize)
            throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < file.length; i++) {
            // Half the bytes as line ends, or chance would hardly make any.
            file[i] = file[i] % 4 == 0 ? (byte) '\n' : file[i] % 4 == 1 ? (byte) '\r' : file[i];
            expected.write(file[i] == '\n' ? '\r' : file[i]);
            if (file[i] == '\n' || file[i] == '\r') {
                expected.write(file[i] == '\n' ? '\n' : 0);
            }
        }
        BlockSource source = new NetasciiSource(open(file), file.length, blockSize, windowSize);

        assertArrayEquals(expected.toByteArray(), all(source, blockSize, windowSize));
    }

    @Test
    void aFileThatBecameShorterIsNotPassedOffAsWhole() {
        BlockSource source = new OctetSource(open(new byte[600]), 1200, 512);

        IOException cause = assertThrows(IOException.class, () -> all(source, 512, 1));
        assertEquals("the file ends at byte 600, it had 1200 when it was opened", cause.getMessage());
    }

    /** Reads every block, and each window twice. */
    private static byte[] all(BlockSource source, int blockSize, int windowSize) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer block = ByteBuffer.allocate(blockSize);
        long first = 1;
        while (true) {
            for (int i = 0; i < windowSize; i++) {
                source.read(first + i, block.clear());
                if (block.hasRemaining()) {
                    break;
                }
            }
            for (int i = 0; i < windowSize; i++) {
                source.read(first + i, block.clear());
                all.write(block.array(), 0, block.position());
                if (block.hasRemaining()) {
                    return all.toByteArray();
                }
            }
            first += windowSize;
        }
    }

    private static Resource.Content open(byte[] file) {
        try {
            return Resource.of(file, Instant.EPOCH).open();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
