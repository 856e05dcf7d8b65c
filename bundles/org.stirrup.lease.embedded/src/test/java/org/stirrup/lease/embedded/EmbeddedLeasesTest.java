package org.stirrup.lease.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.check.Finding;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.embedded.file.LeaseFile;
import org.stirrup.testkit.lease.Leases;
import org.stirrup.testkit.osgi.FakeFramework;

class EmbeddedLeasesTest {
    @TempDir
    Path home;

    private static final Duration SOON = Duration.ofMillis(20);

    private FakeFramework framework() {
        return new FakeFramework(home);
    }

    @Test
    void offersTheFilesLeases() throws Exception {
        FakeFramework framework = framework();
        EmbeddedLeases leases = new EmbeddedLeases(framework.context(), SOON);
        LeaseStore store = framework.service(LeaseStore.class).orElseThrow();
        assertEquals(List.of(), leases.findings());
        Lease lease = Leases.bound("10.0.0.1", 1);
        assertTrue(store.insert(lease));
        assertTrue(Files.exists(home.resolve("data/leases.mv")));
        leases.stop();
        assertEquals(Optional.empty(), framework.service(LeaseStore.class));
        assertThrows(LeaseStoreException.class, () -> store.remove(lease), "who still has it is told");

        leases = new EmbeddedLeases(framework.context(), SOON);
        assertEquals(
                Optional.of(lease),
                framework.service(LeaseStore.class).orElseThrow().byAddress(lease.address()));
        leases.stop();
    }

    @Test
    void waitsForAFileThatAnotherHas() throws Exception {
        FakeFramework framework = framework();
        Path path = home.resolve("data/leases.mv");
        LeaseFile.Opened.Ready other = assertInstanceOf(LeaseFile.Opened.Ready.class, LeaseFile.open(path));
        EmbeddedLeases leases = new EmbeddedLeases(framework.context(), SOON);
        assertEquals(Optional.empty(), framework.service(LeaseStore.class));
        Finding finding = onlyError(leases);
        assertEquals(path.toString(), finding.source());
        assertTrue(finding.message().contains("has it open"), finding.message());
        other.file().close();
        framework.await(LeaseStore.class);
        assertEquals(List.of(), leases.findings());
        leases.stop();
    }

    @Test
    void servesNoLeasesRatherThanWrongOnes() throws Exception {
        FakeFramework framework = framework();
        Path path = home.resolve("data/leases.mv");
        Files.createDirectories(path.getParent());
        Files.writeString(path, "not a lease file\n".repeat(1000));
        EmbeddedLeases leases = new EmbeddedLeases(framework.context(), SOON);
        assertEquals(Optional.empty(), framework.service(LeaseStore.class));
        Finding finding = onlyError(leases);
        assertTrue(finding.message().contains("damaged"), finding.message());
        assertTrue(finding.remedy().contains("move the file away"), finding.remedy());
        Files.delete(path);
        framework.await(LeaseStore.class);
        leases.stop();
    }

    @Test
    void stopsWhileItWaits() throws Exception {
        Files.writeString(home.resolve("data"), "in the way");
        FakeFramework framework = framework();
        EmbeddedLeases leases = new EmbeddedLeases(framework.context(), Duration.ofHours(1));
        onlyError(leases);
        leases.stop();
    }

    @Test
    void touchesNothingWhenOnlyChecking() throws Exception {
        FakeFramework framework = framework().with("stirrup.check", "true");
        EmbeddedLeases leases = new EmbeddedLeases(framework.context(), SOON);
        assertEquals(Optional.empty(), framework.service(LeaseStore.class));
        assertEquals(List.of(), leases.findings());
        assertFalse(Files.exists(home.resolve("data")));
        leases.stop();
    }

    private static Finding onlyError(EmbeddedLeases leases) throws IOException {
        assertEquals(1, leases.findings().size());
        Finding finding = leases.findings().get(0);
        assertEquals(Finding.Severity.ERROR, finding.severity());
        return finding;
    }
}
