package org.stirrup.lease.embedded.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.DamagedLeaseException;
import org.stirrup.lease.embedded.codec.LeaseCodec;
import org.stirrup.lease.embedded.codec.LogText;

/**
 * Opens a lease file. Where there is none it is made: of the leases of {@code leases.mv}, in which they were kept before;
 * or of those that can still be read in a damaged log, when somebody put that aside as {@code leases.log.damaged}.
 */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    /** The first commit; see {@link LeaseLog#make}. */
    private static final long FIRST = 2;

    private final Disk disk;
    private final Path path;

    private Opening(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    static LeaseFile.Opened open(Disk disk, Path path) {
        Optional<Closeable> lock = Optional.empty();
        LeaseFile.Opened opened;
        try {
            Files.createDirectories(path.getParent());
            lock = Optional.of(locked(beside(path, "lock")));
            opened = new Opening(disk, path).opened(lock.get());
        } catch (LockedException e) {
            opened = new LeaseFile.Opened.Locked(e.getMessage());
        } catch (IOException e) {
            opened = new LeaseFile.Opened.Unusable(Failures.text(e));
        } catch (DamagedLeaseException e) {
            opened = new LeaseFile.Opened.Damaged(e.getMessage());
        }
        if (!(opened instanceof LeaseFile.Opened.Ready) && lock.isPresent()) {
            release(lock.get());
        }
        return opened;
    }

    static LeaseFile.Opened show(Path path) {
        try {
            Opening opening = new Opening(Disk.REAL, path);
            Path former = beside(path, "mv");
            if (Files.exists(path)) {
                return new LeaseFile.Opened.Shown(verified(opening.text(path)));
            }
            return new LeaseFile.Opened.Shown(
                    Files.exists(former) ? verified(FormerFile.read(former)) : new TreeMap<>());
        } catch (LockedException e) {
            return new LeaseFile.Opened.Locked(e.getMessage());
        } catch (IOException e) {
            return new LeaseFile.Opened.Unusable(Failures.text(e));
        } catch (DamagedLeaseException e) {
            return new LeaseFile.Opened.Damaged(e.getMessage());
        }
    }

    /** {@code leases.log} and "mv" are {@code leases.mv}. */
    private static Path beside(Path path, String ending) {
        return path.resolveSibling(path.getFileName().toString().replaceFirst("\\.log$", "") + "." + ending);
    }

    /** The log itself gives way to new ones; so the lock is on a file of its own. */
    private static Closeable locked(Path path) throws IOException, LockedException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
            throw new LockedException(LockHolder.sentence(path));
        } catch (OverlappingFileLockException e) {
            // The system may take this process's lock away with it (FileLock); the JVM's own stays.
            channel.close();
            throw new LockedException("this process has it open already");
        }
    }

    private static void release(Closeable lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("A lease file's lock was not closed: {}", e.toString());
        }
    }

    private LeaseFile.Opened opened(Closeable lock) throws IOException, DamagedLeaseException, LockedException {
        if (!Files.exists(path)) {
            NavigableMap<Long, byte[]> before = before();
            LeaseLog log = LeaseLog.make(disk, LeaseFile.unborn(path), standing(before), FIRST);
            disk.rename(LeaseFile.unborn(path), path);
            putAway();
            return new LeaseFile.Opened.Ready(new LeaseFile(disk, path, lock, log), before);
        }
        if (!Files.isWritable(path)) {
            return new LeaseFile.Opened.Unusable("no permission to write to it");
        }
        LogText text = text(path);
        NavigableMap<Long, byte[]> leases = verified(text);
        long torn = Files.size(path) - text.end();
        if (torn > 0) {
            LOG.warn(
                    "{}: its last {} bytes are of a change that was interrupted and confirmed to nobody; they are cut"
                            + " off, {} leases are whole",
                    path,
                    torn,
                    leases.size());
        }
        Files.deleteIfExists(LeaseFile.unborn(path));
        return new LeaseFile.Opened.Ready(new LeaseFile(disk, path, lock, LeaseLog.append(disk, path, text)), leases);
    }

    private LogText text(Path file) throws IOException, DamagedLeaseException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() == 0) {
                throw new DamagedLeaseException("it is empty, which no lease file ever is");
            }
            return LogText.read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    private static NavigableMap<Long, byte[]> verified(LogText text) throws DamagedLeaseException {
        if (text.damage().isPresent()) {
            throw new DamagedLeaseException(text.damage().get());
        }
        return verified(text.leases());
    }

    private static NavigableMap<Long, byte[]> verified(NavigableMap<Long, byte[]> leases) throws DamagedLeaseException {
        for (Map.Entry<Long, byte[]> entry : leases.entrySet()) {
            LeaseCodec.decode(AddressKey.address(entry.getKey()), entry.getValue());
        }
        return leases;
    }

    private static Iterator<Standing> standing(NavigableMap<Long, byte[]> leases) {
        return leases.entrySet().stream()
                .map(entry -> new Standing(entry.getKey(), entry.getValue()))
                .iterator();
    }

    private NavigableMap<Long, byte[]> before() throws IOException, DamagedLeaseException, LockedException {
        Path damaged = beside(path, "log.damaged");
        if (Files.exists(damaged)) {
            LogText text = text(damaged);
            LOG.warn(
                    "{} leases are taken from {}; {}",
                    text.leases().size(),
                    damaged,
                    text.damage().orElse("nothing in it is damaged"));
            return verified(text.leases());
        }
        Path former = beside(path, "mv");
        if (!Files.exists(former)) {
            return new TreeMap<>();
        }
        NavigableMap<Long, byte[]> leases = verified(FormerFile.read(former));
        LOG.info("{} leases are taken from {}, where they were kept before, into {}", leases.size(), former, path);
        return leases;
    }

    /** So that a file that was put back by hand later is not mistaken for the one that was read. */
    private void putAway() throws IOException {
        Path former = beside(path, "mv");
        if (Files.exists(former)) {
            Path kept = beside(path, "mv.old");
            disk.rename(former, kept);
            LOG.info("{} is kept as {} and no longer used", former, kept);
        }
    }
}
