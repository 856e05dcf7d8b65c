package org.stirrup.rehearsal.understudy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.rehearsal.process.WorkFolder;

/**
 * A second appliance that is what this one is: the same programs, a copy of configuration, hosts and leases, the same
 * images. It runs in namespaces of its own for network and mounts, where the copy lies in the place of the real home.
 */
public final class Understudy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Understudy.class);
    private static final long POLL_MILLIS = 50;
    private static final int LAST_WORDS = 4;

    private final Process process;
    private final Path log;
    private final Path home;
    private final Path copy;
    private ControlLine following;

    private Understudy(Process process, Path log, Path home, Path copy) {
        this.process = process;
        this.log = log;
        this.home = home;
        this.copy = copy;
    }

    /**
     * Begins it. It ends with the thread that calls this.
     *
     * @param home of the real appliance
     * @param program the appliance's {@code bin/stirrup}
     */
    public static Understudy begin(WorkFolder work, Path home, Path program, Stage stage) throws IOException {
        Path copy = work.file("home");
        HomeCopy.make(home, copy);
        Path script = work.file("stage.sh");
        Files.writeString(
                script, stage.script(home, copy, List.of(program.toString(), "serve", "--home", home.toString())));
        Path log = work.file("appliance.log");
        Process process = work.begin(List.of("unshare", "--net", "--mount", "--", "sh", script.toString()), log);
        return new Understudy(process, log, home, copy);
    }

    /** Its number, by which others find its namespaces. */
    public long pid() {
        return process.pid();
    }

    /** Waits until all its ports are open. @throws IOException when they do not open; the message is what it said */
    public void awaitReady(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!Files.readString(log).contains("stirrup ready")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException((process.isAlive()
                                ? "the copy of the appliance is not ready after " + patience.toSeconds() + " s"
                                : "the copy of the appliance ended")
                        + ": " + lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    }

    /** Waits until it shows these images too. */
    public void awaitImages(List<String> ids, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (String id : ids) {
            while (true) {
                try {
                    ask("images '" + id + "'");
                    break;
                } catch (IOException e) {
                    if (System.nanoTime() > end || !process.isAlive()) {
                        throw new IOException("the copy of the appliance does not show the image " + id, e);
                    }
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            }
        }
    }

    /** Has the machine boot an image once, as if nothing had been installed on it yet. */
    public void assign(MacAddress mac, String image) throws IOException {
        String list = "data/rehearsal.csv";
        Files.writeString(
                copy.resolve(list), "mac,image,boot,state\n" + mac.text() + "," + image + ",once,discovered\n");
        // Where it looks, the copy lies in the place of the real home.
        ask("hosts import '" + home.resolve(list) + "'");
    }

    /** One command, on a line of its own. @throws IOException when it fails; the message is what it said */
    private String ask(String command) throws IOException {
        try (ControlLine line = new ControlLine(socket())) {
            return line.ask(command);
        }
    }

    private Path socket() {
        return copy.resolve("data/control.sock");
    }

    /** Passes on what its journal says of a machine, on a thread of its own, as long as this is open. */
    public void follow(MacAddress mac, Consumer<BootJournal.Line> listener) throws IOException {
        following = new ControlLine(socket());
        ControlLine line = following;
        Thread reader = new Thread(
                () -> {
                    LineSplitter lines = new LineSplitter(text -> listener.accept(JournalText.line(text)));
                    try {
                        line.run("journal -f --json --mac " + mac.text(), lines::accept);
                    } catch (IOException over) {
                        LOG.debug("the journal of a rehearsal is closed: {}", over.getMessage());
                    } catch (RuntimeException e) {
                        LOG.error("the journal of a rehearsal cannot be read", e);
                    }
                },
                "stirrup-rehearsal-journal");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        if (following != null) {
            following.close();
        }
    }

    /** Makes lines of pieces. */
    private static final class LineSplitter {
        private final Consumer<String> lines;
        private final StringBuilder begun = new StringBuilder();

        LineSplitter(Consumer<String> lines) {
            this.lines = lines;
        }

        void accept(String piece) {
            begun.append(piece);
            for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
                String line = begun.substring(0, end).strip();
                begun.delete(0, end + 1);
                if (line.startsWith("{")) {
                    lines.accept(line);
                }
            }
        }
    }
}
