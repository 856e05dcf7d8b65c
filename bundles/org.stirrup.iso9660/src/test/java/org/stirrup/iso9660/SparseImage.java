package org.stirrup.iso9660;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.stirrup.testkit.iso.IsoTool;

/** Has xorriso write a large image of zeros without using the disk for them. */
final class SparseImage {
    private static final int PIECE = 1 << 20;
    private static final byte[] ZEROS = new byte[PIECE];

    private SparseImage() {}

    static Path make(Path tree, Path iso) throws IOException, InterruptedException {
        IsoTool.run("xorriso", "-version");
        Process writer = new ProcessBuilder(
                        "xorriso", "-as", "mkisofs", "-quiet", "-R", "-iso-level", "3", "-o", "-", tree.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (FileChannel file = FileChannel.open(
                        iso, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
                InputStream written = writer.getInputStream()) {
            byte[] piece = new byte[PIECE];
            long at = 0;
            for (int count = written.readNBytes(piece, 0, PIECE);
                    count > 0;
                    count = written.readNBytes(piece, 0, PIECE)) {
                if (Arrays.mismatch(piece, 0, count, ZEROS, 0, count) >= 0) {
                    file.write(ByteBuffer.wrap(piece, 0, count), at);
                }
                at += count;
            }
            file.write(ByteBuffer.wrap(new byte[1]), at - 1);
        }
        if (writer.waitFor() != 0) {
            throw new IOException("xorriso ended with " + writer.exitValue());
        }
        return iso;
    }
}
