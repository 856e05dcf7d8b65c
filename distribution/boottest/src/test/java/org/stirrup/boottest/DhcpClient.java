package org.stirrup.boottest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** busybox's DHCP client on a machine's cable: asks at the most three times, a second apart. */
final class DhcpClient {
    /** What makes it look like a BIOS PC's PXE firmware. */
    static final List<String> PXE = List.of("-V", "PXEClient:Arch:00000:UNDI:002001", "-x", "0x5d:0000");

    private DhcpClient() {}

    /** Asks for an address and does nothing with it; its exit status is 0 when it was given one. */
    static Command.Result ask(String namespace, List<String> options) {
        return ask(namespace, "/bin/true", options);
    }

    /** @param script told what came, as udhcpc tells it: fields and options as environment variables */
    static Command.Result ask(String namespace, String script, List<String> options) {
        List<String> command = new ArrayList<>(Command.inNamespace(
                namespace, "busybox", "udhcpc", "-f", "-n", "-q", "-i", "c0", "-s", script, "-t", "3", "-T", "1"));
        command.addAll(options);
        return Command.run(Duration.ofSeconds(30), command);
    }
}
