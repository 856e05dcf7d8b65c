package org.stirrup.ftp.command;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.ftpserver.ftplet.FtpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what goes over a data connection, and tells the client about it in the order of RFC 959, section 5.4. */
final class Transfer {
    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

    private final Duration patience;

    /** @param patience how long a client may take nothing */
    Transfer(Duration patience) {
        this.patience = patience;
    }

    /** What is sent. */
    interface Payload {
        void send(Sender sender) throws IOException;
    }

    /** How it went. */
    sealed interface Outcome {
        /** @param bytes on the data connection */
        record Complete(long bytes) implements Outcome {}

        /** @param bytes that went before it broke */
        record Broken(long bytes, String because) implements Outcome {}
    }

    /**
     * Sends and replies: 150, then 226, or 425, 426 or 451.
     *
     * @param what for the 150 reply: "pub/vmlinuz (12 bytes)"
     */
    Outcome run(Session session, String what, Payload payload) throws FtpException {
        DataConnection data = session.data();
        if (!data.prepared()) {
            session.reply(425, "Use PASV, EPSV, PORT or EPRT first.");
            return new Outcome.Broken(0, "no data connection was asked for");
        }
        int idle = session.ftp().getMaxIdleTime();
        // A connection whose data flows is not idle, however long nothing is said on its control connection.
        session.ftp().setMaxIdleTime(0);
        session.transferring(true);
        try {
            return opened(session, what, payload);
        } finally {
            session.transferring(false);
            session.ftp().setMaxIdleTime(idle);
            close(data);
        }
    }

    private Outcome opened(Session session, String what, Payload payload) throws FtpException {
        session.reply(150, "Opening data connection for " + what + ".");
        SocketChannel channel;
        try {
            channel = session.data().open();
        } catch (IOException e) {
            session.reply(425, "Cannot open the data connection: " + e.getMessage());
            return new Outcome.Broken(0, "data connection: " + e.getMessage());
        }
        Sender sender = new Sender(channel, patience);
        try (sender) {
            payload.send(sender);
            // The end of the data is the connection's end: it must come before 226.
            session.data().close();
        } catch (IOException e) {
            close(session.data());
            session.reply(426, "Transfer ended early: " + e.getMessage());
            return new Outcome.Broken(sender.sent(), "data connection: " + e.getMessage());
        }
        session.reply(226, "Transfer complete.");
        return new Outcome.Complete(sender.sent());
    }

    private static void close(DataConnection data) {
        try {
            data.close();
        } catch (IOException e) {
            LOG.debug("A data connection did not close cleanly", e);
        }
    }
}
