package org.stirrup.answers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;

/** The machine that answer files are made for in the tests, pc17. */
public final class SampleHost {
    public static final String TOKEN = "0123456789abcdef0123456789abcdef";

    public static final BootClient CLIENT =
            BootClient.of(Leases.mac(0x10), "eth1").withAddress(Leases.address("192.168.1.100"));

    public static final Host HOST = new Host(
            CLIENT.mac(),
            Optional.of("pc17"),
            Optional.empty(),
            Optional.empty(),
            CLIENT.address(),
            List.of(),
            Host.State.DISCOVERED,
            "",
            TOKEN,
            Instant.EPOCH,
            Instant.EPOCH);

    private SampleHost() {}
}
