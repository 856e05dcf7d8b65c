package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Raspberry Pi boards at the packed appliance. QEMU has no such boot ROM, so a script plays one, frame by frame as the
 * maker's documentation shows it (github.com/raspberrypi/documentation, hardware/raspberrypi/bootmodes/net.md). No real
 * board takes part.
 */
class RaspberryPiIT {
    private static final String MENU = "060103" + "0a0400505845";
    private static final String BOOT = "52617370626572727920506920426f6f74";

    @Test
    void boardsAreBootedFromTheUsersFolderAndPcsStayPcs() throws Exception {
        try (Lab lab = Lab.open(1, "python3", "busybox")) {
            Path files = lab.home().resolve("files");
            write(files.resolve("raspberrypi/bootcode.bin"), "first of all".repeat(1000));
            write(files.resolve("raspberrypi/start.elf"), "everybody's".repeat(1000));
            write(files.resolve("raspberrypi/start4.elf"), "everybody's 4".repeat(1000));
            write(files.resolve("raspberrypi/9a0b1c2d/start4.elf"), "its own 4".repeat(1000));
            write(files.resolve("raspberrypi/overlays/vc4.dtbo"), "an overlay");
            write(files.resolve("boards/kernel8.img"), "a kernel");
            write(files.resolve("boards/initrd"), "a RAM disk");
            write(
                    lab.home().resolve("etc/org.stirrup.menu.entry-boards.cfg"),
                    "kind = linux\nkernel = boards/kernel8.img\ninitrds = boards/initrd\n"
                            + "arguments = console=serial0 root=/dev/nfs nfsroot={server}:/srv\ndefault = true\n"
                            + "macs = b8:27:eb:28:f6:6d dc:a6:32:c2:1f:fe\n");
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");

            // A board before the 3B+, whose ROM wants three spaces.
            List<String> old = board(lab, "old", "b8:27:eb:28:f6:6d", "44".repeat(16), OLD);
            assertEquals(MENU + "09170000" + "14" + BOOT + "202020" + "ff", line(old, "option 43"));
            assertEquals("PXEClient", line(old, "option 60"));
            assertEquals("00" + "44".repeat(16), line(old, "option 97"));
            assertEquals("192.168.77.1", line(old, "siaddr"));
            assertEquals("12000 first of a", line(old, "bootcode.bin"));
            assertEquals("error 1", line(old, "bootsig.bin"));
            assertEquals("11000 everybody'", line(old, "5a6b7c8d/start.elf"));

            // A 4, with a folder of its own; it makes config.txt and cmdline.txt of the administrator's entry.
            List<String> four = board(lab, "four", "dc:a6:32:c2:1f:fe", "90751780".repeat(4), FOUR);
            assertEquals(MENU + "09140000" + "11" + BOOT + "ff", line(four, "option 43"));
            assertEquals("looked", line(four, "9a0b1c2d/start4.elf first"));
            assertEquals("9000 its own 4i", line(four, "9a0b1c2d/start4.elf"));
            assertEquals("error 1", line(four, "9a0b1c2d/recovery.elf"));
            assertEquals("10 an overlay", line(four, "9a0b1c2d/overlays/vc4.dtbo"));
            assertEquals(
                    "arm_64bit=1|kernel=stirrup/boards/kernel8.img|initramfs stirrup/boards/initrd followkernel|",
                    line(four, "config.txt says"));
            assertEquals("console=serial0 root=/dev/nfs nfsroot=192.168.77.1:/srv|", line(four, "cmdline.txt says"));
            assertEquals("8 a kernel", line(four, "9a0b1c2d/stirrup/boards/kernel8.img"));
            assertEquals("10 a RAM disk", line(four, "9a0b1c2d/stirrup/boards/initrd"));

            String journal = appliance.cli("journal").ok().text();
            assertTrue(journal.contains("OFFER") && journal.contains("bootcode.bin by raspberrypi"), journal);
            assertTrue(journal.contains("raspberry-pi: BIOS (0) taken for architecture 41"), journal);
            assertFalse(journal.contains("TRANSFER_FAILED"), journal);

            // The very words of a board, of another maker's machine.
            write(files.resolve("pxelinux.0"), "a boot program");
            write(files.resolve("ldlinux.c32"), "its library");
            List<String> pc = board(lab, "pc", "52:54:00:77:00:10", "11".repeat(16), "pass");
            assertEquals("pxelinux.0", line(pc, "file"));
            assertEquals("none", line(pc, "option 43"));
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    private static final String OLD = """
            fetch("bootcode.bin"); fetch("bootsig.bin"); fetch("5a6b7c8d/start.elf")
            """;

    private static final String FOUR = """
            four = b"tsize\\0" + b"0\\0blksize\\0" + b"1024\\0"
            look("9a0b1c2d/start4.elf", four)
            fetch("9a0b1c2d/start4.elf", four); fetch("9a0b1c2d/recovery.elf", four)
            fetch("9a0b1c2d/overlays/vc4.dtbo", four)
            print("config.txt says: " + get("9a0b1c2d/config.txt", four).decode().replace("\\n", "|"))
            print("cmdline.txt says: " + get("9a0b1c2d/cmdline.txt", four).decode().replace("\\n", "|"))
            fetch("9a0b1c2d/stirrup/boards/kernel8.img", four); fetch("9a0b1c2d/stirrup/boards/initrd", four)
            """;

    private static List<String> board(Lab lab, String name, String mac, String guid, String then) throws Exception {
        String namespace = lab.client(name, 0, "-");
        Command.run("ip", "-n", namespace, "link", "set", "c0", "address", mac).ok();
        String script = ROM.replace("MAC", mac).replace("GUID", guid) + then;
        return Command.run(Command.inNamespace(namespace, "python3", "-c", script))
                .ok()
                .text()
                .lines()
                .toList();
    }

    private static String line(List<String> output, String what) {
        return output.stream()
                .filter(line -> line.startsWith(what + ": "))
                .map(line -> line.substring(what.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError(what + " is not in " + output));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The DISCOVER of the documentation but for its MAC address and GUID; it hears no more than a ROM does. */
    private static final String ROM = """
            import socket, struct, subprocess, time
            mac, guid = bytes.fromhex("MAC".replace(":", "")), bytes.fromhex("GUID")
            wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
            wire.bind(("c0", 0x0800)); wire.settimeout(1)

            def checksum(header):
                total = sum(struct.unpack("!10H", header))
                total = (total & 0xffff) + (total >> 16)
                return ~(total + (total >> 16)) & 0xffff

            def ask(kind, more=b""):
                options = bytes([53, 1, kind]) + more
                options += bytes([55, 12, 43, 60, 67, 128, 129, 130, 131, 132, 133, 134, 135, 66])
                options += bytes([93, 2, 0, 0, 94, 3, 1, 2, 1, 97, 17, 0]) + guid
                options += bytes([60, 32]) + b"PXEClient:Arch:00000:UNDI:002001" + bytes([255])
                bootp = struct.pack("!BBBBIHH", 1, 1, 6, 0, 0x26f30339, 0, 0) + bytes(16) + mac + bytes(202)
                bootp += bytes([99, 130, 83, 99]) + options
                if kind == 1: assert len(bootp) == 320, len(bootp)
                udp = struct.pack("!HHHH", 68, 67, 8 + len(bootp), 0) + bootp
                ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 128, 17, 0, bytes(4), b"\\xff" * 4)
                ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
                for attempt in range(8):
                    wire.send(b"\\xff" * 6 + mac + b"\\x08\\x00" + ip + udp)
                    end = time.time() + 2
                    while time.time() < end:
                        try: frame = wire.recv(2000)
                        except socket.timeout: continue
                        if frame[:6] in (mac, b"\\xff" * 6) and frame[23] == 17 and frame[36:38] == b"\\0\\x44":
                            return frame[42:]
                raise SystemExit("no answer")

            def options(reply):
                found, at = {}, 240
                while at < len(reply) and reply[at] != 255:
                    if reply[at]: found[reply[at]] = reply[at + 2:at + 2 + reply[at + 1]]; at += reply[at + 1] + 1
                    at += 1
                return found

            offer = ask(1); said = options(offer)
            print("siaddr: " + socket.inet_ntoa(offer[20:24]))
            print("file: " + offer[108:236].split(b"\\0")[0].decode())
            print("option 43: " + (said[43].hex() if 43 in said else "none"))
            print("option 60: " + said.get(60, b"none").decode())
            print("option 97: " + said[97].hex())
            ask(3, bytes([50, 4]) + offer[16:20] + bytes([54, 4]) + said[54])
            own, server = socket.inet_ntoa(offer[16:20]), socket.inet_ntoa(offer[20:24])
            subprocess.run(["ip", "address", "add", own + "/24", "dev", "c0"], check=True)
            port = 49152

            def request(name, extra):
                global port
                client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                client.bind((own, port)); client.settimeout(5); port += 1
                client.sendto(b"\\0\\1" + name.encode() + b"\\0octet\\0" + extra, (server, 69))
                return client

            def look(name, extra=b""):
                client = request(name, extra)
                packet, peer = client.recvfrom(2000)
                client.sendto(b"\\0\\5\\0\\0Early terminate\\0", peer)
                print(name + " first: " + ("error" if packet[1] == 5 else "looked"))

            def get(name, extra=b""):
                client, data, block = request(name, extra), b"", 1
                size = 1024 if extra else 512
                while True:
                    packet, peer = client.recvfrom(2000)
                    if packet[1] == 5: raise IOError("error %d" % packet[3])
                    number = 0 if packet[1] == 6 else packet[2] << 8 | packet[3]
                    client.sendto(b"\\0\\4" + struct.pack("!H", number), peer)
                    if packet[1] == 3 and number == block:
                        data += packet[4:]; block = block + 1 & 0xffff
                        if len(packet) < size + 4: return data

            def fetch(name, extra=b""):
                try: data = get(name, extra); print("%s: %d %s" % (name, len(data), data[:10].decode()))
                except IOError as e: print("%s: %s" % (name, e))

            """;
}
