package org.stirrup.rehearsal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process, told from a later one that got its number.
 *
 * @param pid its number
 * @param started clock ticks between the system's start and its own (proc(5), /proc/pid/stat, field 22)
 */
record ProcessMark(long pid, long started) {
    private static final int STARTED = 22;
    private static final long PATIENCE_SECONDS = 10;

    /** The process that has this number now; empty when there is none. */
    static Optional<ProcessMark> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // Its name comes second and may hold anything, also blanks and brackets.
            String[] words = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return Optional.of(new ProcessMark(pid, Long.parseLong(words[STARTED - 3])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Reads what {@link #line} wrote; empty for anything else. */
    static Optional<ProcessMark> read(String line) {
        return line.matches("[0-9]{1,10} [0-9]{1,18}")
                ? Optional.of(new ProcessMark(
                        Long.parseLong(line.substring(0, line.indexOf(' '))),
                        Long.parseLong(line.substring(line.indexOf(' ') + 1))))
                : Optional.empty();
    }

    String line() {
        return pid + " " + started;
    }

    /** Ends it at once, if it is still the one, and waits for that. @return whether it was */
    boolean end() throws InterruptedException {
        if (!of(pid).filter(this::equals).isPresent()) {
            return false;
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (of(pid).filter(this::equals).isPresent() && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }
}
