package org.stirrup.journal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

/**
 * The journal: a ring of lines in memory, handed to followers and to the log by threads of its own. What a network
 * thread does here is number a line and queue it.
 */
@Component(
        service = {BootJournal.class, SelfCheck.class},
        configurationPid = "org.stirrup.journal")
@Designate(ocd = MemoryJournal.Config.class)
public final class MemoryJournal implements BootJournal, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryJournal.class);
    /** How many may follow at once: a thread each. */
    static final int FOLLOWERS = 64;
    /** Lines that may wait for one follower. */
    static final int QUEUE = 2_000;

    @ObjectClassDefinition(name = "Stirrup journal", description = "What happened to each client.")
    public @interface Config {
        @AttributeDefinition(
                name = "Lines",
                description = "How many lines are kept in memory, 100 to 1000000; about 500 bytes each.",
                type = AttributeType.INTEGER)
        String lines() default "20000";
    }

    private final InstantSource clock;
    private final Object lock = new Object();
    private final Ring ring;
    private final Occupants occupants = new Occupants();
    private final Follower log;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private long last;
    private volatile Optional<Finding> finding = Optional.empty();

    @Activate
    public MemoryJournal(Config config, Map<String, Object> properties) {
        this(InstantSource.system(), 20_000, new LogWriter());
        configure(config, properties);
    }

    /** @param log given every line, on a thread of its own */
    MemoryJournal(InstantSource clock, int lines, Consumer<Line> log) {
        this.clock = clock;
        this.log = new Follower("stirrup-journal-log", QUEUE, log, ended -> {});
        this.ring = new Ring(lines);
    }

    @Modified
    void configure(Config config, Map<String, Object> properties) {
        Optional<Integer> lines = Capacity.parse(config.lines());
        if (lines.isPresent()) {
            finding = Optional.empty();
            synchronized (lock) {
                ring.resize(lines.get());
            }
        } else {
            Finding wrong = Capacity.refuse(config.lines(), properties);
            finding = Optional.of(wrong);
            LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy());
        }
    }

    @Deactivate
    void stop() throws InterruptedException {
        followers.forEach(Follower::close);
        log.finish(Duration.ofSeconds(1));
    }

    @Override
    public List<Finding> findings() {
        return finding.stream().toList();
    }

    @Override
    public void record(BootEvent event) {
        synchronized (lock) {
            Line line = new Line(++last, clock.instant(), occupants.identify(event));
            ring.add(line);
            log.offer(line);
            followers.forEach(follower -> follower.offer(line));
        }
    }

    @Override
    public List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
        synchronized (lock) {
            return ring.latest(mac, after, limit);
        }
    }

    @Override
    public AutoCloseable follow(Consumer<Line> listener) {
        synchronized (lock) {
            if (followers.size() >= FOLLOWERS) {
                throw new IllegalStateException(FOLLOWERS + " viewers follow the journal already; close one");
            }
            Follower follower = new Follower("stirrup-journal-follower", QUEUE, listener, followers::remove);
            followers.add(follower);
            return follower;
        }
    }
}
