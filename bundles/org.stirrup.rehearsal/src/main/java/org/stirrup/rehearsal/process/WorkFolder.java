package org.stirrup.rehearsal.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What there is of one rehearsal on disk, and which processes are its own. Namespaces, interfaces and mounts have no
 * name: they go with the last of these processes.
 *
 * @param path absolute; exists
 */
public record WorkFolder(Path path) {
    private static final String PROCESSES = "processes";
    private static final long PATIENCE_SECONDS = 10;

    /** @param path is made */
    public static WorkFolder make(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        Files.setPosixFilePermissions(path.getParent(), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(path);
        return new WorkFolder(path);
    }

    /** Removes what an earlier appliance left behind. @return the folders that there were */
    public static List<Path> sweep(Path folder) throws IOException, InterruptedException {
        List<Path> left = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                left.addAll(all.sorted().toList());
            }
            for (Path each : left) {
                new WorkFolder(each).remove();
            }
        }
        return left;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Begins a process that ends with the thread that calls this: the kernel sees to that, whatever becomes of this
     * program.
     *
     * @param output what it says is appended to this file
     */
    public Process begin(List<String> command, Path output) throws IOException {
        List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
        words.addAll(command);
        Process process = new ProcessBuilder(words)
                .directory(path.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        Optional<ProcessMark> mark = ProcessMark.of(process.pid());
        if (mark.isPresent()) {
            Files.writeString(
                    file(PROCESSES), mark.get().line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return process;
    }

    /** Ends its processes and deletes it. */
    public void remove() throws IOException, InterruptedException {
        Path processes = file(PROCESSES);
        if (Files.exists(processes)) {
            for (String line : Files.readAllLines(processes)) {
                Optional<ProcessMark> mark = ProcessMark.read(line);
                if (mark.isPresent()) {
                    mark.get().end();
                }
            }
        }
        delete();
    }

    /** What a process was just writing may appear once more after it was deleted. */
    private void delete() throws IOException, InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                deleteTree(path);
                return;
            } catch (DirectoryNotEmptyException e) {
                if (System.nanoTime() > patience) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
