package org.stirrup.repository.directory;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ResourcePath;

/** One more folder in the content tree for each configuration. */
@Component(
        configurationPid = "org.stirrup.repository.directory",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = ConfiguredFolder.Config.class, factory = true)
public final class ConfiguredFolder implements SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredFolder.class);

    /** Strings all, so that a value that cannot be is refused with its key and not by the framework. */
    @ObjectClassDefinition(name = "Stirrup folder", description = "A folder of this machine in the content tree")
    @interface Config {
        @AttributeDefinition(description = "The folder: absolute, or below the home folder")
        String folder() default "";

        @AttributeDefinition(
                description = "Where it appears in the content tree, such as pub/extras; nothing is the root")
        String mount() default "";

        @AttributeDefinition(
                description = "Where several appear at one place, the one with the highest number is asked"
                        + " first; the home's own files have 1000")
        String ranking() default "0";

        @AttributeDefinition(name = "Name hint", description = "How the web console names it")
        String webconsole_configurationFactory_nameHint() default "{mount} from {folder}";
    }

    private record Settings(Path folder, ResourcePath mount, int ranking) {}

    private final BundleContext context;
    private Settings settings;
    private FolderMount mount;
    private String source = "org.stirrup.repository.directory";
    private List<Finding> mistakes = List.of();

    @Activate
    public ConfiguredFolder(BundleContext context, Config config, Map<String, Object> properties) {
        this.context = context;
        configure(config, properties);
    }

    @Modified
    synchronized void configure(Config config, Map<String, Object> properties) {
        source = Finding.sourceOf(properties, "org.stirrup.repository.directory");
        List<Finding> found = new ArrayList<>();
        Settings asked = read(config, found);
        mistakes = List.copyOf(found);
        mistakes.forEach(mistake -> LOG.error("{}: {}; {}", mistake.source(), mistake.message(), mistake.remedy()));
        if (!found.isEmpty() || asked.equals(settings)) {
            return; // what was in force stays so
        }
        stop();
        settings = asked;
        mount = new FolderMount(context, asked.folder(), asked.mount(), asked.ranking());
    }

    private Settings read(Config config, List<Finding> found) {
        Path folder = Path.of("");
        ResourcePath at = ResourcePath.ROOT;
        int ranking = 0;
        String home = context.getProperty("stirrup.home") == null ? "" : context.getProperty("stirrup.home");
        try {
            folder = Path.of(home).resolve(config.folder().strip().replace("${stirrup.home}", home));
        } catch (InvalidPathException e) {
            found.add(wrong("folder=" + config.folder() + ": cannot be a path", "name a folder such as /srv/files"));
        }
        if (config.folder().isBlank()) {
            found.add(wrong("folder is not given", "name a folder such as folder=/srv/files"));
        }
        try {
            at = ResourcePath.of(config.mount().strip());
        } catch (IllegalArgumentException e) {
            found.add(wrong("mount=" + config.mount() + ": " + e.getMessage(), "give a path such as pub/extras"));
        }
        try {
            ranking = Integer.parseInt(config.ranking().strip());
        } catch (NumberFormatException e) {
            found.add(wrong("ranking=" + config.ranking() + ": is no whole number", "give a number such as 0"));
        }
        return new Settings(folder, at, ranking);
    }

    private Finding wrong(String message, String remedy) {
        return new Finding(Finding.Severity.ERROR, source, message, remedy);
    }

    @Deactivate
    synchronized void stop() {
        if (mount != null) {
            mount.close();
            mount = null;
        }
    }

    @Override
    public synchronized List<Finding> findings() {
        List<Finding> all = new ArrayList<>(mistakes);
        if (mount != null) {
            all.addAll(mount.findings(source));
        }
        return all;
    }
}
