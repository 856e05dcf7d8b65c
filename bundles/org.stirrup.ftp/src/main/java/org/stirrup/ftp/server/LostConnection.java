package org.stirrup.ftp.server;

import java.io.IOException;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First in the chain of filters: ends a connection that the client has broken, as soon as that is seen. FtpServer would
 * only hear of it when the command that is being carried out has ended, and complain that its reply cannot be sent; what
 * the client missed is in the journal already.
 */
final class LostConnection extends IoFilterAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(LostConnection.class);

    @Override
    public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) throws Exception {
        if (cause instanceof IOException) {
            LOG.debug("FTP: {} hung up: {}", session.getRemoteAddress(), cause.getMessage());
            session.closeNow();
        } else {
            super.exceptionCaught(next, session, cause);
        }
    }

    /**
     * MINA takes all filters away when a connection has ended, while a reply that was on its way then may fail still: this
     * one stays, without a moment between.
     */
    @Override
    public void onPreRemove(IoFilterChain chain, String name, NextFilter next) {
        chain.addFirst(name + " still", new LostConnection());
    }
}
