package org.stirrup.dhcp.probe;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.probe.AddressProbe.Outcome;
import org.stirrup.net.Link;
import org.stirrup.net.PacketPort;
import org.stirrup.net.PacketPorts;
import org.stirrup.net.PortException;

/** Asks by ARP. Listens on a link from the first question on, and waits for many answers at once on one thread. */
final class ArpProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArpProbe.class);
    private static final MacAddress EVERYBODY = MacAddress.of("ff:ff:ff:ff:ff:ff");

    /** Questions that may be open at once; one more is not asked. */
    private static final int OPEN = 4096;

    private record Question(Link link, Inet4Address address) {}

    private record Waiting(Consumer<Outcome> outcome, ScheduledFuture<?> end) {}

    private final Supplier<Optional<PacketPorts>> packets;
    private final Map<Link, Optional<PacketPort>> ports = new HashMap<>();
    private final Map<Question, Waiting> open = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer;
    private final Set<String> told = new HashSet<>();
    private PacketPorts former;
    private boolean closed;

    ArpProbe(Supplier<Optional<PacketPorts>> packets) {
        this.packets = packets;
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "stirrup-dhcp-arp");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    void ask(Link link, Inet4Address address, Duration wait, Consumer<Outcome> outcome) {
        Optional<PacketPort> port = port(link);
        Question question = new Question(link, address);
        if (port.isEmpty() || open.size() >= OPEN) {
            outcome.accept(new Outcome.Silence());
            return;
        }
        try {
            ScheduledFuture<?> end =
                    timer.schedule(() -> tell(question, new Outcome.Silence()), wait.toMillis(), TimeUnit.MILLISECONDS);
            open.put(question, new Waiting(outcome, end));
        } catch (RejectedExecutionException over) {
            outcome.accept(new Outcome.Silence());
            return;
        }
        port.get().send(Arp.probe(port.get().hardware(), address), EVERYBODY);
    }

    private synchronized Optional<PacketPort> port(Link link) {
        PacketPorts now = packets.get().orElse(null);
        if (now != former) {
            // Its ports went with it.
            ports.clear();
            former = now;
        }
        if (now == null || closed) {
            return Optional.empty();
        }
        return ports.computeIfAbsent(link, missing -> open(now, missing));
    }

    private Optional<PacketPort> open(PacketPorts now, Link link) {
        try {
            return Optional.of(now.open(link, Arp.REPLIES, (port, from, packet) -> heard(link, packet)));
        } catch (PortException e) {
            if (told.add(link + e.getMessage())) {
                LOG.warn(
                        "{}: nobody is asked by ARP before an address is given for the first time: {}",
                        link.name(),
                        e.getMessage());
            }
            return Optional.empty();
        }
    }

    private void heard(Link link, ByteBuffer packet) {
        Arp.claim(packet)
                .ifPresent(claim ->
                        tell(new Question(link, claim.address()), new Outcome.Answer(Optional.of(claim.by()))));
    }

    private void tell(Question question, Outcome outcome) {
        Waiting waiting = open.remove(question);
        if (waiting != null) {
            waiting.end().cancel(false);
            waiting.outcome().accept(outcome);
        }
    }

    /** Closes what it has on other links; tries those again that could not be had. */
    synchronized void follow(List<Link> links) {
        ports.entrySet().removeIf(entry -> {
            boolean over = entry.getValue().isEmpty() || !links.contains(entry.getKey());
            entry.getValue().filter(port -> over).ifPresent(PacketPort::close);
            return over;
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.shutdownNow();
        ports.values().forEach(port -> port.ifPresent(PacketPort::close));
        ports.clear();
    }
}
