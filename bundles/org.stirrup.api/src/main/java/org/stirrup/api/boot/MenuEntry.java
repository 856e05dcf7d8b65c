package org.stirrup.api.boot;

import java.util.List;
import org.stirrup.api.content.ResourcePath;

/**
 * One choice of a boot menu. A loader renders the kinds it can and says of the others that it cannot.
 */
public sealed interface MenuEntry {
    /** Stable and unique in the menu; letters, digits, dot, dash, underscore: it becomes a LABEL. */
    String id();

    /** What the person at the PC reads. */
    String title();

    /**
     * A Linux kernel with its initial RAM disks.
     *
     * @param kernel path in the content tree
     * @param initrds paths in the content tree, loaded in this order
     * @param arguments kernel command line without the initrd argument, which is the loader's to write
     */
    record Linux(String id, String title, ResourcePath kernel, List<ResourcePath> initrds, List<String> arguments)
            implements MenuEntry {
        public Linux {
            checkId(id);
            initrds = List.copyOf(initrds);
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Another boot program in place of the loader.
     *
     * @param program path in the content tree
     */
    record Chain(String id, String title, ResourcePath program) implements MenuEntry {
        public Chain {
            checkId(id);
        }
    }

    /** Go on to the machine's own disk. */
    record LocalDisk(String id, String title) implements MenuEntry {
        public LocalDisk {
            checkId(id);
        }
    }

    /** A menu within the menu. */
    record Submenu(String id, String title, List<MenuEntry> entries) implements MenuEntry {
        public Submenu {
            checkId(id);
            entries = List.copyOf(entries);
        }
    }

    private static void checkId(String id) {
        if (!id.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("menu entry id '" + id + "' has more than letters, digits, . _ -");
        }
    }
}
