package org.stirrup.api.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.stirrup.api.content.Resource;

/**
 * Folders in which the packages of operating systems put boot programs; the first that has a file gives it. Looked at
 * anew each time, so that a package that was just installed is there.
 *
 * @param folders absolute, in the order in which they are looked through
 */
public record ProgramFolders(List<Path> folders) {
    /** The remedy for what {@link #of(String)} refuses. */
    public static final String REMEDY = "write absolute paths separated by commas";

    public ProgramFolders {
        folders = List.copyOf(folders);
    }

    /**
     * Reads a setting.
     *
     * @param written paths separated by commas: {@code /usr/lib/ipxe,/boot}
     * @throws IllegalArgumentException naming the first that is not an absolute path
     */
    public static ProgramFolders of(String written) {
        List<Path> folders = new ArrayList<>();
        for (String one : written.split(",")) {
            if (!one.isBlank()) {
                folders.add(absolute(one.strip()));
            }
        }
        return new ProgramFolders(folders);
    }

    /**
     * Those of the appliance itself, which come before all others: the user's own files, then what the distribution
     * carries for a loader.
     *
     * @param property gives the framework's properties, null for one that is not set
     * @param loader name of its folder below the distribution's {@code loaders/}
     * @param below folder of the content tree in which the loader's programs are shown; "" for the root
     */
    public static ProgramFolders own(UnaryOperator<String> property, String loader, String below) {
        return new ProgramFolders(Stream.of(
                        Optional.ofNullable(property.apply("stirrup.home"))
                                .map(home -> Path.of(home, "files").resolve(below)),
                        Optional.ofNullable(property.apply("stirrup.dist"))
                                .map(dist -> Path.of(dist, "loaders", loader)))
                .flatMap(Optional::stream)
                .toList());
    }

    /** These, and where none of them has a file, those. */
    public ProgramFolders then(ProgramFolders further) {
        return new ProgramFolders(
                Stream.concat(folders.stream(), further.folders.stream()).toList());
    }

    /**
     * A file in the first folder that has it.
     *
     * @param names what it may be called there, the preferred name first; may lead into subfolders
     */
    public Optional<Path> find(List<String> names) {
        return folders.stream()
                .flatMap(folder -> names.stream().map(folder::resolve))
                .filter(Files::isRegularFile)
                .filter(Files::isReadable)
                .findFirst();
    }

    /** @throws UncheckedIOException when it was there a moment ago and cannot be looked at now */
    public static Resource resource(Path file) {
        try {
            return Resource.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path absolute(String written) {
        try {
            Path path = Path.of(written);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + written + "' is not a path", e);
        }
        throw new IllegalArgumentException("'" + written + "' is not an absolute path");
    }

    /** For people: the folders, separated by commas. */
    @Override
    public String toString() {
        return folders.toString();
    }
}
