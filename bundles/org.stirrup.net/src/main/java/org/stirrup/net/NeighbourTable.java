package org.stirrup.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;

/**
 * The kernel's table of machines on the same link: those that it has talked with of late.
 *
 * @param file {@code /proc/net/arp}, see proc(5); where there is no such file nobody is known
 */
public record NeighbourTable(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(NeighbourTable.class);

    /** IP address, hardware type (Ethernet), flags, hardware address, mask, device. */
    private static final Pattern LINE =
            Pattern.compile("(\\S+) +0x1 +0x([0-9a-f]+) +((?:[0-9a-f]{2}:){5}[0-9a-f]{2}) +\\S+ +(\\S+)");

    /** ATF_COM of linux/if_arp.h: the hardware address is known. */
    private static final int COMPLETE = 0x02;

    /** This machine's own. */
    public static NeighbourTable system() {
        return new NeighbourTable(Path.of("/proc/net/arp"));
    }

    /** The hardware address of a machine on this link, when it is known. */
    public Optional<MacAddress> find(Link link, Inet4Address address) {
        return lines().stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> line.group(1).equals(address.getHostAddress()))
                .filter(line -> line.group(4).equals(link.name()))
                .filter(line -> (Integer.parseInt(line.group(2), 16) & COMPLETE) != 0)
                .map(line -> new MacAddress(line.group(3)))
                .findFirst();
    }

    private List<String> lines() {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            LOG.warn("{} could not be read, hardware addresses of other machines are not known", file, e);
            return List.of();
        }
    }
}
