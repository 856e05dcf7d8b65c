package org.stirrup.ftp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.stirrup.api.journal.BootEvent.Kind;

/** Clients that do not keep to the protocol, or vanish: answered or forgotten, without a word in the log. */
class FtpRudenessTest {
    @TempDir
    Path folder;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private FtpFixture ftp;

    @BeforeEach
    void open() throws IOException {
        log.start();
        root.addAppender(log);
        ftp = new FtpFixture(folder, FtpFixture.SETTINGS);
    }

    /** Closing waits for what is still to be done for clients, so the log is complete. */
    @AfterEach
    void nothingWasLogged() {
        ftp.close();
        root.detachAppender(log);
        List<String> complaints = List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::toString)
                .toList();
        assertEquals(List.of(), complaints);
    }

    @Test
    void linesThatAreNone() throws IOException {
        try (ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            assertTrue(control.send("CWD " + "x".repeat(10_000)).startsWith("500"));
            assertTrue(control.send("").startsWith("50"));
            assertTrue(control.send(" ").startsWith("50"));
            assertTrue(control.send("\u0000\u0001\u0002").startsWith("50"));
            control.sendBytes(new byte[] {'C', 'W', 'D', ' ', (byte) 0xe9, (byte) 0xff, '\r', '\n'});
            assertTrue(control.reply().startsWith("500"));
            assertTrue(control.send("NOOP").startsWith("200"));
        }
    }

    @Test
    void clientsThatVanish() throws Exception {
        ftp.file("install.img", 32 << 20);
        for (int i = 0; i < 5; i++) {
            Socket early = new Socket("127.0.0.1", ftp.port.local().getPort());
            early.setSoLinger(true, 0);
            early.close();
            ControlConnection control = new ControlConnection(ftp.port.local()).login();
            control.send("TYPE I");
            Socket data = control.passive();
            control.sendOnly("RETR install.img");
            ftp.journal.await(Kind.TRANSFER_START);
            data.setSoLinger(true, 0);
            data.close();
            control.reset();
            ftp.journal.await(Kind.TRANSFER_FAILED);
        }
    }

    @Test
    void somethingElseThanFtp() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", ftp.port.local().getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\nUSER x\r\nUSER y\r\nQUIT\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answers.startsWith("220 ") && answers.contains("530 "), answers);
        }
    }

    @Test
    void manyCommandsAtOnce() throws Exception {
        try (ControlConnection control = new ControlConnection(ftp.port.local()).login()) {
            control.sendOnly("NOOP\r\n".repeat(2000).trim());
            for (int i = 0; i < 2000; i++) {
                assertTrue(control.reply().startsWith("200"));
            }
        }
    }
}
