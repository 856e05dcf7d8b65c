package org.stirrup.shell.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.EOFException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.shell.text.Report;

/** The protocol on a real socket with a real Gogo behind it. */
@Timeout(180)
class ControlConnectionTest {
    @TempDir
    Path folder;

    private final ThreadIOImpl threads = new ThreadIOImpl();
    private final TestCommands commands = new TestCommands();
    private ServerSocketChannel server;
    private SocketChannel client;
    private DataInputStream answers;
    private Thread connection;

    @BeforeEach
    void connect() throws Exception {
        threads.start();
        CommandProcessorImpl processor = new CommandProcessorImpl(threads);
        for (String name : new String[] {"hello", "bad", "fail", "endless", "print"}) {
            processor.addCommand("stirrup", commands, name);
        }
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        client = SocketChannel.open(address);
        answers = new DataInputStream(Channels.newInputStream(client));
        connection = new Thread(new ControlConnection(server.accept(), processor), "connection");
        connection.start();
    }

    @AfterEach
    void disconnect() throws Exception {
        client.close();
        server.close();
        connection.join(TimeUnit.SECONDS.toMillis(60));
        threads.stop();
    }

    @Test
    void aResultIsPrintedAndGood() throws Exception {
        send("hello\n");
        assertEquals("o:hi there\n x:0", answer());
    }

    @Test
    void whatACommandPrintsComesBeforeItsStatus() throws Exception {
        send("print ä\n");
        assertEquals("o:printed ä\n x:0", answer());
    }

    @Test
    void aReportBringsItsOwnStatus() throws Exception {
        send("bad\n");
        assertEquals("o:bad news\n x:3", answer());
    }

    @Test
    void whatACommandThrowsIsToldInALineAndTheSessionGoesOn() throws Exception {
        send("fail\nhello\n");
        assertEquals("e:no store is installed\n x:1", answer());
        assertEquals("o:hi there\n x:0", answer());
    }

    @Test
    void anUnknownCommandIsSaidToBeSo() throws Exception {
        send("nonsense\n");
        assertEquals("e:Command not found: nonsense; `help` lists the commands\n x:1", answer());
    }

    @Test
    void aVariableLivesAsLongAsTheConnection() throws Exception {
        send("x = 5\n");
        answer();
        send("print $x\n");
        assertEquals("o:printed 5\n x:0", answer());
    }

    @Test
    void aCommandIsInterruptedWhenWhoeverWaitedGoesAway() throws Exception {
        send("endless\n");
        assertTrue(commands.begun.await(60, TimeUnit.SECONDS));
        client.close();
        assertTrue(commands.interrupted.await(60, TimeUnit.SECONDS));
        connection.join(TimeUnit.SECONDS.toMillis(60));
        assertEquals(Thread.State.TERMINATED, connection.getState());
    }

    private void send(String text) throws Exception {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** All frames up to the status, those of one kind joined: {@code o:output x:0}. */
    private String answer() throws Exception {
        StringBuilder answer = new StringBuilder();
        char last = 0;
        while (last != 'x') {
            int kind = answers.read();
            if (kind < 0) {
                throw new EOFException("after " + answer);
            }
            String text = new String(answers.readNBytes(answers.readInt()), StandardCharsets.UTF_8);
            answer.append(kind == last ? "" : (last == 0 ? "" : " ") + (char) kind + ":")
                    .append(text);
            last = (char) kind;
        }
        return answer.toString();
    }

    /** Commands as a bundle would bring them. */
    public static final class TestCommands {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);

        public String hello() {
            return "hi there";
        }

        public void print(CommandSession session, String word) {
            session.getConsole().println("printed " + word);
        }

        public Report bad() {
            return new Report("bad news", 3);
        }

        public String fail() {
            throw new IllegalStateException("no store is installed");
        }

        public void endless() {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }
}
