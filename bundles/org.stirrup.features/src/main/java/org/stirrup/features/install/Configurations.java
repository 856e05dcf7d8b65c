package org.stirrup.features.install;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configurations that features bring. Each carries the name of its feature file; one that does not is a person's,
 * and wins.
 */
final class Configurations {
    /** Configuration property, String: file name of the feature that brought it. */
    static final String FEATURE = "stirrup.feature";

    private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);

    private final ConfigurationAdmin admin;

    Configurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** Puts a feature's configurations in force, and removes those that it brought before and has no more. */
    void put(String file, Map<String, Map<String, Object>> configurations) throws IOException {
        for (Configuration former : broughtBy(file)) {
            if (!configurations.containsKey(former.getPid())) {
                former.delete();
            }
        }
        for (Map.Entry<String, Map<String, Object>> entry : configurations.entrySet()) {
            Configuration configuration = get(entry.getKey());
            Dictionary<String, Object> present = configuration.getProperties();
            Optional<Object> owner = Optional.ofNullable(present).map(properties -> properties.get(FEATURE));
            if (present != null && !owner.equals(Optional.of(file))) {
                LOG.info("{}: {} is configured by {} already, which wins", file, entry.getKey(), owner.orElse("hand"));
                continue;
            }
            Dictionary<String, Object> next = new Hashtable<>(entry.getValue());
            next.put(FEATURE, file);
            configuration.updateIfDifferent(next);
        }
    }

    /** Removes what a feature brought. */
    void remove(String file) throws IOException {
        put(file, Map.of());
    }

    private Configuration get(String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    private Configuration[] broughtBy(String file) throws IOException {
        try {
            String value = file.replaceAll("([\\\\*()])", "\\\\$1");
            Configuration[] found = admin.listConfigurations("(" + FEATURE + "=" + value + ")");
            return found == null ? new Configuration[0] : found;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
