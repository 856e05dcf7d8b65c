package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On a link with a real IPv6 router, the router alone tells machines whether there is one. */
class RouterIT {
    private static final int ICMPV6 = 58;
    private static final int ROUTER_SOLICITATION = 133;
    private static final int ROUTER_ADVERTISEMENT = 134;

    @Test
    void whereARouterWasHeardNobodyElseAnswersForIt() throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "dnsmasq")) {
            String router = lab.client("router", 0, "-");
            Command.run("ip", "-n", router, "-6", "address", "add", "fd77::1/64", "dev", "c0", "nodad")
                    .ok();
            Process daemon = lab.spawn(Command.inNamespace(
                    router,
                    "dnsmasq",
                    "--no-daemon",
                    "--conf-file=/dev/null",
                    "--pid-file=",
                    "--user=root",
                    "--port=0",
                    "--interface=c0",
                    "--bind-dynamic",
                    "--enable-ra",
                    "--dhcp-range=fd77::,ra-only"));
            Appliance appliance = lab.appliance(
                    lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", "local");
            appliance.await(0, "br0: .* is an IPv6 router");
            // From here on it says nothing: what it sends unasked could come before iPXE asks, and spare it that.
            assertTrue(
                    daemon.destroyForcibly().waitFor(Output.PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    "the router is dead");
            Path wire = lab.work.resolve("wire.pcap");
            VirtualPc pc = lab.pc("pc00", "--", "-object", "filter-dump,id=wire,netdev=n0,file=" + wire);
            appliance.await(0, "TRANSFER_END .*pxelinux.0");
            pc.switchOff();

            assertFalse(senders(wire, ROUTER_SOLICITATION).isEmpty(), "iPXE asks for a router");
            assertEquals(Set.of(), senders(wire, ROUTER_ADVERTISEMENT), "nobody answers in the router's place");
        }
    }

    /** From a capture of QEMU's (libpcap's format), who sent ICMPv6 messages of a type. */
    private static Set<String> senders(Path capture, int type) throws Exception {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.nativeOrder());
        in.position(24);
        Set<String> senders = new TreeSet<>();
        while (in.remaining() >= 16) {
            int length = in.getInt(in.position() + 8);
            in.position(in.position() + 16);
            if (length > in.remaining()) {
                break;
            }
            byte[] frame = new byte[length];
            in.get(frame);
            // Older QEMUs leave the virtio header before it, which is all zero where nothing is offloaded.
            int ethernet = length > 12 && Arrays.equals(frame, 0, 12, new byte[12], 0, 12) ? 12 : 0;
            int ipv6 = ethernet + 14;
            if (length > ipv6 + 40
                    && frame[ipv6 - 2] == (byte) 0x86
                    && frame[ipv6 - 1] == (byte) 0xdd
                    && frame[ipv6 + 6] == ICMPV6
                    && (frame[ipv6 + 40] & 0xff) == type) {
                senders.add(InetAddress.getByAddress(Arrays.copyOfRange(frame, ipv6 + 8, ipv6 + 24))
                        .getHostAddress());
            }
        }
        return senders;
    }
}
