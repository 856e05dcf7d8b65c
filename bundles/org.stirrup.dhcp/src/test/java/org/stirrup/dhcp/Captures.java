package org.stirrup.dhcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.stirrup.dhcp.codec.DhcpDecoder;
import org.stirrup.dhcp.codec.DhcpDecoder.Decoding;
import org.stirrup.dhcp.codec.DhcpMessage;

/** UDP payloads of real firmware and clients, one hex file each, named after who sent them. */
public final class Captures {
    private Captures() {}

    public static List<String> names() {
        URL folder = Captures.class.getResource("captures");
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".hex"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] bytes(String name) {
        StringBuilder hex = new StringBuilder();
        text(name + ".hex").lines().filter(line -> !line.startsWith("#")).forEach(hex::append);
        return HexFormat.of().parseHex(hex);
    }

    public static DhcpMessage message(String name) {
        Decoding decoding = DhcpDecoder.decode(ByteBuffer.wrap(bytes(name)));
        if (decoding instanceof Decoding.Decoded decoded) {
            return decoded.message();
        }
        throw new AssertionError(name + ": " + decoding);
    }

    /** A file beside them; empty when there is none. */
    public static String text(String file) {
        try (InputStream in = Captures.class.getResourceAsStream("captures/" + file)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
