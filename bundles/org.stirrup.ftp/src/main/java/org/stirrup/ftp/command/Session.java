package org.stirrup.ftp.command;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpSession;
import org.stirrup.api.content.Requester;
import org.stirrup.ftp.tree.TreeView;

/** What one client's connection is about, beyond what FtpServer keeps. Used by one command at a time. */
final class Session {
    private static final String ATTRIBUTE = "stirrup.session";

    private final FtpSession ftp;
    private final DataConnection data;
    private final AtomicBoolean dismissed = new AtomicBoolean();
    private volatile boolean transferring;
    private volatile long lastHeard = System.nanoTime();
    private long offset;
    private List<Fact> facts = List.of(Fact.values());

    Session(FtpSession ftp, DataConnection data) {
        this.ftp = ftp;
        this.data = data;
        ftp.setAttribute(ATTRIBUTE, this);
    }

    /** The session that was made when this client connected. */
    static Session of(FtpSession ftp) {
        // FtpServer wraps one connection in a new FtpSession object for each command.
        return (Session) ftp.getAttribute(ATTRIBUTE);
    }

    FtpSession ftp() {
        return ftp;
    }

    /** Where the client is. */
    InetSocketAddress client() {
        return ftp.getClientAddress();
    }

    /** Called with each command. */
    void heard() {
        lastHeard = System.nanoTime();
    }

    /** How long nothing was asked, or sent. */
    Duration quiet() {
        return transferring ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastHeard);
    }

    boolean transferring() {
        return transferring;
    }

    void transferring(boolean now) {
        transferring = now;
        heard();
    }

    DataConnection data() {
        return data;
    }

    TreeView view() {
        return (TreeView) ftp.getFileSystemView();
    }

    /** Tells a tree that was made at the login who looks at it: FtpServer does not say that when it makes it. */
    void introduce() {
        if (ftp.isLoggedIn()
                && ftp.getClientAddress().getAddress() instanceof Inet4Address client
                && ftp.getServerAddress().getAddress() instanceof Inet4Address server) {
            view().shownTo(new Requester("ftp", client, server));
        }
    }

    Requester requester() {
        return view().requester();
    }

    /** Where the next transfer starts, in bytes; asked once, then 0 again. */
    long takeOffset() {
        long taken = offset;
        offset = 0;
        return taken;
    }

    void offset(long bytes) {
        offset = bytes;
    }

    List<Fact> facts() {
        return facts;
    }

    void facts(List<Fact> chosen) {
        facts = List.copyOf(chosen);
    }

    /**
     * Says once that the server closes the connection (RFC 959, section 4.2); what the client still wants it gets by a
     * new one.
     */
    void goodbye() throws FtpException {
        if (dismissed.compareAndSet(false, true)) {
            reply(421, "The server is being replaced, connect again.");
        }
    }

    void reply(int code, String text) throws FtpException {
        ftp.write(new DefaultFtpReply(code, text));
    }
}
