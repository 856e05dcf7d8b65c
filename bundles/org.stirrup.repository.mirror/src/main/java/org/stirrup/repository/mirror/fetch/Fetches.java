package org.stirrup.repository.mirror.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.repository.mirror.cache.Cache;
import org.stirrup.repository.mirror.cache.Download;
import org.stirrup.repository.mirror.cache.Entry;
import org.stirrup.repository.mirror.upstream.Answer;
import org.stirrup.repository.mirror.upstream.Upstream;
import org.stirrup.repository.mirror.verify.Checksums;

/**
 * Gets files from the upstream into the cache: each once, however many want it at the time. Threads are those of files
 * that come, and no more than {@link #MOST} of them.
 */
public final class Fetches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetches.class);

    /** At once; more wait for their turn. */
    private static final int MOST = 32;

    /** Without a byte for so long, a transfer is ended. */
    private static final Duration STALL = Duration.ofSeconds(30);

    /** After an upstream that did not answer, those who ask next are not kept waiting for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Upstream upstream;
    private final Cache cache;
    private final Checksums checksums;
    private final Verdicts verdicts;
    private final InstantSource clock;
    private final Map<ResourcePath, Job> running = new ConcurrentHashMap<>();
    private final Recent recent = new Recent();
    private final Map<Download, Long> watched = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(MOST, task -> new Thread(task, "stirrup-mirror"));
    /** Files wait for the lists that speak of them, so lists do not wait for the threads of files. */
    private final ExecutorService listThreads =
            Executors.newCachedThreadPool(task -> new Thread(task, "stirrup-mirror-list"));

    private CompletableFuture<Void> learnt = CompletableFuture.completedFuture(null);
    private final ScheduledExecutorService watch =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "stirrup-mirror-watch"));
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile Optional<String> trouble = Optional.empty();

    /**
     * A file that is being got.
     *
     * @param head done when the head of the upstream's answer is there
     * @param end done when all is over, what the file says of others learnt
     */
    private record Job(CompletableFuture<Fetch> head, CompletableFuture<Void> end) {
        Job() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    public Fetches(Upstream upstream, Cache cache, Checksums checksums, InstantSource clock) {
        this.upstream = upstream;
        this.cache = cache;
        this.checksums = checksums;
        this.verdicts = new Verdicts(checksums);
        this.clock = clock;
        watch.scheduleWithFixedDelay(this::cutStalled, STALL.toSeconds(), STALL.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Gets a file, or joins whoever is getting it.
     *
     * @param kept the copy at hand, which may be good still
     * @return done when the head of the upstream's answer is there
     */
    public CompletableFuture<Fetch> of(ResourcePath path, Optional<Entry> kept) {
        return job(path, kept).head();
    }

    /** What came of a file that was asked for a moment ago, when nothing came. */
    public Optional<Fetch> recent(ResourcePath path) {
        return recent.of(path, clock.instant());
    }

    private Job job(ResourcePath path, Optional<Entry> kept) {
        Job mine = new Job();
        if (clock.instant().isBefore(pausedUntil)) {
            mine.head().complete(new Fetch.Failed(trouble.orElse("the upstream did not answer a moment ago")));
            mine.end().complete(null);
            return mine;
        }
        Job others = running.putIfAbsent(path, mine);
        if (others != null) {
            return others;
        }
        (Checksums.isIndex(path) ? listThreads : threads).execute(() -> {
            try {
                fetch(path, kept, mine);
            } catch (RuntimeException | IOException e) {
                LOG.warn("{} could not be fetched: {}", path, e.toString());
                over(path, mine, new Fetch.Failed(path + ": " + e.getMessage()));
            } finally {
                running.remove(path, mine);
                mine.end().complete(null);
            }
        });
        return mine;
    }

    private void fetch(ResourcePath path, Optional<Entry> kept, Job job) throws IOException {
        // What an index contradicts is not worth a question whether it is good still.
        Optional<Entry> good = kept.filter(entry -> checksums
                .of(path)
                .filter(expected -> !expected.sha256().equals(entry.sha256()))
                .isEmpty());
        Answer answer = upstream.get(path, good.flatMap(Entry::tag), good.map(Entry::modified));
        if (!(answer instanceof Answer.Unreachable)) {
            trouble = Optional.empty();
            pausedUntil = Instant.MIN;
        }
        if (answer instanceof Answer.File file) {
            take(path, file, job);
        } else if (answer instanceof Answer.NotModified) {
            good.ifPresent(cache::checked);
            over(path, job, new Fetch.Same());
        } else if (answer instanceof Answer.Folder) {
            over(path, job, new Fetch.Folder());
        } else if (answer instanceof Answer.Missing missing) {
            over(path, job, new Fetch.Missing(missing.because()));
        } else if (answer instanceof Answer.Refused refused) {
            LOG.warn("{}", refused.because());
            over(path, job, new Fetch.Refused(refused.because()));
        } else if (answer instanceof Answer.Unreachable unreachable) {
            trouble = Optional.of(unreachable.because());
            pausedUntil = clock.instant().plus(PAUSE);
            LOG.warn("The upstream does not answer: {}", unreachable.because());
            over(path, job, new Fetch.Failed(unreachable.because()));
        }
    }

    /** Nothing comes. Whoever asks once that is told asks the upstream, or {@link #recent}, and does not join this. */
    private void over(ResourcePath path, Job job, Fetch fetch) {
        recent.put(path, fetch, clock.instant());
        running.remove(path, job);
        job.head().complete(fetch);
    }

    private void take(ResourcePath path, Answer.File file, Job job) throws IOException {
        Optional<String> wrong = verdicts.wrongSize(path, file.size());
        if (wrong.isPresent()) {
            wrong = refreshed(path) ? verdicts.wrongSize(path, file.size()) : wrong;
        }
        if (wrong.isPresent()) {
            file.bytes().close();
            verdicts.refused(path, wrong.get());
            over(path, job, new Fetch.Failed(path + ": " + wrong.get()));
            return;
        }
        Path part;
        try {
            part = cache.reserve(path, file.size());
        } catch (IOException e) {
            file.bytes().close();
            throw e;
        }
        Instant modified = file.modified().orElseGet(clock::instant);
        Download download = new Download(part, file.size(), modified, 2 * STALL.toMillis());
        watched.put(download, 0L);
        job.head().complete(new Fetch.Running(download));
        try {
            String sha256 = download.take(file.bytes(), sum -> judge(path, sum));
            Entry entry = new Entry(
                    path,
                    file.size(),
                    modified,
                    file.tag(),
                    sha256,
                    checksums.of(path).isPresent(),
                    clock.instant());
            download.finish(() -> {
                Path kept = cache.keep(part, entry);
                verdicts.accepted(entry);
                // Before anybody has the whole of a list, what it lists is known.
                learn(path);
                running.remove(path, job);
                return kept;
            });
        } catch (IOException e) {
            LOG.warn("{} from the upstream comes to nothing: {}", path, e.getMessage());
            // Whoever asks from now on gets another.
            running.remove(path, job);
            cache.drop(part, file.size());
            download.fail(new IOException("from the upstream: " + e.getMessage(), e));
        } finally {
            watched.remove(download);
        }
    }

    /** The upstream may have a list that is newer than the index at hand: that is asked for again before it is refused. */
    private void judge(ResourcePath path, String sha256) throws IOException {
        awaitLists(path);
        Optional<String> wrong = verdicts.wrongSum(path, sha256);
        if (wrong.isPresent() && refreshed(path)) {
            wrong = verdicts.wrongSum(path, sha256);
        }
        if (wrong.isPresent()) {
            verdicts.refused(path, wrong.get());
            throw new IOException(wrong.get());
        }
    }

    /** A list that comes at this moment may say what this file is to be. */
    private void awaitLists(ResourcePath path) {
        awaitLearnt();
        running.forEach((other, job) -> {
            if (Checksums.rank(other) < Checksums.rank(path)) {
                waited(job.end());
            }
        });
    }

    /** Until what the kept indexes say is known again, which takes a moment after a start. */
    public void awaitLearnt() {
        waited(learnt);
    }

    /** @return whether it is over */
    private static boolean waited(CompletableFuture<Void> end) {
        try {
            end.get(2 * STALL.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A list did not come in time, what it lists may not be verified: {}", e.toString());
        }
        return false;
    }

    /** Gets the index that speaks of a file again. @return whether there is a new one */
    private boolean refreshed(ResourcePath path) {
        Optional<ResourcePath> index =
                checksums.of(path).map(expected -> expected.source()).filter(source -> !source.equals(path));
        if (index.isEmpty()) {
            return false;
        }
        Job job = job(index.get(), cache.find(index.get()));
        return waited(job.end()) && job.head().getNow(new Fetch.Same()) instanceof Fetch.Running;
    }

    /** An index says more of others; a list that is not read here has one beside it that is. */
    private void learn(ResourcePath path) {
        List<ResourcePath> lists = Checksums.isIndex(path) ? checksums.learn(path, cache.data(path)) : List.of();
        lists.forEach(this::want);
        checksums.readable(path).ifPresent(this::want);
    }

    private void want(ResourcePath list) {
        Optional<Entry> kept = cache.find(list);
        boolean current = kept.isPresent()
                && checksums
                        .of(list)
                        .filter(it -> it.sha256().equals(kept.get().sha256()))
                        .isPresent();
        if (!current) {
            job(list, kept);
        }
    }

    /** Learns from the indexes that are kept, at a start; nothing is found good before that is done. */
    public void learnKept() {
        learnt = CompletableFuture.runAsync(
                () -> cache.all().stream()
                        .map(Entry::path)
                        .filter(Checksums::isIndex)
                        .forEach(path -> checksums.learn(path, cache.data(path))),
                listThreads);
    }

    private void cutStalled() {
        watched.replaceAll((download, before) -> {
            long now = download.arrived();
            if (now == before && now < download.size()) {
                try {
                    download.cut();
                } catch (IOException e) {
                    LOG.debug("a stalled transfer could not be ended: {}", e.toString());
                }
            }
            return now;
        });
    }

    public Verdicts verdicts() {
        return verdicts;
    }

    /** Why the upstream cannot be reached now. */
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void close() {
        watch.shutdownNow();
        threads.shutdownNow();
        listThreads.shutdownNow();
        for (Download download : watched.keySet()) {
            download.fail(new IOException("the mirror stops"));
        }
    }
}
