package org.stirrup.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.InstallerLogs;

/**
 * Kept in {@code data/logs} of the home folder, a file for each machine: {@code 52-54-00-77-00-10.log}. Nothing of it is in
 * the content tree.
 */
@Component(service = InstallerLogs.class)
public final class LogShelf implements InstallerLogs {
    /** Of one log, in characters. */
    private static final int LONGEST = 64 << 10;

    /** Above it the log that was written first goes: at most sixty-four megabytes of ASCII. */
    private static final int MOST = 1000;

    private static final String ENDING = ".log";

    /** An installer's log may hold what is for nobody else's eyes. */
    private static final FileAttribute<?> SECRET =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final int most;

    @Activate
    public LogShelf(BundleContext context) {
        this(Path.of(context.getProperty("stirrup.home"), "data", "logs"), MOST);
    }

    /** @param most logs that are kept */
    LogShelf(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    @Override
    public synchronized void keep(MacAddress mac, String log) {
        try {
            Files.createDirectories(folder);
            Path next = Files.createTempFile(folder, "", ".new", SECRET);
            try {
                // A report may be cut in the middle of anything: half a character becomes a question mark.
                byte[] bytes =
                        log.substring(Math.max(0, log.length() - LONGEST)).getBytes(StandardCharsets.UTF_8);
                Files.write(next, bytes, StandardOpenOption.WRITE);
                Files.move(next, file(mac), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(next);
            }
            makeRoom();
        } catch (IOException e) {
            throw new UncheckedIOException("the log of " + mac + " was not saved to " + folder, e);
        }
    }

    private Path file(MacAddress mac) {
        return folder.resolve(mac.text().replace(':', '-') + ENDING);
    }

    private void makeRoom() throws IOException {
        record Aged(Path file, FileTime written) {}
        List<Aged> logs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(ENDING)).toList()) {
                logs.add(new Aged(file, Files.getLastModifiedTime(file)));
            }
        }
        logs.sort(Comparator.comparing(Aged::written));
        for (Aged old : logs.subList(0, Math.max(0, logs.size() - most))) {
            Files.delete(old.file());
        }
    }

    @Override
    public synchronized Optional<String> of(MacAddress mac) {
        try {
            return Optional.of(Files.readString(file(mac)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the log of " + mac + " cannot be read", e);
        }
    }
}
