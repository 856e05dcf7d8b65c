package org.stirrup.loader.pxelinux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PXELINUX's own files as the operating system's packages install them: each name is taken from the first folder that
 * has it. Looked up anew each time, so that a package that was just installed is there.
 *
 * @param folders where to look, in this order
 */
record Programs(List<Path> folders) {
    static final String LOADER = "pxelinux.0";
    /** PXELINUX's core since version 5; the loader asks for it first of all. */
    static final String CORE = "ldlinux.c32";
    /** The text menu and the library that it loads. */
    static final List<String> MENU = List.of("menu.c32", "libutil.c32");

    /** What is shown at the root of the content tree, and nothing else of those folders. */
    private static final Set<String> SHOWN = Set.of(
            LOADER,
            CORE,
            "menu.c32",
            "vesamenu.c32",
            "libutil.c32",
            "libcom32.c32",
            "libgpl.c32",
            "chain.c32",
            "reboot.c32",
            "poweroff.c32",
            "memdisk");

    Programs {
        folders = List.copyOf(folders);
    }

    Optional<Path> find(String name) {
        return SHOWN.contains(name)
                ? folders.stream()
                        .map(folder -> folder.resolve(name))
                        .filter(Files::isReadable)
                        .findFirst()
                : Optional.empty();
    }

    /** The first of these that is not installed. */
    Optional<String> missing(List<String> names) {
        return names.stream().filter(name -> find(name).isEmpty()).findFirst();
    }
}
