package org.stirrup.net.udp;

import java.net.SocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.session.IoSessionRecycler;

/**
 * The sessions that MINA makes, one for each remote address, kept while they are among the latest used. MINA's own
 * recycler keeps every address for a minute, so that a flood from forged addresses fills the memory.
 */
final class BoundedSessions implements IoSessionRecycler {
    private final Map<SocketAddress, IoSession> byRemote = new LinkedHashMap<>(64, 0.75f, true);
    private final Set<IoSession> ready = ConcurrentHashMap.newKeySet();
    private final int limit;

    BoundedSessions(int limit) {
        this.limit = limit;
    }

    @Override
    public void put(IoSession session) {
        IoSession oldest = null;
        synchronized (this) {
            byRemote.put(session.getRemoteAddress(), session);
            if (byRemote.size() > limit) {
                Iterator<IoSession> eldestFirst = byRemote.values().iterator();
                oldest = eldestFirst.next();
                eldestFirst.remove();
            }
        }
        if (oldest != null) {
            ready.remove(oldest);
            oldest.closeNow();
        }
    }

    /** A session can be written to from now on. MINA puts it here earlier, before it has what writing needs. */
    void ready(IoSession session) {
        ready.add(session);
    }

    /** The session of a remote address, if it can be written to. */
    Optional<IoSession> writable(SocketAddress remote) {
        return Optional.ofNullable(recycle(remote, 0)).filter(ready::contains);
    }

    @Override
    public synchronized IoSession recycle(SocketAddress remote, int localPort) {
        return byRemote.get(remote);
    }

    @Override
    public synchronized void remove(IoSession session) {
        ready.remove(session);
        byRemote.remove(session.getRemoteAddress(), session);
    }
}
