package org.stirrup.rehearsal.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.rehearsal.Order;
import org.stirrup.api.rehearsal.Rehearsal;
import org.stirrup.api.rehearsal.Rehearsal.Phase;
import org.stirrup.api.rehearsal.RehearsalException;
import org.stirrup.api.rehearsal.Verdict;
import org.stirrup.rehearsal.pc.VirtualPc;
import org.stirrup.rehearsal.process.WorkFolder;
import org.stirrup.rehearsal.understudy.Stage;
import org.stirrup.rehearsal.understudy.Understudy;

/** One rehearsal. All of it happens on one thread, with which its processes end. */
final class Run implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration AFTERMATH = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 500;
    private static final int LINES = 5_000;

    private final String id;
    private final Order order;
    private final Setting setting;
    private final Path folder;
    private final Instant began = Instant.now();
    private final List<BootJournal.Line> lines = new ArrayList<>();
    private final Thread thread;

    private volatile Phase phase = Phase.PREPARING;
    private volatile Verdict verdict = new Verdict.Pending("a copy of the appliance starts");
    private volatile Optional<Instant> ended = Optional.empty();
    private volatile Optional<byte[]> screen = Optional.empty();
    private volatile VirtualPc pc;

    /** @param folder that it works in; made and deleted by it */
    Run(String id, Order order, Setting setting, Path folder) {
        this.id = id;
        this.order = order;
        this.setting = setting;
        this.folder = folder;
        this.thread = new Thread(this, "stirrup-rehearsal-" + id);
    }

    void begin() {
        thread.start();
    }

    Rehearsal now() {
        synchronized (lines) {
            return new Rehearsal(id, order, phase, verdict, began, ended, lines, setting.notes());
        }
    }

    Optional<byte[]> screen() {
        return screen;
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    void press(String key) throws RehearsalException {
        VirtualPc present = pc;
        if (present == null) {
            throw new RehearsalException("the virtual PC of rehearsal " + id + " is not on");
        }
        try {
            present.press(key);
        } catch (IOException e) {
            throw new RehearsalException("the virtual PC did not take the key: " + e.getMessage(), e);
        }
    }

    /** Ends it; returns when nothing is left of it. */
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Override
    public void run() {
        WorkFolder work = new WorkFolder(folder);
        try {
            WorkFolder.make(folder);
            rehearse(work);
        } catch (IOException e) {
            conclude(new Verdict.Unknown("the rehearsal itself failed: " + e.getMessage()));
            LOG.warn("Rehearsal {} of {} failed", id, order.mac(), e);
        } catch (InterruptedException e) {
            conclude(new Verdict.Unknown("it was ended before it was known"));
        } catch (RuntimeException e) {
            conclude(new Verdict.Unknown("the rehearsal itself failed: " + e));
            LOG.error("Rehearsal {} of {} failed", id, order.mac(), e);
        } finally {
            pc = null;
            remove(work);
            ended = Optional.of(Instant.now());
            phase = Phase.OVER;
            LOG.info("Rehearsal {} of {} is over: {}", id, order.mac(), verdict.text());
        }
    }

    /** A verdict that is there already stays. */
    private void conclude(Verdict last) {
        if (verdict instanceof Verdict.Pending) {
            verdict = last;
        }
    }

    private void remove(WorkFolder work) {
        // Whoever ended it did that by an interrupt, which would end the removal too.
        boolean interrupted = Thread.interrupted();
        try {
            work.remove();
        } catch (IOException e) {
            LOG.error("What a rehearsal left in {} is not deleted before the next start: {}", folder, e.getMessage());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rehearse(WorkFolder work) throws IOException, InterruptedException {
        try (Understudy understudy = Understudy.begin(work, setting.home(), setting.program(), setting.stage())) {
            understudy.awaitReady(PATIENCE);
            understudy.awaitImages(setting.images(), PATIENCE);
            if (order.image().isPresent()) {
                understudy.assign(order.mac(), order.image().get());
            }
            understudy.follow(order.mac(), this::heard);
            verdict = new Verdict.Pending("the virtual PC is switched on");
            try (VirtualPc on = VirtualPc.on(work, order, understudy.pid(), Stage.TAP)) {
                pc = on;
                phase = Phase.RUNNING;
                watch(on);
            }
        }
    }

    private void heard(BootJournal.Line line) {
        synchronized (lines) {
            if (lines.size() < LINES) {
                lines.add(line);
            }
        }
    }

    private void watch(VirtualPc on) throws IOException, InterruptedException {
        Instant switchedOn = Instant.now();
        Instant last = switchedOn.plus(setting.limit());
        Optional<Instant> known = Optional.empty();
        Optional<Instant> off = Optional.empty();
        while (true) {
            Instant now = Instant.now();
            look(on);
            off = off.or(() -> on.isOn() ? Optional.empty() : Optional.of(now));
            // What it did last is told a moment after it did it.
            boolean over = now.isAfter(last)
                    || off.filter(since -> now.isAfter(since.plus(AFTERMATH))).isPresent();
            Evidence seen = evidence(off.isEmpty() || !over, switchedOn, now);
            verdict = over ? Judge.last(seen, order.goal()) : Judge.of(seen);
            if (Judge.isFinal(verdict, seen, order.goal())) {
                known = known.or(() -> Optional.of(now));
            }
            if (over
                    || known.filter(since -> now.isAfter(since.plus(setting.afterwards())))
                            .isPresent()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** A picture that cannot be had because it was switched off just now is not missed. */
    private void look(VirtualPc on) throws IOException {
        if (!on.isOn()) {
            return;
        }
        try {
            screen = Optional.of(on.screen());
        } catch (IOException e) {
            if (on.isOn()) {
                throw e;
            }
        }
    }

    private Evidence evidence(boolean on, Instant switchedOn, Instant now) {
        synchronized (lines) {
            return new Evidence(List.copyOf(lines), setting.menu(), on, switchedOn, now);
        }
    }
}
