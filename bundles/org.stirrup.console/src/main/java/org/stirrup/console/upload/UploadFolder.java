package org.stirrup.console.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that arrive in a folder piece by piece. What has arrived lies beside as {@code NAME.SIZE-TIME.part}, so that the
 * same file, and no other of that name, goes on where it broke off; whole, it gets its name in one step.
 */
public final class UploadFolder {
    /** Bytes that stay free on the disk: leases and the journal have to be written, too. */
    static final long SPARE = 64_000_000;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+()\\[\\]~-]*");
    private static final Pattern PART = Pattern.compile("(?<name>.+)\\.(?<size>\\d{1,18})-(?<time>\\d{1,18})\\.part");
    private static final int LONGEST_NAME = 200;
    private static final int BUFFER = 1 << 17;

    private final String ending;
    private final Space space;

    /** Files that somebody is just writing to. */
    private final Set<Path> busy = ConcurrentHashMap.newKeySet();

    /** Bytes that are free. */
    interface Space {
        long free(Path folder) throws IOException;
    }

    /**
     * A file that is sent.
     *
     * @param name that it shall have in the folder
     * @param size of the whole, bytes
     * @param time it was changed last where it comes from, milliseconds since 1970: it tells one from another
     */
    public record Upload(String name, long size, long time) {}

    /** Answer to a piece. @param arrived bytes so far. @param whole whether the file has its name now */
    public record Progress(long arrived, boolean whole) {}

    /** One that broke off, or that is on its way. */
    public record Part(Upload upload, long arrived) {}

    /** @param ending of every name, as {@code .iso} */
    public UploadFolder(String ending) {
        this(ending, folder -> Files.getFileStore(folder).getUsableSpace());
    }

    UploadFolder(String ending, Space space) {
        this.ending = ending;
        this.space = space;
    }

    /**
     * How much of a file has arrived.
     *
     * @throws IllegalArgumentException when no such file is taken
     * @throws UploadException when there is one of that name already, or no room for it
     */
    public long arrived(Path folder, Upload upload) throws IOException, UploadException {
        Path part = part(folder, upload);
        if (Files.exists(folder.resolve(upload.name()), LinkOption.NOFOLLOW_LINKS)) {
            throw new UploadException(
                    "there is a file " + upload.name() + " already: delete it first, or give the other another name");
        }
        long arrived = size(part);
        long room = space.free(existing(folder)) - SPARE;
        if (upload.size() - arrived > room) {
            throw new UploadException(upload.name() + " needs " + megabytes(upload.size() - arrived)
                    + " MB more, the disk of " + folder + " has " + megabytes(Math.max(0, room)) + " MB to spare");
        }
        return arrived;
    }

    /**
     * Takes the next piece.
     *
     * @param offset where it belongs: exactly as much as has arrived
     * @throws IllegalArgumentException when no such file is taken
     * @throws UploadException when it does not fit what has arrived; that stays as it was
     * @throws IOException when it broke off or cannot be written; what arrived of it is kept
     */
    public Progress take(Path folder, Upload upload, long offset, InputStream piece)
            throws IOException, UploadException {
        Path part = part(folder, upload);
        if (!busy.add(part)) {
            throw new UploadException(upload.name() + " is being sent by somebody else, or from another window");
        }
        try {
            long arrived = arrived(folder, upload);
            if (offset != arrived) {
                throw new UploadException(
                        arrived + " bytes of " + upload.name() + " have arrived, the piece begins at " + offset);
            }
            Files.createDirectories(folder);
            boolean whole;
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                arrived = copy(piece, channel, arrived, upload);
                whole = arrived == upload.size();
                if (whole) {
                    channel.force(true);
                }
            }
            if (whole) {
                name(part, folder.resolve(upload.name()));
            }
            return new Progress(arrived, whole);
        } finally {
            busy.remove(part);
        }
    }

    /** Every file that has arrived in part, sorted by name. */
    public List<Part> parts(Path folder) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.part")) {
            for (Path file : files) {
                upload(file).ifPresent(upload -> parts.add(new Part(upload, length(file))));
            }
        } catch (NoSuchFileException e) {
            return List.of(); // nothing was ever put there
        }
        parts.sort((one, two) -> one.upload().name().compareTo(two.upload().name()));
        return parts;
    }

    /** Gives up what has arrived of a file. @throws UploadException when it is just being sent */
    public void discard(Path folder, Upload upload) throws IOException, UploadException {
        Path part = part(folder, upload);
        if (busy.contains(part)) {
            throw new UploadException(upload.name() + " is just being sent");
        }
        Files.deleteIfExists(part);
    }

    /** The file of that name in the folder. @throws IllegalArgumentException when it is no name of such a file */
    public Path file(Path folder, String name) {
        return jailed(folder, name);
    }

    private static long copy(InputStream piece, FileChannel channel, long from, Upload upload)
            throws IOException, UploadException {
        channel.position(from);
        byte[] buffer = new byte[BUFFER];
        long at = from;
        for (int count = piece.read(buffer); count >= 0; count = piece.read(buffer)) {
            if (at + count > upload.size()) {
                throw new UploadException("more than the " + upload.size() + " bytes that " + upload.name()
                        + " was to have; give up what arrived and send it again");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                at += channel.write(bytes);
            }
        }
        return at;
    }

    private static void name(Path part, Path file) throws IOException, UploadException {
        try {
            Files.move(part, file); // replaces nothing
        } catch (FileAlreadyExistsException e) {
            throw new UploadException("in the meantime another " + file.getFileName() + " came there", e);
        }
    }

    private Path part(Path folder, Upload upload) {
        if (upload.size() <= 0 || upload.time() < 0) {
            throw new IllegalArgumentException("a file of " + upload.size() + " bytes, of time " + upload.time());
        }
        return jailed(folder, upload.name())
                .resolveSibling(upload.name() + "." + upload.size() + "-" + upload.time() + ".part");
    }

    private Path jailed(Path folder, String name) {
        if (name == null
                || !NAME.matcher(name).matches()
                || name.length() > LONGEST_NAME
                || !name.toLowerCase(Locale.ROOT).endsWith(ending)) {
            throw new IllegalArgumentException("'" + name + "' is not taken: a name of letters, digits, blanks and"
                    + " . _ + - ( ) [ ] ~ that begins with a letter or digit and ends in " + ending + " is");
        }
        return folder.resolve(name);
    }

    private Optional<Upload> upload(Path part) {
        Matcher matcher = PART.matcher(part.getFileName().toString());
        return matcher.matches()
                ? Optional.of(new Upload(
                        matcher.group("name"),
                        Long.parseLong(matcher.group("size")),
                        Long.parseLong(matcher.group("time"))))
                : Optional.empty();
    }

    private static Path existing(Path folder) {
        Path at = folder;
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    private static long length(Path file) {
        try {
            return size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }
}
