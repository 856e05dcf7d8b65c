package org.stirrup.boot.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.boot.plugin.Plugin;

/**
 * A service that answers for a folder of the content tree.
 *
 * @param folder where it is mounted
 * @param plugin who answers
 */
record Mount<T>(ResourcePath folder, Plugin<T> plugin) {
    /** Why a path is absent where nobody knows better. */
    static final String NO_SUCH_FILE = "no such file";

    private static final Comparator<Mount<?>> DEEPEST_FIRST = Comparator.<Mount<?>>comparingInt(
                    mount -> mount.folder().segments().size())
            .reversed();

    /**
     * The deepest mount first; at one depth the highest ranking.
     *
     * @param journal told of each service whose mount point is no path
     */
    static <T> List<Mount<T>> sorted(List<Map.Entry<Map<String, Object>, T>> bound, Consumer<String> journal) {
        List<Mount<T>> mounts = new ArrayList<>();
        for (Plugin<T> plugin :
                Plugin.sorted(bound, service -> service.getClass().getName())) {
            Object written = plugin.properties().getOrDefault(Repository.MOUNT, "");
            try {
                mounts.add(new Mount<>(ResourcePath.of(written.toString()), plugin));
            } catch (IllegalArgumentException e) {
                journal.accept(
                        plugin.name() + " is not shown: " + Repository.MOUNT + "=" + written + ": " + e.getMessage());
            }
        }
        mounts.sort(DEEPEST_FIRST);
        return mounts;
    }

    T service() {
        return plugin.service();
    }

    boolean holds(ResourcePath path) {
        return path.startsWith(folder);
    }

    /** Whether the path is a folder because this is mounted somewhere in it. */
    boolean isInside(ResourcePath path) {
        return !folder.equals(path) && folder.startsWith(path);
    }
}
