package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Odd firmware at the packed appliance: what is done for it, that it is journalled once, and rows of the user's own. */
class QuirksIT {
    /** OVMF's, but that it says 9 for its architecture; wants options 1, 3, 66 and 67. */
    private static final Map<Integer, String> FIRMWARE =
            Map.of(60, RelayedClient.hex("PXEClient:Arch:00009:UNDI:003000"), 93, "0009", 57, "ff00", 55, "01034243");

    @TempDir
    Path folder;

    @Test
    void oddFirmwareIsServedAndTheJournalSaysOnceWhatWasDone() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        Files.writeString(
                Files.createDirectories(home.folder.resolve("files/Boot")).resolve("BCD"), "the store");
        // Whatever boots: this test is about how it is answered.
        home.config("org.stirrup.dhcp.subnet-cli", "range = 127.0.0.100-127.0.0.200", "filename = Boot/BCD");
        home.config(
                "org.stirrup.boot.quirk-padded",
                "name = padded-here",
                "effect = least-reply 512",
                "vendorClass = PXEClient.*",
                "macPrefixes = 52:54:00",
                "seen = a test");
        home.config("org.stirrup.boot.quirk-wrong", "name = wrong", "effect = shout");
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            assertServed(home, appliance);
        }
    }

    private static void assertServed(TestHome home, RunningAppliance appliance) throws Exception {
        try (RelayedClient firmware = new RelayedClient("525400770010", "127.0.0.9", home.dhcp)) {
            String rows = appliance.ask("sh", "quirks").text();
            for (String row : List.of("efi-byte-code", "option-67-end", "padded-here", "least-reply 512", "a test")) {
                assertTrue(rows.contains(row), rows);
            }
            String findings = appliance.ask("sh", "findings").text();
            assertTrue(findings.contains("effect=shout: no such effect"), findings);

            RelayedClient.Reply ack = firmware.boot(FIRMWARE);
            assertEquals("Boot/BCD", ack.file());
            assertEquals(512, ack.length());
            firmware.boot(FIRMWARE);

            InetSocketAddress tftp = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), home.tftp);
            try (DatagramSocket machine = machine(ack)) {
                // It asks for the size only, as EDK2 does.
                DatagramPacket options = exchange(machine, tftp, "\0\1Boot/BCD\0octet\0tsize\0" + "0\0");
                assertEquals("\0\6tsize\0" + "9\0", text(options));
                machine.send(packet((InetSocketAddress) options.getSocketAddress(), "\0\5\0\10User aborted\0"));
            }
            assertEquals("\0\3\0\1the store", answer(ack, tftp, "\0\1\\Boot\\BCD\0octet\0"));
            assertEquals("\0\3\0\1the store", answer(ack, tftp, "\0\1Boot/BCD\377\0octet\0"));
            assertEquals("\0\3\0\1the store", answer(ack, tftp, "\0\1//Boot/BCD\0octet\0"));
            assertEquals(
                    "\0\5\0\2path has a '..' segment\0", answer(ack, tftp, "\0\1\\Boot\\..\\..\\etc\\passwd\0octet\0"));
            List<String> told = appliance
                    .ask("journal")
                    .text()
                    .lines()
                    .filter(line -> line.contains(" QUIRK "))
                    .map(line -> line.replaceAll(".* QUIRK +(127[0-9.]+, )?", ""))
                    .sorted()
                    .toList();
            assertEquals(
                    List.of(
                            "edk2-message-size: says it takes 65280 bytes, is sent no more than 1500",
                            "efi-byte-code: architecture 9 taken for UEFI_X64 (7)",
                            "option-67-end: asks for Boot/BCD\u00ff, gets Boot/BCD",
                            "padded-here: replies are padded",
                            "rom-without-uuid: no UUID (option 97): goes by its hardware address alone",
                            "size-probe: asked only for the size of Boot/BCD",
                            "two-slashes: asks for //Boot/BCD, gets /Boot/BCD",
                            "windows-backslashes: asks for \\Boot\\BCD, gets /Boot/BCD"),
                    told);
            assertEquals(0, appliance.terminate());
        }
    }

    private static DatagramSocket machine(RelayedClient.Reply ack) throws IOException {
        DatagramSocket machine = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(ack.address()), 0));
        machine.setSoTimeout(60_000);
        return machine;
    }

    /** On a port of its own: what is sent again because nobody acknowledged it is not taken for the next answer. */
    private static String answer(RelayedClient.Reply ack, InetSocketAddress to, String content) throws IOException {
        try (DatagramSocket machine = machine(ack)) {
            return text(exchange(machine, to, content));
        }
    }

    private static DatagramPacket packet(InetSocketAddress to, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        return new DatagramPacket(bytes, bytes.length, to);
    }

    private static DatagramPacket exchange(DatagramSocket machine, InetSocketAddress to, String content)
            throws IOException {
        machine.send(packet(to, content));
        DatagramPacket answer = new DatagramPacket(new byte[600], 600);
        machine.receive(answer);
        return answer;
    }

    private static String text(DatagramPacket packet) {
        return new String(Arrays.copyOf(packet.getData(), packet.getLength()), StandardCharsets.ISO_8859_1);
    }
}
