package org.stirrup.loader.grub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.content.ResourcePath;

/**
 * The user's own {@code grub.cfg-01-52-54-00-77-00-10} and {@code grub.cfg-C0A84D64}, beside where {@code grub.cfg} is
 * asked for. Some builds of GRUB ask for them before {@code grub.cfg}, as RHEL's; Debian's does not.
 *
 * @param folder root of the user's files
 */
record MachineFiles(Path folder) {
    Optional<String> find(ResourcePath config, BootClient client) {
        Path beside = folder.resolve(config.parent().text());
        return client.fileNames().stream()
                .map(name -> beside.resolve(config.name() + "-" + name))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(MachineFiles::read);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
