package org.stirrup.rehearsal.pc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Read back by another's decoder. */
class PictureTest {
    @Test
    void everyPixelIsWhereItWas() throws IOException {
        int width = 5;
        int height = 3;
        byte[] pixmap = pixmap(width, height, width * height * 3);

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Picture.png(pixmap)));

        assertEquals(width, read.getWidth());
        assertEquals(height, read.getHeight());
        int start = pixmap.length - width * height * 3;
        for (int i = 0; i < width * height; i++) {
            int rgb = read.getRGB(i % width, i / width);
            byte[] pixel = {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb};
            assertArrayEquals(Arrays.copyOfRange(pixmap, start + 3 * i, start + 3 * i + 3), pixel, "pixel " + i);
        }
    }

    @Test
    void halfAPixmapIsRefused() {
        assertThrows(IOException.class, () -> Picture.png(pixmap(5, 3, 44)));
        assertThrows(IOException.class, () -> Picture.png(new byte[0]));
        assertThrows(IOException.class, () -> Picture.png("P5 1 1 255 x".getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] pixmap(int width, int height, int pixels) {
        byte[] header = ("P6\n" + width + " " + height + "\n255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(header, header.length + pixels);
        for (int i = 0; i < pixels; i++) {
            all[header.length + i] = (byte) (i * 37);
        }
        return all;
    }
}
