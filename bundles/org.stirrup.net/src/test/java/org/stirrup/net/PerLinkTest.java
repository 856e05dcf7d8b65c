package org.stirrup.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class PerLinkTest {
    private static final Link LINK = link("br0");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile Optional<Exception> refusal = Optional.empty();
    private final PerLink<AutoCloseable> ports = new PerLink<>("test", Duration.ofMillis(20), this::open);

    @AfterEach
    void end() {
        ports.close();
    }

    @Test
    void whatIsOpenedWithTheLinkIsClosedWithIt() throws Exception {
        ports.add(LINK);
        ports.add(LINK);
        await(() -> ports.states().get(LINK) instanceof PerLink.State.Open);
        ports.remove(LINK);
        ports.remove(LINK);
        await(() -> ports.states().isEmpty());
        assertEquals(List.of("open br0", "close br0"), log);
    }

    @Test
    void itIsTriedAgainUntilItCanBeHad() throws Exception {
        refusal = Optional.of(new PortException("it is taken", null));
        ports.add(LINK);
        await(() -> new PerLink.State.Waiting<AutoCloseable>("it is taken")
                .equals(ports.states().get(LINK)));
        refusal = Optional.empty();
        await(() -> ports.states().get(LINK) instanceof PerLink.State.Open);
        assertEquals(List.of("open br0"), log);
    }

    @Test
    void aFaultOnOneLinkIsNotTheOthers() throws Exception {
        Link other = link("br1");
        refusal = Optional.of(new IllegalStateException("a fault"));
        ports.add(LINK);
        ports.add(other);
        ports.after(Duration.ZERO, () -> {
            throw new IllegalStateException("another fault");
        });
        await(() -> ports.states().size() == 2);
        refusal = Optional.empty();
        await(() -> ports.states().values().stream().allMatch(PerLink.State.Open.class::isInstance));
    }

    @Test
    void allIsClosedAtTheEndAndNothingIsOpenedAfter() throws Exception {
        ports.add(LINK);
        await(() -> ports.states().get(LINK) instanceof PerLink.State.Open);
        ports.close();
        assertEquals(Map.of(), ports.states());
        ports.add(LINK);
        ports.remove(LINK);
        ports.close();
        assertEquals(List.of("open br0", "close br0"), log);
    }

    @Test
    void workIsDoneLaterOnTheSameThread() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ports.after(Duration.ofMillis(10), () -> {
            log.add(Thread.currentThread().getName());
            done.countDown();
        });
        done.await();
        assertTrue(log.contains("stirrup-test"), log.toString());
    }

    private AutoCloseable open(Link link) throws PortException {
        Optional<Exception> now = refusal;
        if (now.isPresent()) {
            if (now.get() instanceof PortException e) {
                throw e;
            }
            throw (RuntimeException) now.get();
        }
        log.add("open " + link.name());
        return () -> log.add("close " + link.name());
    }

    private static void await(BooleanSupplier there) throws InterruptedException {
        while (!there.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static Link link(String name) {
        try {
            return new Link(name, 2, (Inet4Address) InetAddress.getByName("192.0.2.1"), 24);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
