package org.stirrup.loader.grub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Shim, GRUB and MokManager as the operating system's packages install them: each is taken from the first folder that
 * has it. Looked up anew each time, so that a package that was just installed is there.
 *
 * @param folders where to look, in this order
 */
record Programs(List<Path> folders) {
    Programs {
        folders = List.copyOf(folders);
    }

    /** @param name as it is asked for at the root of the content tree: shimx64.efi */
    Optional<Path> find(String name) {
        List<String> installed = Arrays.stream(Chain.values())
                .flatMap(chain -> Stream.ofNullable(chain.files().get(name)))
                .findFirst()
                .orElse(List.of());
        return folders.stream()
                .flatMap(folder -> installed.stream().map(folder::resolve))
                .filter(Files::isRegularFile)
                .filter(Files::isReadable)
                .findFirst();
    }

    /** The first link of the chain that is not installed. */
    Optional<String> missing(Chain chain) {
        return Stream.of(chain.shim(), chain.grub())
                .filter(name -> find(name).isEmpty())
                .findFirst();
    }
}
