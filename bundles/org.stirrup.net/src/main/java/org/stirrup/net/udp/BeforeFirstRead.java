package org.stirrup.net.udp;

import java.util.Optional;
import org.apache.mina.core.service.IoService;
import org.apache.mina.core.service.IoServiceListener;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;

/**
 * Does one thing on MINA's I/O thread when the socket is bound: the acceptor announces that it is active on that
 * thread, before it looks for datagrams for the first time.
 */
final class BeforeFirstRead implements IoServiceListener {
    /** What is done. */
    interface Step {
        void run() throws Exception;
    }

    private final Step step;
    private volatile Exception failure;

    BeforeFirstRead(Step step) {
        this.step = step;
    }

    /** Why the step did not succeed; empty when it did. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void serviceActivated(IoService service) {
        try {
            step.run();
        } catch (Exception e) {
            // MINA would only log it; whoever opens the port wants to know.
            failure = e;
        }
    }

    @Override
    public void serviceIdle(IoService service, IdleStatus status) {
        // Of no interest.
    }

    @Override
    public void serviceDeactivated(IoService service) {
        // Of no interest.
    }

    @Override
    public void sessionCreated(IoSession session) {
        // Of no interest.
    }

    @Override
    public void sessionClosed(IoSession session) {
        // Of no interest.
    }

    @Override
    public void sessionDestroyed(IoSession session) {
        // Of no interest.
    }
}
