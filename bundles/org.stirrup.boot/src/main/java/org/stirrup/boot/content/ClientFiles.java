package org.stirrup.boot.content;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.RenderedContent;
import org.stirrup.api.content.ResourcePath;

/** Files that plugins make for one client, such as answer files. */
final class ClientFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ClientFiles.class);

    private final List<Mount<RenderedContent>> mounts;
    private final Consumer<String> journal;

    ClientFiles(List<Map.Entry<Map<String, Object>, RenderedContent>> bound, Consumer<String> journal) {
        this.mounts = Mount.sorted(bound, journal);
        this.journal = journal;
    }

    Lookup find(ResourcePath path, Asker asker) {
        String because = Mount.NO_SUCH_FILE;
        for (Mount<RenderedContent> mount : mounts) {
            if (mount.holds(path)) {
                Lookup found = find(mount, path, asker);
                if (!(found instanceof Lookup.Absent absent)) {
                    return found;
                }
                because = absent.because();
            }
        }
        return new Lookup.Absent(because);
    }

    private Lookup find(Mount<RenderedContent> mount, ResourcePath path, Asker asker) {
        try {
            return Objects.requireNonNull(
                    mount.service().find(path.below(mount.folder()), asker.client(), asker.server()), "null");
        } catch (RuntimeException | LinkageError e) {
            String because = "what renders " + mount.folder() + " failed at " + path + ": " + e;
            LOG.warn("{}", because, e);
            journal.accept(because);
            return new Lookup.Failed(because);
        }
    }
}
