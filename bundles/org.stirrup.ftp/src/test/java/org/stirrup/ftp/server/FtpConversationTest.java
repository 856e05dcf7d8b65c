package org.stirrup.ftp.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;

/** What the server says to each command, word by word. */
class FtpConversationTest {
    @TempDir
    Path folder;

    private FtpFixture ftp;
    private ControlConnection control;

    @BeforeEach
    void open() throws IOException {
        ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
        ftp.file("pub/vmlinuz", 1000);
        Files.setLastModifiedTime(folder.resolve("pub/vmlinuz"), FileTime.from(Instant.parse("2020-11-04T11:33:22Z")));
        Files.writeString(folder.resolve("pub/notes.txt"), "one\ntwo\r\nthree\n");
        control = new ControlConnection(ftp.port.local()).login();
    }

    @AfterEach
    void close() throws IOException {
        control.close();
        ftp.close();
    }

    private void expect(String code, String command) throws IOException {
        String reply = control.send(command);
        assertTrue(reply.startsWith(code), command + " -> " + reply);
    }

    private String data(String command) throws IOException {
        try (Socket data = control.passive()) {
            expect("150", command);
            String text = new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(control.reply().startsWith("226"));
            return text;
        }
    }

    @Test
    void onlyAnonymousMayLogIn() throws IOException {
        for (String user : new String[] {"ftp", "FTP"}) {
            try (ControlConnection other = new ControlConnection(ftp.port.local())) {
                assertTrue(other.send("USER " + user).startsWith("331"));
                assertTrue(other.send("PASS anything").startsWith("230"));
            }
        }
        try (ControlConnection other = new ControlConnection(ftp.port.local())) {
            assertTrue(other.send("LIST").startsWith("530"));
            other.send("USER root");
            assertTrue(other.send("PASS root").startsWith("530"));
            assertTrue(other.send("RETR pub/vmlinuz").startsWith("530"));
        }
    }

    @Test
    void directories() throws IOException {
        assertTrue(control.send("PWD").contains("\"/\""));
        expect("250", "CWD pub");
        assertTrue(control.send("PWD").contains("\"/pub\""));
        assertTrue(control.send("XPWD").contains("\"/pub\""));
        expect("250", "CDUP");
        expect("250", "CDUP");
        expect("250", "CWD ..");
        assertTrue(control.send("PWD").contains("\"/\""));
        expect("250", "CWD /pub/");
        expect("550", "CWD nothing");
        expect("550", "CWD vmlinuz");
        assertTrue(control.send("PWD").contains("\"/pub\""));
    }

    @Test
    void sizesAndTimes() throws IOException {
        expect("213 1000", "SIZE pub/vmlinuz");
        expect("213 1000", "SIZE /pub/../pub/./vmlinuz");
        expect("550", "SIZE pub");
        expect("550", "SIZE pub/none");
        expect("213 20201104113322", "MDTM pub/vmlinuz");
        String line = control.send("MLST pub/vmlinuz");
        assertTrue(line.contains("\n type=file;size=1000;modify=20201104113322;perm=r; /pub/vmlinuz\n250"), line);
    }

    @Test
    void machineListings() throws IOException {
        assertEquals("type=dir;", data("MLSD /").substring(0, 9));
        expect("200 MLST OPTS type;size;", "OPTS MLST size;type;color;");
        assertEquals("type=file;size=15; notes.txt\r\ntype=file;size=1000; vmlinuz\r\n", data("MLSD pub"));
        assertTrue(control.send("FEAT").contains(" MLST type*;size*;modify;perm;\n"));
        control.passive().close();
        expect("501", "MLSD pub/vmlinuz");
    }

    @Test
    void listingsForPeople() throws IOException {
        String line = "-r--r--r--    1 ftp      ftp              1000 Nov 04  2020 vmlinuz\r\n";
        assertEquals(line, data("LIST pub/vmlinuz"));
        assertTrue(data("LIST -la pub").endsWith(line));
        assertTrue(data("LIST").startsWith("dr-xr-xr-x"));
        assertEquals(line, data("LIST pub/vm*"));
        assertEquals("pub/notes.txt\r\npub/vmlinuz\r\n", data("NLST pub"));
        assertEquals("pub/notes.txt\r\n", data("NLST pub/*.txt"));
        expect("250", "CWD pub");
        assertEquals("notes.txt\r\nvmlinuz\r\n", data("NLST"));
        assertEquals("vmlinuz\r\n", data("NLST v?lin*"));
    }

