package org.stirrup.ftp.server;

import java.io.IOException;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.mina.core.filterchain.IoFilterAdapter;
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
        session.getFilterChain().addLast("courtesy", this);
        return true;
    }

    @Override
    public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) throws Exception {
        if (cause instanceof ProtocolDecoderException) {
            LOG.debug("FTP: a line of {} cannot be read: {}", session.getRemoteAddress(), cause.getMessage());
            session.write(new DefaultFtpReply(500, "The line is too long or not in UTF-8."));
        } else if (cause instanceof IOException) {
            LOG.debug("FTP: {} hung up: {}", session.getRemoteAddress(), cause.getMessage());
            session.closeNow();
        } else {
            super.exceptionCaught(next, session, cause);
        }
    }
}
