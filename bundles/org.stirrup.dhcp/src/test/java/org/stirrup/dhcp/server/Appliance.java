package org.stirrup.dhcp.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.MemoryLeases;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.subnet.Written;
import org.stirrup.net.Link;

/** The server's components put together by hand, on ports without a network. */
final class Appliance implements AutoCloseable {
    static final Link ETH1 = new Link("eth1", 2, Ipv4.parse("192.168.77.1"), 24);

    final FakePorts ports = new FakePorts();
    final ListJournal journal = new ListJournal();
    final MemoryLeases leases = new MemoryLeases();
    final DhcpConfiguration configuration = new DhcpConfiguration(false);
    final DhcpServer server;
    /** Whether everything is there that answers are made of. */
    volatile boolean started;

    volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

    /** Alone from the first moment. */
    Appliance(String range) {
        this(range, Duration.ZERO);
    }

    /** @param window how long it looks for others before it answers */
    Appliance(String range, Duration window) {
        this(range, window, true);
    }

    private Appliance(String range, Duration window, boolean started) {
        this.started = started;
        subnet("lan", Map.of("range", range));
        InstantSource clock = () -> now;
        server = new DhcpServer(ports, configuration, clock, window, () -> this.started);
        server.leases = leases;
        server.boot = FixedBoot.pxelinux();
        server.journal = journal;
    }

    void subnet(String pid, Map<String, String> keys) {
        Map<String, List<String>> values = new TreeMap<>();
        keys.forEach((key, value) -> values.put(key, List.of(value)));
        configuration.putSubnet(pid, new Written(pid + ".cfg", values));
    }

    /** What its main configuration says. */
    void company(Map<String, String> keys) {
        Map<String, List<String>> values = new TreeMap<>();
        keys.forEach((key, value) -> values.put(key, List.of(value)));
        configuration.put(new Written("org.stirrup.dhcp.cfg", values));
    }

    /** What it hears has to wait, from the first moment. */
    static Appliance starting(String range) {
        return new Appliance(range, Duration.ZERO, false);
    }

    /** With its port open on eth1. */
    Appliance listening() throws InterruptedException {
        configuration.addLink(ETH1);
        String event = ports.event();
        if (!event.equals("opened eth1 67")) {
            throw new AssertionError(event);
        }
        ports.look();
        return this;
    }

    @Override
    public void close() {
        server.deactivate();
    }
}
