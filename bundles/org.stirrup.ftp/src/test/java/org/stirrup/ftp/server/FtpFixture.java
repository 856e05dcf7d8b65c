package org.stirrup.ftp.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.ftp.command.PortRange;
import org.stirrup.ftp.tree.ContentTree;
import org.stirrup.ftp.tree.Journal;
import org.stirrup.testkit.content.FolderTree;
import org.stirrup.testkit.journal.RecordingJournal;

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

    @Override
    public void close() {
        port.close();
    }
}
