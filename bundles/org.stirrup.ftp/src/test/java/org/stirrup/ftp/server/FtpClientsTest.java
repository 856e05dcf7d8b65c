package org.stirrup.ftp.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.testkit.content.SampleTree;
import org.stirrup.testkit.process.Program;

/** Other people's FTP clients against the server, in each way they open data connections. */
class FtpClientsTest {
    @TempDir
    Path folder;

    @TempDir
    Path received;

    private FtpFixture ftp;

    @BeforeEach
    void open() throws IOException {
        ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
    }

    @AfterEach
    void close() {
        ftp.close();
    }

    private static Program.Result run(String client, String... arguments) throws Exception {
        assumeTrue(Program.installed(client), client + " is not installed");
        List<String> command = new ArrayList<>(List.of(client));
        command.addAll(List.of(arguments));
        return Program.run(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ftp-pasv", "--disable-epsv", "--ftp-port -", "--ftp-port - --disable-eprt"})
    void curlFetchesAFile(String mode) throws Exception {
        Path file = ftp.file("pub/images/vmlinuz", 3_000_000);
        List<String> arguments = new ArrayList<>(List.of("--disable", "-sS"));
        arguments.addAll(List.of(mode.split(" ")));
        arguments.add(ftp.url("pub/images/vmlinuz"));
        Program.Result result = run("curl", arguments.toArray(String[]::new));
        assertEquals(0, result.status(), result.errors());
        assertArrayEquals(Files.readAllBytes(file), result.output());
        BootEvent start = ftp.journal.await(Kind.TRANSFER_START);
        assertEquals("ftp", start.details().get("protocol"));
        BootEvent end = ftp.journal.await(Kind.TRANSFER_END);
        assertEquals("3000000", end.details().get("bytes"));
        assertEquals("pub/images/vmlinuz", end.details().get("file"));
        assertEquals("/127.0.0.1", end.address().orElseThrow().toString());
    }

    @Test
    void curlResumes() throws Exception {
        byte[] whole = Files.readAllBytes(ftp.file("initrd.img", 100_000));
        Program.Result result = run("curl", "--disable", "-sS", "-r", "99990-", ftp.url("initrd.img"));
        assertEquals(0, result.status(), result.errors());
        assertArrayEquals(java.util.Arrays.copyOfRange(whole, 99_990, 100_000), result.output());
    }

    @Test
    void curlListsAndFindsNothing() throws Exception {
        ftp.file("pub/vmlinuz", 10);
        assertEquals(
                "vmlinuz\n",
                run("curl", "--disable", "-sS", "--list-only", ftp.url("pub/")).text());
        assertTrue(run("curl", "--disable", "-sS", ftp.url("pub/")).text().endsWith(" vmlinuz\n"));
        assertEquals(78, run("curl", "--disable", "-sS", ftp.url("pub/none")).status());
        assertEquals(9, run("curl", "--disable", "-sS", ftp.url("none/x")).status());
        assertEquals(
                25,
                run("curl", "--disable", "-sS", "-T", "/proc/self/stat", ftp.url("pub/new"))
                        .status());
        assertEquals(
                "STOR new: nothing can be written",
                ftp.journal.await(Kind.REFUSED).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"set ftp:use-mlsd yes", "set ftp:use-mlsd no", "set ftp:passive-mode no"})
    void lftpMirrorsATree(String setting) throws Exception {
        SampleTree.in(folder);
        String commands = setting + "; set net:max-retries 1; set ftp:charset UTF-8; set file:charset UTF-8;"
                + " mirror --parallel=3 / " + received + "; exit";
        Program.Result result = run("lftp", "--norc", "-e", commands, ftp.url(""));
        assertEquals(0, result.status(), result.errors());
        assertSame(folder, received);
        assertEquals(
                SampleTree.MODIFIED,
                Files.getLastModifiedTime(received.resolve("images/pxeboot/vmlinuz"))
                        .toInstant());
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        List<String> names = names(expected);
        assertEquals(names, names(actual));
        for (String name : names) {
            if (Files.isRegularFile(expected.resolve(name))) {
                assertEquals(-1, Files.mismatch(expected.resolve(name), actual.resolve(name)), name);
            }
        }
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.map(each -> root.relativize(each).toString()).sorted().toList();
        }
    }

    @Test
    void busyboxAsInInstallers() throws Exception {
        byte[] whole = Files.readAllBytes(ftp.file("pub/vmlinuz", 50_000));
        Path target = received.resolve("vmlinuz");
        Program.Result result = run("busybox", "wget", "-q", "-O", target.toString(), ftp.url("pub/vmlinuz"));
        assumeTrue(!result.errors().contains("applet not found"), "busybox has no wget");
        assertEquals(0, result.status(), result.errors());
        assertArrayEquals(whole, Files.readAllBytes(target));
    }

    @Test
    void gnuWgetFetchesAFolder() throws Exception {
        SampleTree.in(folder.resolve("pub"));
        Program.Result result =
                run("wget", "-q", "-r", "-nH", "--no-config", "-P", received.toString(), ftp.url("pub/sizes/"));
        assertEquals(0, result.status(), result.errors());
        assertSame(folder.resolve("pub/sizes"), received.resolve("pub/sizes"));
    }

    @Test
    void pythonAsInAnaconda() throws Exception {
        ftp.file("pub/vmlinuz", 5000);
        String script = "import ftplib; f = ftplib.FTP(); f.connect('127.0.0.1', "
                + ftp.port.local().getPort() + "); f.login(); print(f.nlst('pub'), f.size('pub/vmlinuz'),"
                + " [n for n, facts in f.mlsd('pub')]); b = []; f.retrbinary('RETR pub/vmlinuz', b.append, rest=4990);"
                + " print(len(b''.join(b)), f.quit()[:3])";
        Program.Result result = run("python3", "-c", script);
        assertEquals(0, result.status(), result.errors());
        assertEquals("['pub/vmlinuz'] 5000 ['vmlinuz']\n10 221\n", result.text());
    }

    @Test
    void twentyAtOnceGetWhatTheyAskedFor() throws Exception {
        byte[] whole = Files.readAllBytes(ftp.file("pub/squashfs.img", 8_000_000));
        assumeTrue(Program.installed("curl"), "curl is not installed");
        ExecutorService clients = Executors.newFixedThreadPool(20);
        try {
            List<Future<Program.Result>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                results.add(clients.submit(() -> Program.run("curl", "--disable", "-sS", ftp.url("pub/squashfs.img"))));
            }
            for (Future<Program.Result> result : results) {
                assertEquals(0, result.get().status(), result.get().errors());
                assertArrayEquals(whole, result.get().output());
            }
        } finally {
            clients.shutdown();
        }
    }
}
