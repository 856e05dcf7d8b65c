package org.stirrup.dhcp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stirrup.dhcp.Captures;

/**
 * What real firmware sent, decoded, against a text beside it. {@code -Dgolden.write=src/test/resources} writes the
 * texts anew, and fails all the same: they are to be read before they are believed.
 */
class GoldenPacketsTest {
    static List<String> captures() {
        return Captures.names();
    }

    @Test
    void everyFirmwareIsThere() {
        assertEquals(
                List.of("dhclient", "dnsmasq", "ipxe", "ovmf", "udhcpc"),
                captures().stream().map(name -> name.split("-")[0]).distinct().toList());
    }

    @ParameterizedTest
    @MethodSource("captures")
    void isReadAsItsTextSays(String name) throws IOException {
        String read = MessageText.of(Captures.message(name));
        String folder = System.getProperty("golden.write", "");
        if (!folder.isEmpty()) {
            Path file = Path.of(folder, "org/stirrup/dhcp/captures", name + ".txt");
            Files.write(file, read.getBytes(StandardCharsets.UTF_8));
            fail("written, now to be read: " + file);
        }
        assertEquals(Captures.text(name + ".txt"), read);
    }

    @ParameterizedTest
    @MethodSource("captures")
    void survivesARoundTrip(String name) {
        DhcpMessage message = Captures.message(name);
        ByteBuffer payload = DhcpEncoder.encode(message, 1472).payload();
        assertEquals(new DhcpDecoder.Decoding.Decoded(message), DhcpDecoder.decode(payload));
    }
}
