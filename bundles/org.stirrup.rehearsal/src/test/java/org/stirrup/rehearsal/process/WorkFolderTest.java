package org.stirrup.rehearsal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left, whichever way it ends. */
class WorkFolderTest {
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    Path home;

    @Test
    void aProcessEndsWithTheThreadThatBeganIt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        WorkFolder work = WorkFolder.make(home.resolve("rehearsal/1"));
        CompletableFuture<Process> begun = new CompletableFuture<>();
        CountDownLatch over = new CountDownLatch(1);
        Thread owner = new Thread(() -> {
            try {
                begun.complete(work.begin(List.of("sleep", "600"), work.file("log")));
                over.await();
            } catch (IOException | InterruptedException e) {
                begun.completeExceptionally(e);
            }
        });

        owner.start();
        Process process = begun.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        awaitName(process, "sleep");
        over.countDown();
        owner.join();

        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "it outlives its thread");
        work.remove();
        assertFalse(Files.exists(work.path()));
    }

    private static void awaitName(Process process, String name) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm"))
                .strip()
                .equals(name)) {
            assertTrue(System.nanoTime() < end, "it does not become " + name);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Test
    void whatAnEarlierApplianceLeftIsSwept() throws Exception {
        Path folder = home.resolve("rehearsal");
        WorkFolder work = WorkFolder.make(folder.resolve("7"));
        Process left = new ProcessBuilder("sleep", "600").start();
        ProcessMark mark = ProcessMark.of(left.pid()).orElseThrow();
        Files.createDirectories(work.file("home/data"));
        Files.writeString(work.file("home/data/leases.log"), "x");
        Files.writeString(work.file("processes"), mark.line() + "\nnot a line\n");

        assertEquals(List.of(work.path()), WorkFolder.sweep(folder));

        assertTrue(left.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "it still runs");
        assertFalse(Files.exists(work.path()));
        assertEquals(List.of(), WorkFolder.sweep(folder));
    }

    @Test
    void aProcessThatGotTheNumberLaterIsNotTouched() throws Exception {
        Path folder = home.resolve("rehearsal");
        WorkFolder work = WorkFolder.make(folder.resolve("7"));
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            ProcessMark mark = ProcessMark.of(other.pid()).orElseThrow();
            Files.writeString(work.file("processes"), new ProcessMark(mark.pid(), mark.started() - 1).line() + "\n");

            WorkFolder.sweep(folder);

            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly();
        }
    }
}
