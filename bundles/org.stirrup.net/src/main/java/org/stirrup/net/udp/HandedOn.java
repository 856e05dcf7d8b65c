package org.stirrup.net.udp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.stirrup.net.Link;
import org.stirrup.net.Receiver;

/** Ports that one server has let go of and the next has not taken yet. */
final class HandedOn implements AutoCloseable {
    /** Longer than a new version of a server needs to start and, when it fails, the former one to start again. */
    private static final long KEPT_MILLIS = 4_000;

    private final Map<Place, Vacant> vacant = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stirrup-ports");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closed;

    private record Place(Link link, int port) {}

    private record Vacant(OpenSocket socket, WaitingRoom room) {}

    /** The port on this link for its next tenant, when there is one to be had. */
    synchronized Optional<Tenancy> take(Link link, int port, Receiver receiver) {
        Place place = new Place(link, port);
        Vacant found = vacant.remove(place);
        if (found == null) {
            return Optional.empty();
        }
        Tenancy tenancy = tenancy(found.socket(), place, true);
        Receiver next = tenancy.announcing(receiver);
        found.room().leaveTo(next, tenancy);
        found.socket().receiver(next);
        return Optional.of(tenancy);
    }

    /** The first tenancy of a socket that was just made. */
    Tenancy first(OpenSocket socket, Link link, int port) {
        return tenancy(socket, new Place(link, port), false);
    }

    private Tenancy tenancy(OpenSocket socket, Place place, boolean inherited) {
        return new Tenancy(socket, inherited, left -> keep(left, place));
    }

    private void keep(OpenSocket socket, Place place) {
        Vacant left = new Vacant(socket, new WaitingRoom());
        synchronized (this) {
            if (!closed) {
                socket.receiver(left.room());
                vacant.put(place, left);
                timer.schedule(() -> giveUp(place, left), KEPT_MILLIS, TimeUnit.MILLISECONDS);
                return;
            }
        }
        socket.close();
    }

    private void giveUp(Place place, Vacant left) {
        boolean stillThere;
        synchronized (this) {
            stillThere = vacant.remove(place, left);
        }
        if (stillThere) {
            left.socket().close();
        }
    }

    @Override
    public void close() {
        List<Vacant> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(vacant.values());
            vacant.clear();
        }
        timer.shutdownNow();
        all.forEach(each -> each.socket().close());
    }
}
