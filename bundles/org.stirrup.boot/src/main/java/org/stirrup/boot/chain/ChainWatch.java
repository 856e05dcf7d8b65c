package org.stirrup.boot.chain;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.boot.plugin.Isolation;
import org.stirrup.boot.plugin.Plugin;
import org.stirrup.boot.plugin.Reply;
import org.stirrup.boot.plugin.Warnings;

/** Follows the journal, and writes into it where a machine's chain of programs broke. Goes and comes with the journal. */
@Component(service = ChainWatch.class, immediate = true)
public final class ChainWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ChainWatch.class);
    private static final long LOOK_SECONDS = 5;

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<Map.Entry<Map<String, Object>, BootLoader>> loaders = List.of();

    private final BootJournal journal;
    private final InstantSource clock;
    private final Isolation isolation;
    private final Chain chain = new Chain(this::stopped);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(ChainWatch::daemon);
    private final AutoCloseable following;

    @Activate
    public ChainWatch(@Reference BootJournal journal) {
        this(journal, InstantSource.system());
        thread.scheduleWithFixedDelay(() -> look(clock.instant()), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    ChainWatch(BootJournal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        this.isolation = new Isolation(Isolation.PATIENCE, Isolation.LAST_CHANCE, new Warnings(() -> journal));
        this.following = journal.follow(this::heard);
    }

    @Deactivate
    void stop() throws Exception {
        thread.shutdownNow();
        following.close();
        isolation.close();
    }

    void look(Instant now) {
        synchronized (chain) {
            chain.due(now).forEach(this::write);
        }
    }

    private void heard(BootJournal.Line line) {
        synchronized (chain) {
            chain.next(line).ifPresent(this::write);
        }
    }

    private void write(BootEvent event) {
        LOG.debug("{}", event);
        journal.record(event);
    }

    private Optional<String> stopped(String loader, ResourcePath sent) {
        List<Plugin<BootLoader>> named = Plugin.sorted(loaders, BootLoader::name).stream()
                .filter(plugin -> plugin.name().equals(loader))
                .toList();
        return isolation.ask(named, "say what follows " + sent, it -> it.stopped(sent), Optional::isPresent).stream()
                .map(Reply::value)
                .flatMap(Optional::stream)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stirrup-chain");
        thread.setDaemon(true);
        return thread;
    }
}
