package org.stirrup.boottest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Somebody else's DHCP server, on a machine of its own on br0: 192.168.77.2, which gives .10 to .40. */
record OtherServer(Process process, Output log) {
    static final String ADDRESS = "192.168.77.2";

    /** A machine with a cable to br0, for {@link #dnsmasq} and the others. */
    static String machine(Lab lab) {
        return lab.client("other", 0, ADDRESS + "/24");
    }

    /** It pings for three seconds what it offers, unless it is told not to, and answers nobody else meanwhile. */
    static OtherServer dnsmasq(Lab lab, String machine, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--port=0",
                "--interface=c0",
                "--bind-interfaces",
                "--dhcp-range=192.168.77.10,192.168.77.40,1h",
                "--dhcp-leasefile=" + lab.work.resolve("dnsmasq.leases"),
                "--log-dhcp",
                "--log-facility=-"));
        command.addAll(List.of(options));
        OtherServer started = start(lab, machine, command);
        started.log.await(0, "DHCP, IP range");
        return started;
    }

    /** The same by DHCPv6, at fd77::2: gives fd77::100 to fd77::1ff, and is no router. */
    static OtherServer dnsmasq6(Lab lab, String machine) {
        OtherServer started = start(
                lab,
                machine,
                List.of(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--port=0",
                        "--interface=c0",
                        "--dhcp-range=fd77::100,fd77::1ff,64,1h",
                        "--dhcp-leasefile=" + lab.work.resolve("dnsmasq6.leases"),
                        "--log-dhcp",
                        "--log-facility=-"));
        started.log.await(0, "DHCPv6, IP range");
        return started;
    }

    /** ISC dhcpd, not authoritative: it answers no INFORM, and pings for a second what it offers. */
    static OtherServer dhcpd(Lab lab, String machine) throws IOException {
        Path config = lab.work.resolve("dhcpd.conf");
        Files.writeString(config, """
                subnet 192.168.77.0 netmask 255.255.255.0 {
                  range 192.168.77.10 192.168.77.40;
                }
                """);
        Path leases = lab.work.resolve("dhcpd.leases");
        Files.writeString(leases, "");
        OtherServer started = start(
                lab,
                machine,
                List.of(
                        "dhcpd",
                        "-f",
                        "-d",
                        "-cf",
                        config.toString(),
                        "-lf",
                        leases.toString(),
                        "-pf",
                        lab.work.resolve("dhcpd.pid").toString(),
                        "c0"));
        started.log.await(0, "Server starting service");
        return started;
    }

    static OtherServer udhcpd(Lab lab, String machine) throws IOException {
        Path config = lab.work.resolve("udhcpd.conf");
        Path leases = lab.work.resolve("udhcpd.leases");
        Files.writeString(leases, "");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "start 192.168.77.10",
                        "end 192.168.77.40",
                        "interface c0",
                        "max_leases 31",
                        "lease_file " + leases,
                        "option subnet 255.255.255.0",
                        ""));
        OtherServer started = start(lab, machine, List.of("busybox", "udhcpd", "-f", config.toString()));
        started.log.await(0, "started");
        return started;
    }

    private static OtherServer start(Lab lab, String machine, List<String> command) {
        Process process = lab.spawn(Command.inNamespace(machine, command.toArray(String[]::new)));
        return new OtherServer(process, new Output(process.getInputStream(), command.get(0)));
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Output.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the other DHCP server does not end");
        }
    }
}
