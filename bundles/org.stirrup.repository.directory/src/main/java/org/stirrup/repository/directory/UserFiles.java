package org.stirrup.repository.directory;

import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;

/** The user's own files: the folder {@code files} of the home, at the root of the content tree, before all others. */
@Component(immediate = true)
public final class UserFiles implements SelfCheck {
    private final FolderMount mount;

    @Activate
    public UserFiles(BundleContext context) {
        String home = context.getProperty("stirrup.home");
        mount = home == null
                ? null
                : new FolderMount(context, Path.of(home).resolve("files"), ResourcePath.ROOT, Repository.USER_RANKING);
    }

    @Deactivate
    void stop() {
        if (mount != null) {
            mount.close();
        }
    }

    @Override
    public List<Finding> findings() {
        return mount == null
                ? List.of(new Finding(
                        Finding.Severity.ERROR,
                        "org.stirrup.repository.directory",
                        "the framework property stirrup.home is not set: the user's files are not shown",
                        "start with bin/stirrup, or set it to the home folder"))
                : mount.findings("files");
    }
}
