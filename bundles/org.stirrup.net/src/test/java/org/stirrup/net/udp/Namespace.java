package org.stirrup.net.udp;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A network of its own (network_namespaces(7)), made and removed by the test that uses it. Needs root. */
public final class Namespace implements AutoCloseable {
    private static final int O_RDONLY = 0;
    private static final int CLONE_NEWNET = 0x40000000;

    private interface Libc extends Library {
        int open(String path, int flags) throws LastErrorException;

        int setns(int descriptor, int type) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    private final String name;

    public Namespace(String role) throws IOException {
        name = "stirrup-" + ProcessHandle.current().pid() + "-" + role;
        run("ip", "netns", "add", name);
        ip("link", "set", "lo", "up");
    }

    /** Why there can be none here; empty when there can. */
    public static String obstacle() throws IOException, InterruptedException {
        if ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
            return "needs root to make network namespaces";
        }
        Process probe = new ProcessBuilder("sh", "-c", "unshare -n ip link")
                .redirectErrorStream(true)
                .start();
        String said = new String(probe.getInputStream().readAllBytes());
        return probe.waitFor() == 0 ? "" : "cannot make network namespaces here: " + said.strip();
    }

    public String name() {
        return name;
    }

    /** Runs {@code ip} inside. @return what it says */
    public String ip(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 3];
        command[0] = "ip";
        command[1] = "-n";
        command[2] = name;
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return run(command);
    }

    /**
     * Waits until an interface carries what is sent. One whose other end has just come up drops everything until the
     * kernel's own thread has seen it, which on a busy machine takes a while.
     */
    public void awaitCarrier(String link) throws IOException, InterruptedException {
        while (!ip("-oneline", "link", "show", "dev", link).contains(" state UP ")) {
            Thread.sleep(10);
        }
    }

    /** Runs a piece of code on a thread that lives in this network, as do the threads that it starts. */
    public <T> T inside(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter();
            return work.call();
        });
        Thread thread = new Thread(task, name);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AssertionError("in " + name + ": " + e.getCause(), e.getCause());
        }
    }

    private void enter() {
        Libc libc = Native.load("c", Libc.class);
        int descriptor = libc.open("/run/netns/" + name, O_RDONLY);
        try {
            libc.setns(descriptor, CLONE_NEWNET);
        } finally {
            libc.close(descriptor);
        }
    }

    @Override
    public void close() throws IOException {
        run("ip", "netns", "delete", name);
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
        return said;
    }
}
