package org.stirrup.boot.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stirrup.api.boot.MacAddress;

/**
 * The kernel's table of machines on the same link. It knows a client that was given its address by another DHCP server:
 * that client has just sent a packet, so its entry is there.
 *
 * @param table {@code /proc/net/arp}: IP address, HW type, flags, HW address, mask, device; see proc(5)
 */
public record Neighbours(Path table) implements Function<Inet4Address, Optional<MacAddress>> {
    /** ATF_COM of linux/if_arp.h: the hardware address is known. */
    private static final int COMPLETE = 0x02;

    @Override
    public Optional<MacAddress> apply(Inet4Address address) {
        if (!Files.isReadable(table)) {
            return Optional.empty();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(field -> field.length >= 6 && field[0].equals(address.getHostAddress()))
                .filter(field -> field[1].equals("0x1") && (Integer.decode(field[2]) & COMPLETE) != 0)
                .map(field -> new MacAddress(field[3]))
                .filter(mac -> !mac.equals(MacAddress.UNKNOWN))
                .findFirst();
    }
}
