package org.stirrup.lease.embedded.store;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.lease.embedded.file.LeaseFile;
import org.stirrup.testkit.lease.LeaseStoreContract;

class DurableLeasesTest extends LeaseStoreContract {
    @TempDir
    Path folder;

    @Override
    protected LeaseStore open() {
        Path path = folder.resolve("data/leases.mv");
        return new DurableLeases(
                path.toString(),
                assertInstanceOf(LeaseFile.Opened.Ready.class, LeaseFile.open(path)),
                () -> LeaseFile.open(path));
    }

    @Override
    protected void close(LeaseStore store) {
        ((DurableLeases) store).close();
    }
}
