package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** The configuration of the hand-made server, directive by directive, and what a client is told. */
class HandmadeIT {
    @Test
    void everyDirectiveOfTheHandmadeServer() throws Exception {
        try (Lab lab = Lab.open(1, "busybox", "curl", "python3")) {
            Path etc = Files.createDirectories(lab.home().resolve("etc"));
            Files.writeString(etc.resolve("org.stirrup.dhcp.subnet-room.cfg"), """
                    # subnet 192.168.77.0 netmask 255.255.255.0 { ... }
                    subnet=192.168.77.0
                    netmask=255.255.255.0
                    # range dynamic-bootp 192.168.77.240 192.168.77.250;
                    range=192.168.77.240-192.168.77.250
                    dynamicBootp=true
                    routers=192.168.77.2
                    domainNameServers=192.168.77.2, 9.9.9.9
                    allowBooting=true
                    nextServer=192.168.77.1
                    filename=pxelinux.0
                    """);
            Path files = Files.createDirectories(lab.home().resolve("files/pxelinux.cfg"));
            String menu = "DEFAULT mine\nLABEL mine\n  kernel vmlinuz\n  APPEND initrd=initrd.img\n";
            Files.writeString(files.resolve("default"), menu);
            Files.createDirectories(lab.home().resolve("files/pub"));
            Files.writeString(lab.home().resolve("files/pub/notes.txt"), "from /pub\n");
            Appliance appliance = lab.appliance(lab.home(), "--interface", "br0");
            String pc = lab.client("pc", 0, "-");

            String told = dump(lab, pc);
            assertTrue(told.contains("subnet=255.255.255.0"), told);
            assertTrue(told.contains("router=192.168.77.2"), told);
            assertTrue(told.contains("dns=192.168.77.2 9.9.9.9"), told);
            assertTrue(told.contains("siaddr=192.168.77.1"), told);
            assertTrue(told.contains("boot_file=pxelinux.0") || told.contains("bootfile=pxelinux.0"), told);
            assertTrue(told.matches("(?s).*\\bip=192\\.168\\.77\\.2(4\\d|50)\\b.*"), told);

            // range dynamic-bootp: a client of 1985, without option 53, keeps its address for ever.
            String bootp = Command.run(Command.inNamespace(pc, "python3", "-c", BOOTP))
                    .ok()
                    .text();
            assertTrue(
                    bootp.matches(
                            "(?s).*yiaddr=192\\.168\\.77\\.2(4\\d|50) siaddr=192\\.168\\.77\\.1 file=pxelinux\\.0 51=no.*"),
                    bootp);
            assertTrue(
                    appliance.cli("leases").ok().text().toLowerCase().contains("never"), "its lease does not expire");

            // The administrator's own files: TFTP root, own menu, FTP's /pub.
            Command.run("ip", "-n", pc, "address", "add", "192.168.77.9/24", "dev", "c0")
                    .ok();
            assertEquals(
                    menu.strip(),
                    fetch(pc, "tftp://192.168.77.1/pxelinux.cfg/default").strip());
            assertEquals(
                    "from /pub", fetch(pc, "ftp://192.168.77.1/pub/notes.txt").strip());
            assertEquals(
                    "from /pub", fetch(pc, "tftp://192.168.77.1/pub/notes.txt").strip());

            // deny booting: an address for nobody that boots, live, without a restart.
            int mark = appliance.log.mark();
            Path subnet = etc.resolve("org.stirrup.dhcp.subnet-room.cfg");
            Files.writeString(subnet, Files.readString(subnet).replace("allowBooting=true", "allowBooting=false"));
            long deadline = System.nanoTime() + Output.PATIENCE.toNanos();
            int status;
            do {
                status = DhcpClient.askInVain(pc, DhcpClient.PXE).status();
            } while (status == 0 && System.nanoTime() < deadline);
            assertNotEquals(0, status, "a client that boots is not served");
            appliance.await(mark, "DROP .*boot");
        }
    }

    private static String fetch(String namespace, String url) {
        return Command.run(Command.inNamespace(namespace, "curl", "-sS", "--max-time", "100", url))
                .ok()
                .text();
    }

    /** What udhcpc tells its script: every field and option as an environment variable. */
    private static String dump(Lab lab, String namespace) throws Exception {
        Path script = lab.work.resolve("dump");
        Path out = lab.work.resolve("told");
        Files.writeString(script, "#!/bin/sh\n[ \"$1\" != bound ] || env > " + out + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        DhcpClient.ask(namespace, script.toString(), DhcpClient.PXE).ok();
        return Files.readString(out);
    }

    private static final String BOOTP = """
            import socket, struct
            mac = bytes.fromhex("020000bb0001")
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"c0")
            s.bind(("", 68)); s.settimeout(2)
            ask = struct.pack("!BBBBIHH", 1, 1, 6, 0, 0x1234567, 0, 0x8000) + bytes(16) + mac + bytes(10 + 64 + 128)
            ask += bytes([99, 130, 83, 99, 255]) + bytes(59)
            for attempt in range(4):
                s.sendto(ask, ("255.255.255.255", 67))
                try:
                    reply = s.recv(2000)
                except socket.timeout:
                    continue
                dotted = lambda at: socket.inet_ntoa(reply[at:at + 4])
                name = reply[108:236].split(b"\\0")[0].decode()
                options, at = {}, 240
                while at < len(reply) and reply[at] != 255:
                    if reply[at]:
                        options[reply[at]] = reply[at + 2:at + 2 + reply[at + 1]]; at += reply[at + 1] + 1
                    at += 1
                print(f"yiaddr={dotted(16)} siaddr={dotted(20)} file={name} 51={'yes' if 51 in options else 'no'}")
                break
            else:
                raise SystemExit("no BOOTREPLY")
            """;
}
