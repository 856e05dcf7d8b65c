package org.stirrup.api.boot;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings choices to the boot menu: installer images, tools, chains to other servers. Register it as an OSGi service;
 * entries appear in order of {@code service.ranking}, highest first.
 */
@ConsumerType
public interface MenuProvider {
    /**
     * The entries for this client; empty when it has none for it. Called whenever a menu is rendered, from several
     * threads: answer from memory.
     */
    List<MenuEntry> entries(BootClient client, BootServer server);
}
