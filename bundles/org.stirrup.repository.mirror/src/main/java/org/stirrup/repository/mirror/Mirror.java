package org.stirrup.repository.mirror;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.repository.mirror.cache.Cache;
import org.stirrup.repository.mirror.cache.Entry;
import org.stirrup.repository.mirror.cache.KeptFile;
import org.stirrup.repository.mirror.fetch.Fetch;
import org.stirrup.repository.mirror.fetch.Fetches;
import org.stirrup.repository.mirror.verify.Checksums;
import org.stirrup.repository.mirror.verify.Expected;

/**
 * An upstream's files. What is kept and cannot have changed is given from the cache; all else is asked for, and given
 * while it comes. Folders show what is kept: what else there is only the upstream knows.
 */
final class Mirror implements Repository {
    /** Longer than an upstream may take for the head of an answer, with redirects. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Cache cache;
    private final Checksums checksums;
    private final Fetches fetches;
    private final Duration refresh;
    private final InstantSource clock;

    /** @param refresh how old what may change has to be to be asked for again */
    Mirror(Cache cache, Checksums checksums, Fetches fetches, Duration refresh, InstantSource clock) {
        this.cache = cache;
        this.checksums = checksums;
        this.fetches = fetches;
        this.refresh = refresh;
        this.clock = clock;
    }

    /** What is kept is given as it is, and asked for again behind that where it may have changed. */
    @Override
    public Lookup find(ResourcePath path) {
        Optional<Entry> kept = cache.find(path);
        if (path.isRoot() || kept.isEmpty() && !cache.list(path).isEmpty()) {
            return new Lookup.Folder();
        }
        if (kept.isPresent() && isFresh(kept.get())) {
            return found(kept.get());
        }
        return fetches.recent(path)
                .or(() -> Optional.ofNullable(fetches.of(path, kept).getNow(null)))
                .filter(fetch -> !(fetch instanceof Fetch.Running))
                .map(fetch -> answer(path, kept, fetch))
                .or(() -> kept.map(this::found))
                .orElse(new Lookup.Coming("is being fetched from the upstream"));
    }

    /** While a file comes it is read as it comes. */
    @Override
    public Lookup await(ResourcePath path) {
        if (path.isRoot()) {
            return new Lookup.Folder();
        }
        fetches.awaitLearnt();
        Optional<Entry> kept = cache.find(path);
        if (kept.isPresent() && isFresh(kept.get())) {
            return found(kept.get());
        }
        if (kept.isEmpty() && !cache.list(path).isEmpty()) {
            return new Lookup.Folder();
        }
        try {
            return answer(path, kept, fetches.of(path, kept).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Lookup.Failed(path + ": interrupted while the upstream was asked");
        } catch (TimeoutException e) {
            return kept.map(this::found).orElseGet(() -> new Lookup.Failed(path + ": the upstream does not answer"));
        } catch (ExecutionException e) {
            return new Lookup.Failed(path + ": " + e.getCause());
        }
    }

    private Lookup answer(ResourcePath path, Optional<Entry> kept, Fetch fetch) {
        if (fetch instanceof Fetch.Running running) {
            return new Lookup.Found(running.download());
        } else if (fetch instanceof Fetch.Same) {
            return cache.find(path).map(this::found).orElseGet(() -> new Lookup.Failed(path + ": gone meanwhile"));
        } else if (fetch instanceof Fetch.Folder) {
            return new Lookup.Folder();
        } else if (kept.isPresent()) {
            // Gone there, or nobody is there to ask: what is kept was good.
            return found(kept.get());
        } else if (fetch instanceof Fetch.Missing missing) {
            return new Lookup.Absent(missing.because());
        } else if (fetch instanceof Fetch.Refused refused) {
            return new Lookup.Refused(refused.because());
        }
        return new Lookup.Failed(((Fetch.Failed) fetch).because());
    }

    private Lookup found(Entry entry) {
        return new Lookup.Found(new KeptFile(cache.data(entry.path()), entry.size(), entry.modified()));
    }

    /** What an index names by this checksum is this file for ever; anything else is, for a while. */
    private boolean isFresh(Entry entry) {
        Optional<Expected> expected = checksums.of(entry.path());
        if (expected.isPresent() && !Checksums.isIndex(entry.path())) {
            return expected.get().sha256().equals(entry.sha256());
        }
        Instant until = entry.checked().plus(refresh);
        return until.isAfter(clock.instant())
                && expected.filter(it -> !it.sha256().equals(entry.sha256())).isEmpty();
    }

    @Override
    public List<ContentEntry> list(ResourcePath path) {
        return cache.list(path);
    }
}
