package org.stirrup.host.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.stirrup.api.host.Host;

/**
 * The file of hosts, open for changes. A change is a {@link HostLine} added at the end, and the last line of a machine
 * counts; now and then the file is written anew with one line for each. For one thread at a time.
 */
public final class HostFile implements Closeable {
    /** Lines that no longer count, over and above one for each host, before the file is written anew. */
    private static final int SLACK = 200;

    static final String COMMENT = "#";

    private static final String HEADING = COMMENT
            + " The machines of this network; the last line of each counts. Edit it only while Stirrup is stopped.\n";

    /** The tokens in it are for nobody else's eyes. */
    private static final FileAttribute<?> SECRET =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private FileChannel channel;
    private long length;
    private int lines;

    private HostFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.length = channel.size();
    }

    /** Opens the file with these hosts in it and nothing else; makes it and its folder when there is none. */
    public static HostFile create(Path path, Collection<Host> hosts) throws IOException {
        Files.createDirectories(path.getParent());
        rewrite(path, hosts);
        HostFile file = new HostFile(path, append(path));
        file.lines = hosts.size();
        return file;
    }

    /**
     * Adds lines, which are on stable storage when it returns.
     *
     * @param all what the file would hold if it were written anew
     * @throws IOException when they are not known to be saved; the next call goes on after the last that was
     */
    public void add(Collection<Host> changed, Collection<Host> all) throws IOException {
        if (lines + changed.size() > 2 * all.size() + SLACK) {
            replace(all);
            return;
        }
        channel.truncate(length);
        ByteBuffer bytes = ByteBuffer.wrap(text(changed).getBytes(StandardCharsets.UTF_8));
        long end = length + bytes.remaining();
        write(channel, bytes, length);
        channel.force(true);
        length = end;
        lines += changed.size();
    }

    /**
     * Writes the file anew: it holds these hosts when it returns, and those of before until then.
     *
     * @throws IOException when they are not known to be saved
     */
    public void replace(Collection<Host> all) throws IOException {
        rewrite(path, all);
        FileChannel before = channel;
        channel = append(path);
        length = channel.size();
        lines = all.size();
        before.close();
    }

    private static void rewrite(Path path, Collection<Host> hosts) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel =
                FileChannel.open(next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), SECRET)) {
            write(channel, ByteBuffer.wrap((HEADING + text(hosts)).getBytes(StandardCharsets.UTF_8)), 0);
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static FileChannel append(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.WRITE);
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long next = position;
        while (bytes.hasRemaining()) {
            next += channel.write(bytes, next);
        }
    }

    private static String text(Collection<Host> hosts) {
        return hosts.stream().map(host -> HostLine.format(host) + "\n").collect(Collectors.joining());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
