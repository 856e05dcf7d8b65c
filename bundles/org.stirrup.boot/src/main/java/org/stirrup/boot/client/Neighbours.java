package org.stirrup.boot.client;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;

/**
 * The kernel's table of machines on the same link. It knows a client that got its address from another DHCP server:
 * that client has just sent a packet, so its entry is there.
 *
 * @param table {@code /proc/net/arp}, see proc(5); where there is no such file nobody is known
 */
public record Neighbours(Path table) implements Function<Inet4Address, Optional<MacAddress>> {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

    /** IP address, hardware type (Ethernet), flags, hardware address, mask, device. */
    private static final Pattern LINE =
            Pattern.compile("(\\S+) +0x1 +0x([0-9a-f]+) +((?:[0-9a-f]{2}:){5}[0-9a-f]{2}) .*");
    /** ATF_COM of linux/if_arp.h: the hardware address is known. */
    private static final int COMPLETE = 0x02;

    @Override
    public Optional<MacAddress> apply(Inet4Address address) {
        return lines().stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> line.group(1).equals(address.getHostAddress()))
                .filter(line -> (Integer.parseInt(line.group(2), 16) & COMPLETE) != 0)
                .map(line -> new MacAddress(line.group(3)))
                .findFirst();
    }

    private List<String> lines() {
        if (!Files.isReadable(table)) {
            return List.of();
        }
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            LOG.warn("{} could not be read, a machine with an address from elsewhere is not recognised", table, e);
            return List.of();
        }
    }
}
