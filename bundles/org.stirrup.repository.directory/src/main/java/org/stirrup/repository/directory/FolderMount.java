package org.stirrup.repository.directory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;

/** A folder that is shown in the content tree until it is closed. */
final class FolderMount implements AutoCloseable {
    private final Path folder;
    private final ServiceRegistration<Repository> registration;

    FolderMount(BundleContext context, Path folder, ResourcePath mount, int ranking) {
        this.folder = folder;
        this.registration = context.registerService(
                Repository.class,
                new DirectoryRepository(folder),
                FrameworkUtil.asDictionary(Map.of(Repository.MOUNT, mount.text(), Constants.SERVICE_RANKING, ranking)));
    }

    /** @param source of the findings */
    List<Finding> findings(String source) {
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? " is no folder" : " does not exist";
            return List.of(new Finding(
                    Finding.Severity.WARNING,
                    source,
                    "the folder " + folder + what + ": nothing of it is shown",
                    "create it, or name another"));
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            return List.of(new Finding(
                    Finding.Severity.ERROR,
                    source,
                    "the folder " + folder + " cannot be read: nothing of it is shown",
                    "make it readable for " + System.getProperty("user.name")));
        }
        return List.of();
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
