package org.stirrup.ftp.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.testkit.process.Program;

/** Other people's FTP clients against the server, in each way they open data connections. */
class FtpClientsTest {
    @TempDir
    Path folder;

    private FtpFixture ftp;

    @BeforeEach
    void open() throws IOException {
        ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
    }

    @AfterEach
    void close() {
        ftp.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ftp-pasv", "--disable-epsv", "--ftp-port=-", "--ftp-port=- --disable-eprt"})
    void curlFetchesAFile(String mode) throws Exception {
        assumeTrue(Program.installed("curl"), "curl is not installed");
        Path file = ftp.file("pub/images/vmlinuz", 3_000_000);
        String[] options = mode.replace("=", " ").split(" ");
        String[] command = new String[options.length + 4];
        command[0] = "curl";
        command[1] = "-sS";
        command[2] = "--disable";
        System.arraycopy(options, 0, command, 3, options.length);
        command[command.length - 1] = ftp.url("pub/images/vmlinuz");
        Program.Result result = Program.run(command);
        assertEquals(0, result.status(), result.errors());
        assertArrayEquals(Files.readAllBytes(file), result.output());
        BootEvent end = ftp.journal.await(BootEvent.Kind.TRANSFER_END);
        assertEquals("3000000", end.details().get("bytes"));
        assertEquals("pub/images/vmlinuz", end.details().get("file"));
        assertTrue(end.address().isPresent());
    }
}
