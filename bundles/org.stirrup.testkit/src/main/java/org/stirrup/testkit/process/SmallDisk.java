package org.stirrup.testkit.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file system of a few megabytes, in a mount namespace of its own: nobody else sees it, and it is gone with the process
 * that holds it.
 */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 4096;

    private final Path folder;
    private final Process holder;

    private SmallDisk(Path folder, Process holder) {
        this.folder = folder;
        this.holder = holder;
    }

    /** Why there can be none here, for an assumption; empty when there can. */
    public static Optional<String> missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("needs root: mounts a small file system in a namespace");
        }
        return Program.installed("unshare") && Program.installed("nsenter")
                ? Optional.empty()
                : Optional.of("needs unshare and nsenter: install util-linux");
    }

    public static SmallDisk of(int megabytes) throws IOException {
        Path folder = Files.createTempDirectory("stirrup-small-disk");
        Process holder = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=" + megabytes + "m,mode=0777 tmpfs " + folder
                                + " && echo ready && exec cat")
                .redirectErrorStream(true)
                .start();
        String said = holder.inputReader().readLine();
        if (!"ready".equals(said)) {
            holder.destroyForcibly();
            throw new IOException("no small file system: " + said);
        }
        return new SmallDisk(folder, holder);
    }

    /** Its root for this process, which is in another mount namespace. */
    public Path path() {
        return Path.of("/proc", Long.toString(holder.pid()), "root")
                .resolve(folder.toString().substring(1));
    }

    /** Its root for commands that are run with {@link #prefix}. */
    public Path inside() {
        return folder;
    }

    /** Of a command that is to see it. */
    public List<String> prefix() {
        return List.of("nsenter", "--mount=/proc/" + holder.pid() + "/ns/mnt");
    }

    /** Nothing more goes onto it. */
    public void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(path().resolve("filler"))) {
            while (true) {
                filler.write(new byte[CHUNK]);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    public void makeRoom() throws IOException {
        Files.delete(path().resolve("filler"));
    }

    @Override
    public void close() throws IOException {
        holder.destroyForcibly();
        Files.delete(folder);
    }
}
