package org.stirrup.lease.embedded.store;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.lease.embedded.file.LeaseFile;
import org.stirrup.testkit.lease.LeaseStoreUnderStressContract;
import org.stirrup.testkit.process.SmallDisk;

class DurableLeasesTest extends LeaseStoreUnderStressContract {
    @TempDir
    Path folder;

    private Optional<Path> disk = Optional.empty();

    @Override
    protected void moveTo(SmallDisk small) {
        disk = Optional.of(small.path());
    }

    @Override
    protected void moveAway() {
        disk = Optional.empty();
    }

    @Override
    protected LeaseBackend open() {
        Path path = disk.orElse(folder).resolve("data/leases.log");
        return new DurableLeases(path.toString(), assertInstanceOf(LeaseFile.Opened.Ready.class, LeaseFile.open(path)));
    }

    @Override
    protected void close(LeaseBackend store) {
        ((DurableLeases) store).close();
    }
}
