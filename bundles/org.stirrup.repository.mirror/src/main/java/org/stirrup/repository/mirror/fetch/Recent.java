package org.stirrup.repository.mirror.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.content.ResourcePath;

/**
 * What the upstream said a moment ago of files that it did not give. Who does not wait for an answer asks again, and
 * finds it here.
 */
final class Recent {
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final int MOST = 1000;

    private record Said(Fetch fetch, Instant at) {}

    private final Map<ResourcePath, Said> said = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourcePath, Said> eldest) {
            return size() > MOST;
        }
    };

    /** What came, or is good still, is in the cache and not here. */
    synchronized void put(ResourcePath path, Fetch fetch, Instant now) {
        said.remove(path);
        if (!(fetch instanceof Fetch.Running || fetch instanceof Fetch.Same)) {
            said.put(path, new Said(fetch, now));
        }
    }

    synchronized Optional<Fetch> of(ResourcePath path, Instant now) {
        return Optional.ofNullable(said.get(path))
                .filter(last -> now.isBefore(last.at().plus(MOMENT)))
                .map(Said::fetch);
    }
}
