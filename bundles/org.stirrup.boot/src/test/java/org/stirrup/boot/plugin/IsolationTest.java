package org.stirrup.boot.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class IsolationTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    /** Long enough for a plugin that answers at once on a busy machine. */
    private static final Duration SOME = Duration.ofSeconds(2);

    private final BlockingQueue<String> journal = new LinkedBlockingQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private Isolation isolation = new Isolation(LONG, LONG, journal::add);

    @AfterEach
    void stop() {
        released.countDown();
        isolation.close();
    }

    @Test
    void thoseAfterTheFirstGoodAnswerAreNotAsked() {
        AtomicInteger asked = new AtomicInteger();
        List<Reply<Fake, String>> replies = ask(plugin("a", () -> "no"), plugin("b", () -> "yes"), plugin("c", () -> {
            asked.incrementAndGet();
            return "yes";
        }));
        assertEquals(List.of("a no", "b yes"), texts(replies));
        assertEquals(0, asked.get());
        assertEquals(List.of(), List.copyOf(journal));
    }

    @Test
    void oneThatThrowsIsNamedAndTheNextIsAsked() {
        assertEquals(
                List.of("broken failed to answer: java.lang.IllegalStateException: oops", "good yes"),
                texts(ask(plugin("broken", IsolationTest::oops), plugin("good", () -> "yes"))));
        assertEquals(List.of("broken failed to answer: java.lang.IllegalStateException: oops"), List.copyOf(journal));
    }

    @Test
    void oneWhoseClassesAreGoneIsNamedAndTheNextIsAsked() {
        assertEquals(
                List.of("gone failed to answer: java.lang.NoClassDefFoundError: x/Y", "good yes"),
                texts(ask(
                        plugin("gone", () -> {
                            throw new NoClassDefFoundError("x/Y");
                        }),
                        plugin("good", () -> "yes"))));
    }

    @Test
    void nullIsNoAnswer() {
        assertEquals(
                List.of("lazy failed to answer: java.lang.NullPointerException: null", "good yes"),
                texts(ask(plugin("lazy", () -> null), plugin("good", () -> "yes"))));
    }

    @Test
    void oneThatHangsIsNamedAndTheNextIsAsked() {
        isolation = new Isolation(SOME, LONG, journal::add);
        assertEquals(
                List.of("slow took too long to answer", "good yes"),
                texts(ask(plugin("slow", this::hang), plugin("good", () -> "yes"))));
        assertEquals(List.of("slow took over 2000 ms to answer"), List.copyOf(journal));
    }

    @Test
    void oneThatHangsIsNotAskedAgainBeforeItReturns() throws InterruptedException {
        isolation = new Isolation(SHORT, SHORT, journal::add);
        AtomicInteger calls = new AtomicInteger();
        Fake slow = plugin("slow", () -> {
            calls.incrementAndGet();
            return hang();
        });
        assertEquals(List.of("slow took too long to answer"), texts(ask(slow)));
        assertEquals(List.of("slow is busy still with an earlier call"), texts(ask(slow)));
        assertEquals(List.of("slow is busy still with an earlier call"), texts(ask(slow)));
        assertEquals(1, calls.get());
        assertEquals(List.of("slow took over 20 ms to answer"), List.copyOf(journal));

        released.countDown();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        List<String> answer;
        do {
            answer = texts(ask(slow));
        } while (!answer.equals(List.of("slow yes")) && System.nanoTime() < end);
        assertEquals(List.of("slow yes"), answer);
    }

    /** A machine under load is slow without anything being wrong. */
    @Test
    void aLateAnswerIsTakenWhenNobodyElseHasOne() {
        isolation = new Isolation(SOME, LONG, journal::add);
        assertEquals(List.of("late yes", "other no"), texts(ask(plugin("late", this::hang), plugin("other", () -> {
            released.countDown();
            return "no";
        }))));
    }

    /** Two machines ask a loader whose classes are just being loaded: both are to boot. */
    @Test
    void whoComesWhileItIsLateWaitsForIt() throws Exception {
        isolation = new Isolation(SOME, LONG, journal::add);
        Fake late = plugin("late", this::hang);
        ExecutorService server = Executors.newFixedThreadPool(2);
        try {
            Future<List<Reply<Fake, String>>> first = server.submit(() -> ask(late));
            assertEquals("late took over 2000 ms to answer", journal.poll(60, TimeUnit.SECONDS));
            Future<List<Reply<Fake, String>>> second = server.submit(() -> ask(plugin("other", () -> "no"), late));
            released.countDown();
            assertEquals(List.of("late yes"), texts(first.get()));
            assertEquals(List.of("other no", "late yes"), texts(second.get()));
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void afterTheEndNobodyIsAsked() {
        isolation.close();
        assertEquals(List.of("a was not asked, the switchboard stops"), texts(ask(plugin("a", () -> "yes"))));
    }

    @Test
    void anInterruptedServerIsNotHeldUp() {
        Thread.currentThread().interrupt();
        assertEquals(List.of("a was interrupted"), texts(ask(plugin("a", this::hang))));
        assertTrue(Thread.interrupted());
    }

    private String hang() {
        try {
            return released.await(60, TimeUnit.SECONDS) ? "yes" : "never";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    private static String oops() {
        throw new IllegalStateException("oops");
    }

    /** A plugin with one question. */
    private record Fake(String name, Supplier<String> answer) {}

    private static Fake plugin(String name, Supplier<String> answer) {
        return new Fake(name, answer);
    }

    private List<Reply<Fake, String>> ask(Fake... fakes) {
        List<Plugin<Fake>> plugins = Arrays.stream(fakes)
                .map(fake -> new Plugin<>(fake, fake.name(), 0, Map.of()))
                .toList();
        return isolation.ask(plugins, "answer", fake -> fake.answer().get(), "yes"::equals);
    }

    private static List<String> texts(List<Reply<Fake, String>> replies) {
        return replies.stream()
                .map(reply -> reply.plugin().name() + " "
                        + Optional.of(reply.because())
                                .filter(because -> !because.isEmpty())
                                .or(reply::value)
                                .orElseThrow())
                .toList();
    }
}
