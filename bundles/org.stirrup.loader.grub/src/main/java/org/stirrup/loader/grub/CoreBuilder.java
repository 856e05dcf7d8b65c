package org.stirrup.loader.grub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.stirrup.api.boot.ProgramFolders;

/**
 * Puts GRUB together with the operating system's {@code grub-mkimage}. What it made is kept, with a note of what it was
 * made from: it is made again when the package changes.
 *
 * @param modules folders that hold GRUB's modules in a folder for each target
 * @param tools folders that hold grub-mkimage
 * @param out where the images are kept
 */
record CoreBuilder(ProgramFolders modules, ProgramFolders tools, Path out) {
    private static final List<String> MKIMAGE = List.of("grub-mkimage", "grub2-mkimage");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** How a build stands. */
    sealed interface Core {
        /** @param file the image */
        record Ready(Path file) implements Core {}

        /** Not looked at yet, or being made. */
        record Pending() implements Core {}

        /** @param because for a person, "kernel.img of GRUB's modules for i386-pc is not installed" */
        record Missing(String because) implements Core {}

        /** @param because for a person, in one line */
        record Failed(String because) implements Core {}
    }

    /** What is not installed; empty when all is. */
    Optional<String> missing(CoreBuild build) {
        if (modules.find(List.of(build.kernel())).isEmpty()) {
            return Optional.of("GRUB's modules for " + build.target() + " are not installed");
        }
        return tools.find(MKIMAGE).isEmpty() ? Optional.of("grub-mkimage is not installed") : Optional.empty();
    }

    /** Makes the image where there is none of the package as it is now. Takes a second or so. */
    Core build(CoreBuild build) throws InterruptedException {
        Optional<String> missing = missing(build);
        if (missing.isPresent()) {
            return new Core.Missing(missing.get());
        }
        Path image = out.resolve(build.target()).resolve(build.path().name());
        Path note = image.resolveSibling(image.getFileName() + ".from");
        try {
            Path kernel = modules.find(List.of(build.kernel())).orElseThrow();
            List<String> command = new ArrayList<>(List.of(
                    tools.find(MKIMAGE).orElseThrow().toString(),
                    "-O",
                    build.format(),
                    "-d",
                    kernel.getParent().toString(),
                    "-p",
                    "/" + build.folder().text()));
            command.addAll(build.modules());
            String from =
                    String.join(" ", command) + "\n" + Files.size(kernel) + " " + Files.getLastModifiedTime(kernel);
            if (Files.isReadable(image)
                    && Files.exists(note)
                    && Files.readString(note).equals(from)) {
                return new Core.Ready(image);
            }
            Files.createDirectories(image.getParent());
            Path fresh = image.resolveSibling(image.getFileName() + ".new");
            command.add("-o");
            command.add(fresh.toString());
            Optional<String> failure = run(command);
            if (failure.isPresent()) {
                return new Core.Failed(failure.get());
            }
            Files.move(fresh, image, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(note, from);
            return new Core.Ready(image);
        } catch (IOException e) {
            return new Core.Failed(e.toString());
        }
    }

    /** Why it failed; empty when it did not. */
    private static Optional<String> run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("grub-mkimage", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return Optional.of(command.get(0) + " did not end in " + LIMIT.toSeconds() + " s");
            }
            String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(command.get(0) + " ended with " + process.exitValue() + ": "
                            + text.substring(text.lastIndexOf('\n') + 1));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }
}
