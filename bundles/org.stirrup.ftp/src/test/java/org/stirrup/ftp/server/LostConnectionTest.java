package org.stirrup.ftp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.DummySession;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteToClosedSessionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What FtpServer hears of a connection that the client broke: its end, and no complaint. */
class LostConnectionTest {
    private final List<String> heard = new ArrayList<>();
    private final DummySession session = new DummySession();

    @BeforeEach
    void welcome() {
        session.setHandler(new IoHandlerAdapter() {
            @Override
            public void sessionClosed(IoSession closed) {
                heard.add("closed");
            }

            @Override
            public void exceptionCaught(IoSession failed, Throwable cause) {
                heard.add(cause.getMessage());
            }
        });
        assertTrue(new Courtesy().welcome(session));
    }

    @Test
    void aResetClosesTheSessionAtOnce() {
        session.getFilterChain().fireExceptionCaught(new IOException("Connection reset by peer"));
        assertTrue(session.isClosing());
        assertEquals(List.of("closed"), heard);
    }

    @Test
    void aReplyThatFailsAfterTheEndIsNotHeardOf() {
        session.getFilterChain().fireSessionClosed();
        for (int i = 0; i < 3; i++) {
            session.getFilterChain()
                    .fireExceptionCaught(new WriteToClosedSessionException(new DefaultWriteRequest("426")));
        }
        assertEquals(List.of("closed"), heard);
    }

    @Test
    void anythingElseIsFtpServersConcern() {
        session.getFilterChain().fireExceptionCaught(new IllegalStateException("a fault of ours"));
        assertEquals(List.of("a fault of ours"), heard);
    }
}
