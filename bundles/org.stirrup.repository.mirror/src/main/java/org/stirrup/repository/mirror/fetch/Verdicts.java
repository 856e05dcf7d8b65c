package org.stirrup.repository.mirror.fetch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.repository.mirror.cache.Entry;
import org.stirrup.repository.mirror.verify.Checksums;

/** Whether files are what the indexes say, and which were not. Safe for many threads. */
public final class Verdicts {
    private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

    /** Of those refused, so many are remembered. */
    private static final int MOST = 20;

    private final Checksums checksums;
    private final Map<ResourcePath, String> refused = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourcePath, String> eldest) {
            return size() > MOST;
        }
    };

    Verdicts(Checksums checksums) {
        this.checksums = checksums;
    }

    Optional<String> wrongSize(ResourcePath path, long size) {
        return checksums
                .of(path)
                .filter(expected -> expected.size() >= 0 && expected.size() != size)
                .map(expected -> "has " + size + " bytes, " + expected.source() + " says " + expected.size());
    }

    Optional<String> wrongSum(ResourcePath path, String sha256) {
        return checksums
                .of(path)
                .filter(expected -> !expected.sha256().equals(sha256))
                .map(expected -> "has the SHA-256 " + sha256 + ", " + expected.source() + " says " + expected.sha256());
    }

    synchronized void refused(ResourcePath path, String because) {
        refused.put(path, because);
    }

    synchronized void accepted(Entry entry) {
        refused.remove(entry.path());
        if (!entry.verified()) {
            LOG.info("{} is not verified: no index that came through the mirror speaks of it", entry.path());
        }
    }

    /** Of those refused and not come right since, why. */
    public synchronized Map<ResourcePath, String> refused() {
        return new LinkedHashMap<>(refused);
    }
}
