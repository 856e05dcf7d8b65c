package org.stirrup.boot.content;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.RenderedContent;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.boot.plugin.Isolation;
import org.stirrup.boot.plugin.Plugin;

/**
 * The files of the content tree that are the same for everybody, as far as a menu has to know of them: whether they are
 * there. Looking for them asks for no menu.
 */
public final class StoredFiles {
    private final MountedFiles mounted;
    private final List<Mount<RenderedContent>> rendered;
    private final LoaderFiles ofLoaders;

    /** @param journal told of each plugin that fails, one line */
    public StoredFiles(
            List<Map.Entry<Map<String, Object>, Repository>> repositories,
            List<Map.Entry<Map<String, Object>, RenderedContent>> rendered,
            List<Plugin<BootLoader>> loaders,
            Isolation isolation,
            Consumer<String> journal) {
        this.mounted = new MountedFiles(repositories, Repository::find, journal);
        this.rendered = Mount.sorted(rendered, journal);
        this.ofLoaders = new LoaderFiles(loaders, isolation, InstantSource.system());
    }

    /** Why there is no such file; empty when there is, and for what is made only when it is asked for. */
    public Optional<String> missing(ResourcePath path) {
        if (rendered.stream().anyMatch(mount -> mount.holds(path))) {
            return Optional.empty();
        }
        Lookup found = mounted.findUsers(path);
        if (found instanceof Lookup.Absent) {
            found = mounted.findOthers(path);
        }
        if (found instanceof Lookup.Absent absent && ofLoaders.program(path) instanceof Lookup.Absent) {
            return Optional.of(ofLoaders.trouble().orElse(absent.because()));
        } else if (found instanceof Lookup.Refused refused) {
            return Optional.of(refused.because());
        } else if (found instanceof Lookup.Failed failed) {
            return Optional.of(failed.because());
        } else if (found instanceof Lookup.Folder) {
            return Optional.of("is a folder");
        }
        return Optional.empty();
    }
}
