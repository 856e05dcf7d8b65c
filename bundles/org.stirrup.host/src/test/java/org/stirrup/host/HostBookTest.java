package org.stirrup.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;
import org.stirrup.testkit.osgi.FakeFramework;

class HostBookTest {
    private static final BootClient MACHINE = new BootClient(
            Leases.mac(1),
            Optional.empty(),
            BootClient.Stage.PXE_ROM,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "eth1",
            Optional.empty());

    @TempDir
    Path home;

    @Test
    void keepsHostsInTheHomeFolder() throws Exception {
        HostBook book = new HostBook(new FakeFramework(home).context());
        Host host = book.seen(MACHINE).orElseThrow();
        book.stop();
        assertTrue(Files.readString(home.resolve("data/hosts.txt")).contains(host.token()));
        book = new HostBook(new FakeFramework(home).context());
        assertEquals(Optional.of(host), book.find(host.mac()));
        assertEquals(List.of(), book.findings());
        book.stop();
    }

    @Test
    void touchesNothingWhenOnlyChecking() throws Exception {
        FakeFramework framework = new FakeFramework(home).with("stirrup.check", "true");
        HostBook book = new HostBook(framework.context());
        book.seen(MACHINE);
        book.stop();
        assertFalse(Files.exists(home.resolve("data")));
    }
}
