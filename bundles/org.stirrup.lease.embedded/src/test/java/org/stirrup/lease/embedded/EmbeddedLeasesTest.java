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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.check.Finding;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.LeaseCodec;
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
        LeaseBackend store = framework.service(LeaseBackend.class).orElseThrow();
        assertEquals(List.of(), leases.findings());
        Lease lease = Leases.bound("10.0.0.1", 1);
        assertTrue(store.insert(lease));
        assertTrue(Files.exists(home.resolve("data/leases.log")));
        leases.stop();
        assertEquals(Optional.empty(), framework.service(LeaseBackend.class));
        assertThrows(LeaseStoreException.class, () -> store.remove(lease), "who still has it is told");

        leases = new EmbeddedLeases(framework.context(), SOON);
        assertEquals(
                Optional.of(lease),
                framework.service(LeaseBackend.class).orElseThrow().byAddress(lease.address()));
        leases.stop();
    }

    @Test
    void waitsForAFileThatAnotherHas() throws Exception {
        FakeFramework framework = framework();
        Path path = home.resolve("data/leases.log");
        LeaseFile.Opened.Ready other = assertInstanceOf(LeaseFile.Opened.Ready.class, LeaseFile.open(path));
        EmbeddedLeases leases = new EmbeddedLeases(framework.context(), SOON);
        assertEquals(Optional.empty(), framework.service(LeaseBackend.class));
        Finding finding = onlyError(leases);
        assertEquals(path.toString(), finding.source());
        assertTrue(finding.message().contains("has it open"), finding.message());
        other.file().close();
        framework.await(LeaseBackend.class);
        assertEquals(List.of(), leases.findings());
        leases.stop();
    }

    @Test
    void servesNoLeasesRatherThanWrongOnes() throws Exception {
        FakeFramework framework = framework();
        Path path = home.resolve("data/leases.log");
        Files.createDirectories(path.getParent());
        Files.writeString(path, "not a lease file\n".repeat(1000));
        EmbeddedLeases leases = new EmbeddedLeases(framework.context(), SOON);
        assertEquals(Optional.empty(), framework.service(LeaseBackend.class));
        Finding finding = onlyError(leases);
        assertTrue(finding.message().contains("damaged"), finding.message());
        assertTrue(finding.remedy().contains("rename it"), finding.remedy());
        Files.delete(path);
        framework.await(LeaseBackend.class);
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
        assertEquals(Optional.empty(), framework.service(LeaseBackend.class));
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

    @Test
    void takesTheLeasesOfTheFormerFileOnce() throws Exception {
        FakeFramework framework = framework();
        Path former = home.resolve("data/leases.mv");
        Files.createDirectories(former.getParent());
        List<Lease> before = new ArrayList<>();
        try (MVStore store = MVStore.open(former.toString())) {
            MVMap<Long, byte[]> map = store.openMap(
                    "leases",
                    new MVMap.Builder<Long, byte[]>()
                            .keyType(LongDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
            for (int i = 0; i < 3000; i++) {
                Lease lease = Leases.bound(Leases.address(i), i, Leases.NOON);
                before.add(lease);
                map.put(AddressKey.of(lease.address()), LeaseCodec.encode(lease));
            }
        }
        EmbeddedLeases leases = new EmbeddedLeases(framework.context(), SOON);
        LeaseBackend store = framework.service(LeaseBackend.class).orElseThrow();
        assertEquals(before, store.page(Optional.empty(), 10_000));
        assertTrue(store.remove(before.get(0)));
        leases.stop();
        assertFalse(Files.exists(former), "put away");
        assertTrue(Files.exists(home.resolve("data/leases.mv.old")), "but kept");

        EmbeddedLeases again = new EmbeddedLeases(framework.context(), SOON);
        assertEquals(
                before.subList(1, before.size()),
                framework.service(LeaseBackend.class).orElseThrow().page(Optional.empty(), 10_000));
        again.stop();
    }

    @Test
    void takesNothingOfADamagedFormerFile() throws Exception {
        FakeFramework framework = framework();
        Path former = home.resolve("data/leases.mv");
        Files.createDirectories(former.getParent());
        Files.writeString(former, "not a lease file\n".repeat(1000));
        EmbeddedLeases leases = new EmbeddedLeases(framework.context(), SOON);
        assertTrue(onlyError(leases).message().contains("damaged"));
        assertFalse(Files.exists(home.resolve("data/leases.log")));
        assertTrue(Files.exists(former));
        leases.stop();
    }
}
