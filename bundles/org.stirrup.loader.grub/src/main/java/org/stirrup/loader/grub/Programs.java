package org.stirrup.loader.grub;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.boot.ProgramFolders;

/**
 * Shim, GRUB and MokManager as the operating system's packages install them.
 *
 * @param folders where to look
 */
record Programs(ProgramFolders folders) {
    /** @param name as it is asked for at the root of the content tree: shimx64.efi */
    Optional<Path> find(String name) {
        return Arrays.stream(Chain.values())
                .flatMap(chain -> Stream.ofNullable(chain.files().get(name)))
                .findFirst()
                .flatMap(folders::find);
    }

    /** The first link of the chain that is not installed. */
    Optional<String> missing(Chain chain) {
        return Stream.of(chain.shim(), chain.grub())
                .filter(name -> find(name).isEmpty())
                .findFirst();
    }
}
