package org.stirrup.lease.embedded.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.stirrup.lease.embedded.codec.DamagedLeaseException;

/**
 * The file that leases were kept in before the log: an MVStore with one map, address to lease as stored. It is only
 * read, once, and nothing in it is changed.
 */
final class FormerFile {
    private FormerFile() {}

    /**
     * @throws DamagedLeaseException when it is not what was written
     * @throws LockedException when another process has it open
     */
    static NavigableMap<Long, byte[]> read(Path path) throws IOException, DamagedLeaseException, LockedException {
        if (Files.size(path) == 0) {
            throw new DamagedLeaseException("it is empty, which no lease file ever is");
        }
        try (MVStore store =
                new MVStore.Builder().fileName(path.toString()).readOnly().open()) {
            long missing = DataUtils.readHexLong(store.getFileStore().getStoreHeader(), "version", 0)
                    - store.getCurrentVersion();
            if (missing > 0) {
                throw new DamagedLeaseException("the last " + missing + " changes or more are missing in it");
            }
            MVMap<Long, byte[]> leases = store.openMap(
                    "leases",
                    new MVMap.Builder<Long, byte[]>()
                            .keyType(LongDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
            return new TreeMap<>(leases);
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new LockedException(LockHolder.sentence(path));
            }
            if (e.getErrorCode() == DataUtils.ERROR_READING_FAILED && !(e.getCause() instanceof java.io.EOFException)) {
                throw new IOException(Failures.text(e), e);
            }
            throw new DamagedLeaseException(Failures.text(e));
        } catch (RuntimeException e) {
            // Some damage goes deeper than MVStore looks for it.
            throw new DamagedLeaseException("it cannot be understood: " + e);
        }
    }
}
