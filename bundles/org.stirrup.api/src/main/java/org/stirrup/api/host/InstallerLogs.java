package org.stirrup.api.host;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.stirrup.api.boot.MacAddress;

/**
 * The last log that each machine's installer sent with a report. Survives a restart. How much is kept of one, and of all
 * together, is limited. Safe for many threads.
 */
@ProviderType
public interface InstallerLogs {
    /**
     * Keeps a log in the place of the machine's former one; of a longer one than is kept, the end.
     *
     * @throws java.io.UncheckedIOException when it could not be saved; the former one is kept then
     */
    void keep(MacAddress mac, String log);

    /** @throws java.io.UncheckedIOException when it cannot be read */
    Optional<String> of(MacAddress mac);
}
