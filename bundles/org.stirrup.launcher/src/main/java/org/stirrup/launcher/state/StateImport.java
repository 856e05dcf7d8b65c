package org.stirrup.launcher.state;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.stirrup.launcher.home.FileTree;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.HomeLock;

/**
 * {@code state import}: puts what {@link StateExport} wrote in the place of a home's state. The archive is unpacked beside
 * it and checked to its last byte before anything of the home is touched; what was there is kept.
 */
public final class StateImport {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int MOST_FILES = 1_000_000;
    private static final long LARGEST_MANIFEST = 256L << 20;
    /** Left free on the disk. */
    private static final long SPARE = 64L << 20;

    private final Home home;
    private final PrintStream out;
    private final Map<String, String> unpacked = new HashMap<>();
    private final Set<String> parts = new LinkedHashSet<>();
    private Optional<String> manifest = Optional.empty();

    /** @param out what a person is told */
    public StateImport(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    /** @throws IOException when nothing was changed, with why */
    public void from(Path file) throws IOException {
        boolean fresh = !home.exists();
        home.furnish();
        HomeLock lock = HomeLock.take(home);
        boolean done = false;
        try (lock) {
            from(file, fresh);
            done = true;
        } finally {
            if (fresh && !done) {
                FileTree.delete(home.folder());
            }
        }
    }

    private void from(Path file, boolean fresh) throws IOException {
        Path staging = Files.createTempDirectory(home.folder(), ".import");
        try {
            unpack(file, staging);
            check(file);
            rehome(staging);
            tell(file, exchange(staging), fresh);
        } finally {
            FileTree.delete(staging);
        }
    }

    private void unpack(Path file, Path staging) throws IOException {
        long room = Files.getFileStore(home.folder()).getUsableSpace() - SPARE;
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = new BufferedInputStream(new GZIPInputStream(raw, 64 << 10), 64 << 10)) {
            TarReader tar = new TarReader(in);
            for (Optional<TarReader.File> next = tar.next(); next.isPresent(); next = tar.next()) {
                TarReader.File member = next.get();
                if (manifest.isPresent()) {
                    throw new IOException("there is more after its list");
                }
                room -= member.size();
                if (room < 0) {
                    throw new IOException(
                            "there is no room for it: " + member.name() + " alone has " + member.size() + " bytes");
                }
                if (member.name().equals(StateExport.MANIFEST)) {
                    manifest = Optional.of(text(tar, member));
                } else {
                    unpack(tar, member, staging);
                }
            }
            // To the end of the packed bytes, where their own checksum is.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (java.util.zip.ZipException e) {
            throw refused(file, "it is damaged, or not packed by gzip: " + e.getMessage(), e);
        } catch (java.nio.file.FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw refused(file, e.getMessage(), e);
        }
    }

    private static IOException refused(Path file, String because, Exception cause) {
        return new IOException(file + " is refused, nothing is changed: " + because, cause);
    }

    private static String text(TarReader tar, TarReader.File member) throws IOException {
        if (member.size() > LARGEST_MANIFEST) {
            throw new IOException("its list has " + member.size() + " bytes");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        tar.copy(member, text);
        return text.toString(StandardCharsets.UTF_8);
    }

    private void unpack(TarReader tar, TarReader.File member, Path staging) throws IOException {
        String part = StatePaths.partOf(member.name())
                .orElseThrow(() -> new IOException("'" + member.name() + "' is no name of a file of a home's state"));
        if (unpacked.containsKey(member.name()) || unpacked.size() >= MOST_FILES) {
            throw new IOException(member.name() + " is there twice, or there are too many files");
        }
        Path target = staging.resolve(member.name());
        try {
            Files.createDirectories(target.getParent());
            try (OutputStream to =
                    Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                unpacked.put(member.name(), member.size() + " " + tar.copy(member, to));
            }
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new IOException(member.name() + " is a file and a folder", e);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
        parts.add(part);
    }

    /** The list has every file as it came, and no other. */
    private void check(Path file) throws IOException {
        String list = manifest.orElseThrow(() -> refused(file, "it has no list of its files: it is cut short", null));
        Set<String> missing = new TreeSet<>(unpacked.keySet());
        for (String line : list.split("\n")) {
            String[] words = line.split(" ", 4);
            if (words[0].equals("file")) {
                String name = words.length == 4 ? words[3] : "";
                if (words.length < 4 || !(words[1] + " " + words[2]).equals(unpacked.get(name))) {
                    throw refused(file, name + " is not what its list says", null);
                }
                missing.remove(name);
            }
        }
        if (!list.startsWith(StateExport.VERSION + "\n")) {
            throw refused(file, "it is of another version of Stirrup", null);
        }
        if (!missing.isEmpty()) {
            throw refused(file, missing.iterator().next() + " is not in its list", null);
        }
    }

    private List<String> lines(String kind) {
        return manifest.orElse("")
                .lines()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(kind.length() + 1))
                .toList();
    }

    /** Configurations remember the file that they came from by its full path, which another home has elsewhere. */
    private void rehome(Path staging) throws IOException {
        String before = lines("home").stream().findFirst().orElse(home.toString());
        Path config = staging.resolve("data/config");
        if (before.equals(home.toString()) || !Files.isDirectory(config)) {
            return;
        }
        try (Stream<Path> all = Files.walk(config)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                Files.writeString(
                        file, text.replace("file:" + before + "/", "file:" + home + "/"), StandardCharsets.ISO_8859_1);
            }
        }
    }

    private record Move(Path from, Path to) {
        void make() throws IOException {
            Files.createDirectories(to.getParent());
            Files.move(from, to);
        }
    }

    /** Every part as a whole, each by a rename; when one fails, those made are taken back. @return where the old is */
    private Path exchange(Path staging) throws IOException {
        Path before = home.folder().resolve("before-import-" + STAMP.format(Instant.now()));
        Set<StatePaths.Extra> extras = new TreeSet<>();
        for (StatePaths.Extra extra : StatePaths.Extra.values()) {
            if (parts.contains(extra.part())) {
                extras.add(extra);
            }
        }
        List<Move> moves = new ArrayList<>();
        for (String part : StatePaths.parts(home, extras)) {
            moves.add(new Move(home.folder().resolve(part), before.resolve(part)));
        }
        for (String part : parts) {
            moves.add(new Move(staging.resolve(part), home.folder().resolve(part)));
        }
        Files.createDirectories(before);
        Files.setPosixFilePermissions(before, PosixFilePermissions.fromString("rwx------"));
        Deque<Move> made = new ArrayDeque<>();
        try {
            for (Move move : moves) {
                move.make();
                made.push(move);
            }
        } catch (IOException e) {
            for (Move move : made) {
                new Move(move.to(), move.from()).make();
            }
            throw new IOException(home + " is as it was: " + e, e);
        }
        home.furnish();
        return before;
    }

    private void tell(Path file, Path before, boolean fresh) throws IOException {
        out.println(unpacked.size() + " files of " + file + " are in " + home);
        if (fresh) {
            FileTree.delete(before);
        } else {
            out.println("what was there before is in " + before);
        }
        Path folder = StateExport.images(home);
        for (String image : lines("image")) {
            String name = image.substring(image.indexOf(' ') + 1);
            if (!Files.exists(folder.resolve(name))) {
                out.println("to be copied into " + folder + ": " + name + ", "
                        + image.substring(0, Math.max(0, image.indexOf(' '))) + " bytes");
            }
        }
    }
}
