package org.stirrup.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Finding;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal.Line;

@Timeout(180)
class MemoryJournalTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final MacAddress ONE = new MacAddress("52:54:00:77:00:01");
    private static final MacAddress TWO = new MacAddress("52:54:00:77:00:02");

    private final BlockingQueue<Line> logged = new LinkedBlockingQueue<>();
    private final MemoryJournal journal = new MemoryJournal(InstantSource.fixed(NOON), 100, logged::add);

    @AfterEach
    void stop() throws InterruptedException {
        journal.stop();
    }

    @Test
    void linesAreNumberedFromOneAndTimed() {
        journal.record(event(ONE, "a"));
        journal.record(event(TWO, "b"));
        assertEquals(
                List.of(new Line(1, NOON, event(ONE, "a")), new Line(2, NOON, event(TWO, "b"))),
                journal.lines(Optional.empty(), 0, 10));
    }

    @Test
    void theOldestAreForgottenAndNumbersGoOn() {
        IntStream.rangeClosed(1, 250).forEach(i -> journal.record(event(ONE, "line " + i)));
        List<Line> lines = journal.lines(Optional.empty(), 0, 1_000);
        assertEquals(100, lines.size());
        assertEquals(151, lines.get(0).number());
        assertEquals(250, lines.get(99).number());
    }

    @Test
    void theLatestOfThoseAskedForAreGivenOldestFirst() {
        IntStream.rangeClosed(1, 20).forEach(i -> journal.record(event(i % 2 == 0 ? TWO : ONE, "line " + i)));
        assertEquals(List.of(16L, 18L, 20L), numbers(journal.lines(Optional.of(TWO), 0, 3)));
        assertEquals(List.of(19L), numbers(journal.lines(Optional.of(ONE), 17, 10)));
        assertEquals(List.of(), numbers(journal.lines(Optional.empty(), 20, 10)));
        assertEquals(List.of(), numbers(journal.lines(Optional.empty(), 0, 0)));
    }

    /** Its acknowledgement goes to the client alone; a request to this server may still be refused. */
    @Test
    void soItIsWhenAnotherServerGivesTheAddress() {
        journal.record(new BootEvent(Kind.REQUEST, Optional.of(TWO), Optional.of(address(5)), "", Map.of()));
        journal.record(new BootEvent(
                Kind.REQUEST, Optional.of(ONE), Optional.of(address(5)), "", Map.of("server", "192.168.77.2")));
        journal.record(BootEvent.of(Kind.TRANSFER_START, address(5), "after", Map.of()));
        assertEquals(
                Optional.of(ONE),
                journal.lines(Optional.empty(), 2, 1).get(0).event().mac());
    }

    @Test
    void aTransferIsTheMachinesThatWasGivenTheAddress() {
        journal.record(new BootEvent(Kind.OFFER, Optional.of(TWO), Optional.of(address(5)), "", Map.of()));
        journal.record(BootEvent.of(Kind.TRANSFER_START, address(5), "before", Map.of()));
        journal.record(new BootEvent(Kind.ACK, Optional.of(ONE), Optional.of(address(5)), "", Map.of()));
        journal.record(BootEvent.of(Kind.TRANSFER_START, address(5), "after", Map.of("file", "x")));
        journal.record(BootEvent.of(Kind.TRANSFER_START, address(6), "other", Map.of()));
        journal.record(new BootEvent(Kind.ACK, Optional.of(TWO), Optional.of(address(5)), "", Map.of()));
        journal.record(BootEvent.of(Kind.TRANSFER_START, address(5), "moved", Map.of()));

        assertEquals(
                List.of("", "after"),
                journal.lines(Optional.of(ONE), 0, 10).stream()
                        .map(line -> line.event().text())
                        .toList());
        assertEquals(
                Map.of("file", "x"),
                journal.lines(Optional.of(ONE), 0, 10).get(1).event().details());
        assertEquals(
                Optional.of(TWO),
                journal.lines(Optional.empty(), 6, 1).get(0).event().mac());
        assertEquals(
                Optional.empty(),
                journal.lines(Optional.empty(), 0, 10).get(4).event().mac());
    }

    @Test
    void aFollowerGetsEveryLineInOrder() throws Exception {
        BlockingQueue<Long> got = new LinkedBlockingQueue<>();
        journal.record(event(ONE, "before"));
        try (AutoCloseable follower = journal.follow(line -> got.add(line.number()))) {
            assertTrue(follower != null);
            List<Thread> writers = IntStream.range(0, 4)
                    .mapToObj(i ->
                            new Thread(() -> IntStream.range(0, 400).forEach(n -> journal.record(event(ONE, "x")))))
                    .toList();
            writers.forEach(Thread::start);
            for (Thread writer : writers) {
                writer.join();
            }
            assertEquals(LongStream.rangeClosed(2, 1_601).boxed().toList(), take(got, 1_600));
        }
    }

    @Test
    void aSlowFollowerLosesLinesAndHoldsUpNobody() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        BlockingQueue<Long> got = new LinkedBlockingQueue<>();
        BlockingQueue<Long> quick = new LinkedBlockingQueue<>();
        journal.follow(line -> {
            begun.countDown();
            await(released);
            got.add(line.number());
        });
        journal.record(event(ONE, "the one it hangs on"));
        await(begun);
        int beyond = MemoryJournal.QUEUE + 500;
        assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> IntStream.range(0, beyond).forEach(i -> journal.record(event(ONE, "x"))));
        journal.follow(line -> quick.add(line.number()));
        released.countDown();

        List<Long> numbers = take(got, MemoryJournal.QUEUE + 1);
        assertEquals(LongStream.rangeClosed(1, MemoryJournal.QUEUE + 1).boxed().toList(), numbers);
        journal.record(event(ONE, "after the gap"));
        assertEquals(beyond + 2L, take(got, 1).get(0));
        assertEquals(beyond + 2L, take(quick, 1).get(0));
    }

    @Test
    void aFollowerThatThrowsIsEndedAndTheOthersGoOn() throws Exception {
        BlockingQueue<Long> got = new LinkedBlockingQueue<>();
        BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        journal.follow(line -> {
            calls.add("called");
            throw new IllegalStateException("oops");
        });
        journal.follow(line -> got.add(line.number()));
        journal.record(event(ONE, "a"));
        assertEquals("called", calls.poll(60, TimeUnit.SECONDS));
        assertEquals(List.of(1L), take(got, 1));
        journal.record(event(ONE, "b"));
        assertEquals(List.of(2L), take(got, 1));
        assertTrue(calls.isEmpty(), "called again after it threw");
    }

    @Test
    void afterItsEndAFollowerGetsNothing() throws Exception {
        BlockingQueue<Long> ended = new LinkedBlockingQueue<>();
        BlockingQueue<Long> other = new LinkedBlockingQueue<>();
        AutoCloseable follower = journal.follow(line -> ended.add(line.number()));
        journal.follow(line -> other.add(line.number()));
        journal.record(event(ONE, "a"));
        assertEquals(List.of(1L), take(ended, 1));
        follower.close();
        follower.close();
        journal.record(event(ONE, "b"));
        assertEquals(List.of(1L, 2L), take(other, 2));
        assertTrue(ended.isEmpty());
    }

    @Test
    void theLogHasEveryLineEvenTheLastBeforeTheEnd() throws InterruptedException {
        IntStream.range(0, 50).forEach(i -> journal.record(event(ONE, "x")));
        journal.stop();
        assertEquals(journal.lines(Optional.empty(), 0, 100), List.copyOf(logged));
    }

    @Test
    void oneTooManyIsToldAndAPlaceBecomesFree() throws Exception {
        List<AutoCloseable> followers = new ArrayList<>();
        for (int i = 0; i < MemoryJournal.FOLLOWERS; i++) {
            followers.add(journal.follow(line -> {}));
        }
        IllegalStateException full = assertThrows(IllegalStateException.class, () -> journal.follow(line -> {}));
        assertEquals("64 viewers follow the journal already; close one", full.getMessage());
        followers.get(0).close();
        journal.follow(line -> {});
    }

    @Test
    void aWrongCapacityIsNamedAndTheLastGoodOneStays() {
        journal.configure(config("200"), Map.of());
        journal.configure(config("many"), Map.of("felix.fileinstall.filename", "file:/x/org.stirrup.journal.cfg"));
        assertEquals(
                List.of(new Finding(
                        Finding.Severity.ERROR,
                        "/x/org.stirrup.journal.cfg",
                        "lines=many: not a number from 100 to 1000000; what was in force stays",
                        "give a number such as 20000")),
                journal.findings());
        IntStream.range(0, 300).forEach(i -> journal.record(event(ONE, "x")));
        assertEquals(200, journal.lines(Optional.empty(), 0, 1_000).size());

        journal.configure(config("100"), Map.of());
        assertTrue(journal.findings().isEmpty());
        assertEquals(100, journal.lines(Optional.empty(), 0, 1_000).size());
        assertFalse(Capacity.parse("99").isPresent());
        assertFalse(Capacity.parse("1000001").isPresent());
    }

    @Test
    void theDefaultIsTwentyThousandLines() throws NoSuchMethodException {
        assertEquals("20000", MemoryJournal.Config.class.getMethod("lines").getDefaultValue());
    }

    private static BootEvent event(MacAddress mac, String text) {
        return BootEvent.of(Kind.DISCOVER, mac, text, Map.of());
    }

    private static List<Long> numbers(List<Line> lines) {
        return lines.stream().map(Line::number).toList();
    }

    private static List<Long> take(BlockingQueue<Long> queue, int count) throws InterruptedException {
        List<Long> taken = new ArrayList<>();
        while (taken.size() < count) {
            Long next = queue.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                return taken;
            }
            taken.add(next);
        }
        return taken;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Inet4Address address(int last) {
        try {
            return (Inet4Address) InetAddress.getByAddress(new byte[] {(byte) 192, (byte) 168, 77, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static MemoryJournal.Config config(String lines) {
        return new MemoryJournal.Config() {
            @Override
            public Class<MemoryJournal.Config> annotationType() {
                return MemoryJournal.Config.class;
            }

            @Override
            public String lines() {
                return lines;
            }
        };
    }
}
