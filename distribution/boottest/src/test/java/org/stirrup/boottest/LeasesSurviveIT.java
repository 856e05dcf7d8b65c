package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** kill -9 at any moment loses no lease that a client was told of. */
class LeasesSurviveIT {
    private static final Pattern OBTAINED =
            Pattern.compile("(?:lease of|Lease of) (\\d+\\.\\d+\\.\\d+\\.\\d+) obtained");
    private static final int ROUNDS = 4;

    /** With -Dstirrup.kills=100 as often as one should want to see it; each takes some seconds. */
    private static final int KILLS = Integer.getInteger("stirrup.kills", 3);

    @Test
    void noneOfManyIsLostOrGivenTwice() throws Exception {
        try (Lab lab = Lab.open(1, "busybox")) {
            Path home = lab.home();
            ManyClients.configure(home);
            ManyClients.route(lab.namespace, "br0");
            Appliance appliance = lab.appliance(home, "--interface", "br0");
            ManyClients clients = ManyClients.on(lab, 1000, 0, "192.168.77.1");
            Random random = new Random();
            for (int kill = 1; kill <= KILLS; kill++) {
                clients.awaitAtLeast(1 + random.nextInt(1000), "before kill " + kill);
                appliance.kill();
                appliance = lab.appliance(home, "--interface", "br0");
            }
            clients.awaitEverybody("after " + KILLS + " kills");
            clients.assertAllKnown(appliance);
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    @Test
    void noAcknowledgedLeaseIsLost() throws Exception {
        try (Lab lab = Lab.open(1, "busybox")) {
            Path home = lab.home();
            String client = lab.client("pcs", 0, "-");
            Set<String> told = new HashSet<>();
            Random random = new Random(42);
            int number = 0;
            for (int round = 0; round < ROUNDS; round++) {
                Appliance appliance =
                        lab.appliance(home, "--interface", "br0", "--range", "192.168.77.2-192.168.77.250");
                List<Output> outputs = new ArrayList<>();
                for (int lane = 0; lane < 4; lane++) {
                    number += 100;
                    // One machine after the other, each with an identifier of its own, until the server is gone.
                    String script =
                            "for i in $(seq " + number + " " + (number + 40) + "); do busybox udhcpc -f -n -q -i c0"
                                    + " -s /bin/true -t 6 -T 1 -C -x 0x3d:00$(printf %08x $i) 2>&1 || exit; sleep 0.2; done";
                    Process process = lab.spawn(Command.inNamespace(client, "sh", "-c", script));
                    outputs.add(new Output(process.getInputStream(), "clients"));
                }
                outputs.get(0).await(0, OBTAINED.pattern());
                int more = 1 + random.nextInt(6);
                appliance.await(0, " ACK ");
                for (int i = 0; i < more; i++) {
                    appliance.await(appliance.log.mark(), " ACK ");
                }
                appliance.kill();
                for (Output output : outputs) {
                    Matcher matcher = OBTAINED.matcher(output.whole());
                    while (matcher.find()) {
                        assertTrue(told.add(matcher.group(1)), matcher.group(1) + " was given to two machines");
                    }
                }
            }
            Appliance last = lab.appliance(home);
            String leases = last.cli("leases").ok().text();
            for (String address : told) {
                assertTrue(leases.contains(address), address + " was acknowledged and is not known:\n" + leases);
            }
            assertTrue(told.size() >= ROUNDS * 2, "only " + told.size() + " leases were given, the test is too weak");
            assertEquals(List.of(), last.exceptions());
        }
    }
}
