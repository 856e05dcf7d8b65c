package org.stirrup.loader.pxelinux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.ProgramFolders;

/**
 * PXELINUX's own files as the operating system's packages install them.
 *
 * @param folders where to look
 */
record Programs(ProgramFolders folders) {
    static final String LOADER = "pxelinux.0";
    /** PXELINUX with a network stack of its own, which fetches by HTTP too. */
    static final String HTTP_LOADER = "lpxelinux.0";
    /** PXELINUX's core since version 5; the loader asks for it first of all. */
    static final String CORE = "ldlinux.c32";
    /** The text menu and the library that it loads. */
    static final List<String> MENU = List.of("menu.c32", "libutil.c32");

    /** Modules, of which there is a build for each kind of firmware under the same name. */
    static final Set<String> MODULES = Set.of(
            "menu.c32",
            "vesamenu.c32",
            "libutil.c32",
            "libcom32.c32",
            "libgpl.c32",
            "chain.c32",
            "linux.c32",
            "reboot.c32",
            "poweroff.c32");

    /** What is shown at the root of the content tree beside the modules, and nothing else of those folders. */
    private static final Set<String> SHOWN = Set.of(LOADER, HTTP_LOADER, CORE, "memdisk");

    Optional<Path> find(String name) {
        return SHOWN.contains(name) || MODULES.contains(name) ? folders.find(List.of(name)) : Optional.empty();
    }

    /** The first of these that is not installed. */
    Optional<String> missing(List<String> names) {
        return names.stream().filter(name -> find(name).isEmpty()).findFirst();
    }
}
