package org.stirrup.lease.embedded.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that holds the leases: a log, made anew when most of it is past. For one thread at a time, but for {@link
 * #outline}; none of them may be interrupted, since an interrupt closes a channel.
 */
public final class LeaseFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseFile.class);

    /** Before a log is made anew for its length; some 40,000 changes. A test wants it shorter. */
    private static final long SHORT = Long.getLong("stirrup.lease.log", 4 << 20);

    private final Disk disk;
    private final Path path;
    private final Closeable lock;
    private LeaseLog log;
    private long tooLong;

    LeaseFile(Disk disk, Path path, Closeable lock, LeaseLog log) {
        this.disk = disk;
        this.path = path;
        this.lock = lock;
        this.log = log;
        this.tooLong = Math.max(SHORT, log.end());
    }

    /** What became of an attempt to open it. */
    public sealed interface Opened {
        /** Why it is not open, for a person; "it is open" when it is. */
        String because();

        /**
         * Open, and every lease in it is readable.
         *
         * @param leases address to lease as stored
         */
        record Ready(LeaseFile file, NavigableMap<Long, byte[]> leases) implements Opened {
            @Override
            public String because() {
                return "it is open";
            }
        }

        /** Read, and not open to be changed. @param leases address to lease as stored */
        record Shown(NavigableMap<Long, byte[]> leases) implements Opened {
            @Override
            public String because() {
                return "it is only shown";
            }
        }

        /** Another process has it. @param because "process 4711 (java) has it open" */
        record Locked(String because) implements Opened {}

        /** Its content is not what was written. The file is left as it is. @param because what is wrong in it */
        record Damaged(String because) implements Opened {}

        /** It cannot be opened for a reason that lies outside it. @param because "Permission denied" */
        record Unusable(String because) implements Opened {}
    }

    /** Opens the file, or makes it from what there was before it, and reads every lease once. */
    public static Opened open(Path path) {
        return Opening.open(Disk.REAL, path);
    }

    /** As {@link #open(Path)}, on another disk. */
    static Opened open(Disk disk, Path path) {
        return Opening.open(disk, path);
    }

    /** Reads a file and changes nothing; also while another process writes to it. */
    public static Opened show(Path path) {
        return Opening.show(path);
    }

    /**
     * Saves changes.
     *
     * @throws IOException when it is not known that they are saved
     */
    public void commit(List<Standing> changes) throws IOException {
        log.commit(changes);
    }

    /** Whether it has to be made anew by {@link #rewrite} before anything is saved. */
    public boolean isDoubtful() {
        return !log.isTrusted();
    }

    /** Whether most of it may be past, so that it is worth to be made anew. */
    public boolean isLong() {
        return log.end() > tooLong;
    }

    /** Writes everything anew. @param standing all leases */
    public void rewrite(Iterator<Standing> standing) throws IOException {
        take(outline(log.end(), log.lastCommit(), standing));
    }

    /** A log made anew, up to a position of the one in force. */
    public static final class Outline implements Closeable {
        private final LeaseLog log;
        private final long from;

        private Outline(LeaseLog log, long from) {
            this.log = log;
            this.from = from;
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }

    /** Where the log ends now, for {@link #outline}. */
    public long end() {
        return log.end();
    }

    public long lastCommit() {
        return log.lastCommit();
    }

    /**
     * Writes a new log beside the one in force, on any thread.
     *
     * @param from where that one ended before the first of {@code standing} was taken
     * @param commit its last commit then
     * @param standing all leases, each as it stood at that time or later
     */
    public Outline outline(long from, long commit, Iterator<Standing> standing) throws IOException {
        try {
            return new Outline(LeaseLog.make(disk, unborn(path), standing, commit), from);
        } catch (IOException | RuntimeException e) {
            // On a full disk it would be in the way.
            Files.deleteIfExists(unborn(path));
            throw e;
        }
    }

    /**
     * Puts a log that was made anew in the place of the one in force, with what was saved since.
     *
     * @throws IOException when it is not known which of them is in force; this file is doubtful then
     */
    public void take(Outline outline) throws IOException {
        try (FileChannel before = FileChannel.open(path, StandardOpenOption.READ)) {
            outline.log.takeOver(before, outline.from, log.end(), log.lastCommit());
            disk.rename(unborn(path), path);
        } catch (IOException e) {
            log.distrust();
            outline.close();
            throw e;
        }
        LeaseLog past = log;
        log = outline.log;
        tooLong = Math.max(SHORT, 2 * log.end());
        past.close();
    }

    /** After a log could not be made anew: not before it has grown again. */
    public void putOff() {
        tooLong = log.end() + SHORT;
    }

    static Path unborn(Path path) {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    /** Closes it as a crash would. */
    public void abandon() {
        closeAll();
    }

    @Override
    public void close() {
        try {
            log.finish();
        } catch (IOException e) {
            LOG.warn("{} was not closed cleanly; nothing is lost: {}", path, e.toString());
        }
        closeAll();
    }

    private void closeAll() {
        try (lock) {
            log.close();
        } catch (IOException e) {
            LOG.warn("{} was not closed: {}", path, e.toString());
        }
    }
}
