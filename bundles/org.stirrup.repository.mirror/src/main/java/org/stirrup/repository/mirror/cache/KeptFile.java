package org.stirrup.repository.mirror.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.stirrup.api.content.Resource;

/**
 * A file of the cache.
 *
 * @param modified as the upstream said, and not as the disk has it
 */
public record KeptFile(Path file, long size, Instant modified) implements Resource {
    /** One that has gone since it was found is not there any more; one that is open is read to its end. */
    @Override
    public Content open() throws IOException {
        return Resource.of(file).open();
    }
}
