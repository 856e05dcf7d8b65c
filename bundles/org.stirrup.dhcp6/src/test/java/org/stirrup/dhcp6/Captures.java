package org.stirrup.dhcp6;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** IPv6 packets that real firmware sent: OVMF 2022.11, PXE by IPv6, in the order of one boot. */
public final class Captures {
    private Captures() {}

    public static List<String> names() {
        return List.of("ovmf-address-solicit", "ovmf-address-request", "ovmf-pxe-solicit", "ovmf-pxe-request");
    }

    public static ByteBuffer packet(String name) {
        try (InputStream in = Captures.class.getResourceAsStream("captures/" + name + ".hex")) {
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
            return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
