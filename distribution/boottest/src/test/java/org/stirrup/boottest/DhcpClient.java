package org.stirrup.boottest;

import java.util.ArrayList;
import java.util.List;

/** busybox's DHCP client on a machine's cable: asks once a second. */
final class DhcpClient {
    /** What makes it look like a BIOS PC's PXE firmware. */
    static final List<String> PXE = List.of("-V", "PXEClient:Arch:00000:UNDI:002001", "-x", "0x5d:0000");

    private DhcpClient() {}

    /** Asks until it is given an address, for a minute, and does nothing with it; its exit status is 0 when it was. */
    static Command.Result ask(String namespace, List<String> options) {
        return ask(namespace, "/bin/true", options);
    }

    /** As {@link #ask(String, List)} for one that is to be given none: it gives up after the third time. */
    static Command.Result askInVain(String namespace, List<String> options) {
        return ask(namespace, "/bin/true", 3, options);
    }

    /** @param script told what came, as udhcpc tells it: fields and options as environment variables */
    static Command.Result ask(String namespace, String script, List<String> options) {
        return ask(namespace, script, 60, options);
    }

    private static Command.Result ask(String namespace, String script, int times, List<String> options) {
        List<String> command = new ArrayList<>(Command.inNamespace(
                namespace,
                "busybox",
                "udhcpc",
                "-f",
                "-n",
                "-q",
                "-i",
                "c0",
                "-s",
                script,
                "-t",
                Integer.toString(times),
                "-T",
                "1"));
        command.addAll(options);
        return Command.run(command);
    }
}
