package org.stirrup.dhcp.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.MemoryLeases;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.guard.Timing;
import org.stirrup.dhcp.subnet.Written;
import org.stirrup.net.Link;
import org.stirrup.net.packet.PacketSockets;
import org.stirrup.net.udp.MinaUdpPorts;

/**
 * The server on a real port, as a process of its own, for it lives in another network than the test. Writes its
 * journal to its standard output and ends with its standard input.
 */
final class ServerInNamespace {
    private ServerInNamespace() {}

    /**
     * @param arguments interface, its address, then {@code KIND:NAME:key=value|key=value} for each part of the
     *     configuration; the kind of the main one is MAIN
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Inet4Address address = Ipv4.parse(arguments[1]);
        Link link =
                new Link(arguments[0], NetworkInterface.getByName(arguments[0]).getIndex(), address, 24);
        DhcpConfiguration configuration = new DhcpConfiguration(false);
        for (String section : Arrays.asList(arguments).subList(2, arguments.length)) {
            String[] parts = section.split(":", 3);
            Map<String, List<String>> values = new TreeMap<>();
            for (String line : parts[2].split("\\|")) {
                values.put(line.split("=", 2)[0], List.of(line.split("=", 2)[1]));
            }
            Written written = new Written(parts[1], values);
            if (parts[0].equals("MAIN")) {
                configuration.put(written);
            } else {
                configuration.putSection(Section.Kind.valueOf(parts[0]), "test~" + parts[1], written);
            }
        }
        configuration.addLink(link);
        DhcpServer server =
                new DhcpServer(new MinaUdpPorts(), configuration, InstantSource.system(), Timing.WINDOW, () -> true);
        server.packets = new PacketSockets();
        server.leases = new MemoryLeases();
        server.boot = FixedBoot.pxelinux();
        server.journal = new Printed(out);
        while (System.in.read() >= 0) {
            server.findings().forEach(out::println);
        }
        server.deactivate();
    }

    private record Printed(PrintStream out) implements BootJournal {
        @Override
        public void record(BootEvent event) {
            out.println(event.kind() + " " + event.text());
        }

        @Override
        public List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
            throw new UnsupportedOperationException("written only");
        }

        @Override
        public AutoCloseable follow(Consumer<Line> listener) {
            throw new UnsupportedOperationException("written only");
        }
    }
}
