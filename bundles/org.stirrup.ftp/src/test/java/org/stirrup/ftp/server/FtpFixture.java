package org.stirrup.ftp.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.ftp.command.PortRange;
import org.stirrup.ftp.tree.ContentTree;
import org.stirrup.ftp.tree.Journal;

/** A running FTP port on loopback over a folder, and the clients of other people to try it with. */
final class FtpFixture implements AutoCloseable {
    static final Settings SETTINGS = new Settings(0, new PortRange(0, 0), Duration.ofSeconds(60), 200);

    final Path root;
    final RecordingJournal journal = new RecordingJournal();
    final AtomicReference<ContentResolver> resolver = new AtomicReference<>();
    final FtpPort port;

    FtpFixture(Path root, Settings settings) throws IOException {
        this.root = root;
        resolver.set(new FolderTree(root));
        port = FtpPort.open(loopback(), settings, new ContentTree(resolver::get), new Journal(() -> journal));
    }

    static Inet4Address loopback() throws IOException {
        return (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    String url(String path) {
        return "ftp://127.0.0.1:" + port.local().getPort() + "/" + path;
    }

    /** @param content the same for the same name and size */
    Path file(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new java.util.Random(name.hashCode()).nextBytes(content);
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    static boolean installed(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static Result run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(false).start();
        process.getOutputStream().close();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Thread drain = new Thread(() -> {
            try {
                process.getErrorStream().transferTo(errors);
            } catch (IOException e) {
                errors.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
            }
        });
        drain.start();
        byte[] output = process.getInputStream().readAllBytes();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " did not end");
        }
        drain.join();
        return new Result(process.exitValue(), output, errors.toString(StandardCharsets.UTF_8));
    }

    record Result(int status, byte[] output, String errors) {
        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
