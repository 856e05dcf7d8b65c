package org.stirrup.boot.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
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
            Pattern.compile("\\S+ +0x1 +0x([0-9a-f]+) +((?:[0-9a-f]{2}:){5}[0-9a-f]{2}) .*");
    /** ATF_COM of linux/if_arp.h: the hardware address is known. */
    private static final int COMPLETE = 0x02;

    /** Read up to the machine's line: a storm of clients fills the table, and each asks for its own. */
    @Override
    public Optional<MacAddress> apply(Inet4Address address) {
        if (!Files.isReadable(table)) {
            return Optional.empty();
        }
        String start = address.getHostAddress() + " ";
        try (BufferedReader lines = Files.newBufferedReader(table)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(start)) {
                    Optional<MacAddress> found = hardware(line);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("{} could not be read, a machine with an address from elsewhere is not recognised", table, e);
        }
        return Optional.empty();
    }

    private static Optional<MacAddress> hardware(String line) {
        return Optional.of(LINE.matcher(line))
                .filter(Matcher::matches)
                .filter(fields -> (Integer.parseInt(fields.group(1), 16) & COMPLETE) != 0)
                .map(fields -> new MacAddress(fields.group(2)));
    }
}
