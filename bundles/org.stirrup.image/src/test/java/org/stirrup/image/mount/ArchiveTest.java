package org.stirrup.image.mount;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.content.Resource;
import org.stirrup.testkit.iso.IsoTool;

class ArchiveTest {
    private static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    /** The kernel's own reader is no library; cpio(1) reads the same format. */
    @Test
    void cpioUnpacksWhatWasPutIn() throws Exception {
        for (int size : new int[] {0, 1, 2, 3, 4, 70_001}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            Resource archive = Archive.of("proxmox.iso", Resource.of(bytes, TIME));
            byte[] all = read(archive);
            assertEquals(all.length, archive.size());
            assertEquals(0, all.length % 4, "what follows begins at a multiple of four");
            Path file = Files.write(folder.resolve("a.cpio"), all);
            Path out = folder.resolve("proxmox.iso");
            Files.deleteIfExists(out);
            IsoTool.run(
                    "cpio", "-i", "--quiet", "--no-absolute-filenames", "-D", folder.toString(), "-F", file.toString());
            assertArrayEquals(bytes, Files.readAllBytes(out));
            assertEquals(TIME, archive.modified());
        }
    }

    @Test
    void itIsReadAndSentFromAnywhere() throws IOException {
        byte[] bytes = "0123456789".repeat(50).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Resource archive = Archive.of("x", Resource.of(bytes, TIME));
        byte[] all = read(archive);
        try (Resource.Content content = archive.open()) {
            for (int from : new int[] {0, 100, 113, 116, 300, all.length - 1}) {
                ByteArrayOutputStream sent = new ByteArrayOutputStream();
                WritableByteChannel target = Channels.newChannel(sent);
                long at = from;
                for (long went = content.transferTo(at, 99, target);
                        went > 0;
                        went = content.transferTo(at, 99, target)) {
                    at += went;
                }
                assertArrayEquals(Arrays.copyOfRange(all, from, all.length), sent.toByteArray(), "from " + from);
            }
            assertEquals(-1, content.read(ByteBuffer.allocate(1), all.length));
            assertEquals(0, content.transferTo(all.length, 1, Channels.newChannel(new ByteArrayOutputStream())));
        }
    }

    @Test
    void moreThanItsSizesCanSayIsNotPutIn() {
        assertTrue(Archive.holds(sized(0xffff_ffffL)));
        assertFalse(Archive.holds(sized(0x1_0000_0000L)));
    }

    private static Resource sized(long size) {
        return new Resource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public Instant modified() {
                return TIME;
            }

            @Override
            public Content open() throws IOException {
                throw new IOException("nobody reads it here");
            }
        };
    }

    private static byte[] read(Resource resource) throws IOException {
        return Resource.stream(resource.open(), 0).readAllBytes();
    }
}
