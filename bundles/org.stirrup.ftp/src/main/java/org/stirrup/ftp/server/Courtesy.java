package org.stirrup.ftp.server;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.service.IoAcceptor;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How connections are treated below FtpServer, which would log a stack trace for every PC that is switched off while
 * it is connected, and for every line that is none.
 */
final class Courtesy extends IoFilterAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Courtesy.class);

    /** FtpServer's own filter, which logs each command and the bytes of each line that cannot be read. */
    private static final String LOGGER = "logger";

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private final Map<SocketAddress, IoSession> connections = new ConcurrentHashMap<>();

    /**
     * Lets every client in, and its replies out at once: 226 would wait for the acknowledgement of 150, which clients
     * delay by 40 ms, and a system has thousands of packages.
     */
    boolean welcome(IoSession session) {
        if (session.getConfig() instanceof SocketSessionConfig config) {
            config.setTcpNoDelay(true);
        }
        if (session.getFilterChain().contains(LOGGER)) {
            session.getFilterChain().remove(LOGGER);
        }
        session.getFilterChain().addFirst("lost connection", new LostConnection());
        session.getFilterChain().addLast("courtesy", this);
        if (session.getService() instanceof IoAcceptor acceptor) {
            // A port that is closed for new clients keeps those it has.
            acceptor.setCloseOnDeactivation(false);
        }
        connections.put(session.getRemoteAddress(), session);
        return true;
    }

    int connections() {
        return connections.size();
    }

    /** Closes a client's connection when what was written to it has gone out. */
    void hangUp(SocketAddress client) {
        IoSession session = connections.get(client);
        if (session != null) {
            session.closeOnFlush();
        }
    }

    /** Closes all connections, before FtpServer ends the threads that are told of it. */
    void hangUpAll() {
        connections.values().forEach(IoSession::closeNow);
        long end = System.nanoTime() + CLOSING.toNanos();
        while (!connections.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) throws Exception {
        connections.remove(session.getRemoteAddress(), session);
        super.sessionClosed(next, session);
    }

    @Override
    public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) throws Exception {
        if (cause instanceof ProtocolDecoderException) {
            LOG.debug("FTP: a line of {} cannot be read: {}", session.getRemoteAddress(), cause.getMessage());
            session.write(new DefaultFtpReply(500, "The line is too long or not in UTF-8."));
        } else {
            super.exceptionCaught(next, session, cause);
        }
    }
}
