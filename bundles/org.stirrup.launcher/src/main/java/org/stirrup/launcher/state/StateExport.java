package org.stirrup.launcher.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.stirrup.launcher.home.Home;

/**
 * {@code state export}: a home as one file, a packed tar archive whose last member lists the others with their checksums.
 * The appliance may run meanwhile: what it keeps is written at the end of files, or beside them and over them, so that
 * what is read of a file up to a moment is what it was then.
 */
public final class StateExport {
    static final String MANIFEST = "stirrup-state";
    static final String VERSION = "stirrup-state 1";

    private final Home home;
    private final Set<StatePaths.Extra> extras;
    private final PrintStream out;
    private final StringBuilder manifest = new StringBuilder();
    private final List<String> left = new ArrayList<>();
    private int files;

    /** @param out what a person is told */
    public StateExport(Home home, Set<StatePaths.Extra> extras, PrintStream out) {
        this.home = home;
        this.extras = extras;
        this.out = out;
    }

    /** @throws IOException when there is no such file then, or the one of before */
    public void to(Path file) throws IOException {
        if (!Files.isDirectory(home.data())) {
            throw new IOException(home + " is no home of an appliance: it has no folder data");
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; name a file in it");
        }
        Path next = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                ".stirrup-state",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (TarWriter tar = new TarWriter(new GZIPOutputStream(Files.newOutputStream(next), 64 << 10))) {
                write(tar);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
        left.forEach(path -> out.println("left out, it is no file: " + path));
        notes();
        out.println(files + " files of " + home + " are in " + file + ", " + Files.size(file) + " bytes; there are"
                + " secrets in it");
    }

    private void write(TarWriter tar) throws IOException {
        manifest.append(VERSION).append('\n').append("home ").append(home).append('\n');
        for (String part : StatePaths.parts(home, extras)) {
            try (Stream<Path> all = Files.walk(home.folder().resolve(part))) {
                for (Path path : all.sorted().toList()) {
                    add(tar, path);
                }
            }
        }
        images();
        byte[] text = manifest.toString().getBytes(StandardCharsets.UTF_8);
        tar.add(MANIFEST, text.length, Instant.now().getEpochSecond(), new ByteArrayInputStream(text));
    }

    private void add(TarWriter tar, Path path) throws IOException {
        String name = home.folder().relativize(path).toString();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || StatePaths.partOf(name).isEmpty()) {
            left.add(name);
            return;
        }
        try (InputStream bytes = Files.newInputStream(path)) {
            long size = Files.size(path);
            String sum = tar.add(name, size, Files.getLastModifiedTime(path).toMillis() / 1000, bytes);
            manifest.append("file ")
                    .append(size)
                    .append(' ')
                    .append(sum)
                    .append(' ')
                    .append(name)
                    .append('\n');
            files++;
        } catch (NoSuchFileException e) {
            // Written over, or taken away, since the folder was listed.
            if (Files.exists(path)) {
                throw e;
            }
        }
    }

    /** Their names and sizes: the images themselves are too large to be carried about, and come from elsewhere. */
    private void images() throws IOException {
        Path folder = images(home);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path image : all.filter(Files::isRegularFile).sorted().toList()) {
                    if (image.getFileName().toString().chars().noneMatch(Character::isISOControl)) {
                        manifest.append("image ")
                                .append(Files.size(image))
                                .append(' ')
                                .append(image.getFileName())
                                .append('\n');
                    }
                }
            }
        }
    }

    /** Where the configuration says that they are. */
    static Path images(Home home) throws IOException {
        Path file = home.etc().resolve("org.stirrup.image.cfg");
        Properties written = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                written.load(reader);
            }
        }
        // The console writes a value back in quotes.
        String folder = written.getProperty("folder", "").strip().replaceAll("^\"|\"$", "");
        return home.folder().resolve(folder.isEmpty() ? "images" : folder.replace("${stirrup.home}", home.toString()));
    }

    private void notes() throws IOException {
        Path store = home.data().resolve("lease-store");
        if (Files.exists(store) && !Files.readString(store).contains("embedded")) {
            out.println("leases are kept in a database: they are not in it");
        }
        if (!extras.contains(StatePaths.Extra.CACHE)
                && Files.exists(home.folder().resolve("data/mirror"))) {
            out.println("what mirrors have fetched is not in it; --cache takes it along");
        }
    }
}
