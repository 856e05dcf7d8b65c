package org.stirrup.lease.move;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Remembers, over restarts, which store was in force last: leases are in that one and nowhere else.
 *
 * @param path of the file, which holds the store's name
 */
public record Predecessor(Path path) {
    /** Empty when there never was one. */
    public Optional<String> name() throws IOException {
        return Files.exists(path)
                ? Optional.of(Files.readString(path, StandardCharsets.UTF_8).strip())
                : Optional.empty();
    }

    /** On the disk when it returns. */
    public void remember(String name) throws IOException {
        if (name().filter(name::equals).isPresent()) {
            return;
        }
        Files.createDirectories(path.getParent());
        Path unborn = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(unborn, name + "\n");
        Estate.force(unborn);
        Files.move(unborn, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Estate.force(path.getParent());
    }
}