    @Test
    void restHoldsForOneTransfer() throws Exception {
        byte[] whole = Files.readAllBytes(folder.resolve("pub/vmlinuz"));
        expect("200", "TYPE I");
        expect("350", "REST 990");
        try (Socket data = control.passive()) {
            expect("150", "RETR pub/vmlinuz");
            assertArrayEquals(
                    Arrays.copyOfRange(whole, 990, 1000), data.getInputStream().readAllBytes());
            assertTrue(control.reply().startsWith("226"));
        }
        BootEvent end = ftp.journal.await(Kind.TRANSFER_END);
        assertEquals("990", end.details().get("offset"));
        assertEquals("10", end.details().get("bytes"));
        try (Socket data = control.passive()) {
            expect("150", "RETR pub/vmlinuz");
            assertArrayEquals(whole, data.getInputStream().readAllBytes());
            assertTrue(control.reply().startsWith("226"));
        }
        expect("350", "REST 1001");
        expect("554", "RETR pub/vmlinuz");
        expect("501", "REST -1");
        expect("501", "REST x");
    }

    @Test
    void linesEndAsTheNetworkWantsInTypeA() throws IOException {
        expect("200", "TYPE A");
        assertEquals("one\r\ntwo\r\nthree\r\n", data("RETR pub/notes.txt"));
        expect("350", "REST 3");
        expect("554", "RETR pub/notes.txt");
        expect("200", "TYPE I");
        assertEquals("one\ntwo\r\nthree\n", data("RETR pub/notes.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOR new",
                "STOU",
                "APPE pub/vmlinuz",
                "DELE pub/vmlinuz",
                "MKD new",
                "RMD pub",
                "XMKD new",
                "RNFR pub",
                "RNTO x",
                "SITE CHMOD 777 pub",
                "MFMT 20200101000000 pub/vmlinuz",
                "stor x"
            })
    void nothingCanBeWritten(String command) throws Exception {
        String before = data("MLSD pub");
        control.passive().close();
        expect("550", command);
        assertEquals(before, data("MLSD pub"));
        BootEvent refused = ftp.journal.await(Kind.REFUSED);
        assertTrue(refused.text().startsWith(command), refused.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RETR ../../etc/passwd",
                "RETR /../etc/passwd",
                "SIZE ../x",
                "CWD ../etc",
                "LIST ../..",
                "NLST /../..",
                "MLSD ..",
                "MLST ../x",
                "RETR pub\\vmlinuz",
                "RETR pub/..\\..\\x",
                "RETR a\u0000b",
                "MDTM ../x",
                "STAT ../x"
            })
    void aPathOutOfTheTreeIsRefused(String command) throws Exception {
        control.passive().close();
        String reply = control.send(command);
        assertTrue(reply.matches("(?s)(550|450|501).*"), command + " -> " + reply);
        ftp.journal.await(Kind.REFUSED);
        expect("200", "NOOP");
    }

    @Test
    void dataConnectionsLeadToTheClientAlone() throws Exception {
        expect("501", "PORT 127,0,0,2,200,0");
        ftp.journal.await(Kind.REFUSED);
        expect("501", "EPRT |1|127.0.0.2|51200|");
        expect("501", "PORT 127,0,0,1,0,25");
        expect("501", "PORT nonsense");
        expect("501", "EPRT |2|::1|51200|");
        expect("522", "EPSV 2");
        expect("425", "RETR pub/vmlinuz");
    }

    @Test
    void whatIsNotThereIsSaidAndWrittenDown() throws Exception {
        expect("550", "RETR pub/initrd.img");
        assertEquals(
                "pub/initrd.img", ftp.journal.await(Kind.NOT_FOUND).details().get("file"));
        expect("550", "CWD none/such");
        assertEquals("none/such", ftp.journal.await(Kind.NOT_FOUND).details().get("file"));
        expect("550", "RETR pub");
    }

    @Test
    void unknownCommandsAndModes() throws IOException {
        expect("502", "AUTH TLS");
        expect("502", "FROB x");
        expect("504", "MODE Z");
        expect("200", "MODE S");
        expect("200", "OPTS UTF8 ON");
        expect("215", "SYST");
        expect("214", "HELP");
        expect("211", "STAT");
        assertTrue(control.send("STAT pub").contains("vmlinuz"));
        expect("226", "ABOR");
        expect("221", "QUIT");
    }

    @Test
    void theConnectionStaysWhileTheTreeIsAway() throws Exception {
        expect("250", "CWD pub");
        var tree = ftp.resolver.getAndSet(null);
        expect("550", "RETR vmlinuz");
        ftp.journal.await(Kind.TRANSFER_FAILED);
        expect("550", "SIZE vmlinuz");
        ftp.resolver.set(tree);
        expect("213 1000", "SIZE vmlinuz");
    }

    @Test
    void aClosedPortTakesNobody() throws IOException {
        var address = ftp.port.local();
        ftp.close();
        assertThrows(ConnectException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
    }
}
