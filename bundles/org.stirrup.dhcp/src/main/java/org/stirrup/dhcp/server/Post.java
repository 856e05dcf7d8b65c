package org.stirrup.dhcp.server;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.stirrup.dhcp.guard.OtherServer;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.guard.Watch;
import org.stirrup.dhcp.subnet.Company;
import org.stirrup.net.Link;
import org.stirrup.net.UdpPort;

/** One link that is watched for other servers: what is known of it, and the clients that wait. Safe for many threads. */
final class Post {
    /** What follows from what is known, for as long as neither that nor the configuration changes. */
    private record Settled(Company company, Stance stance) {}

    private final Link link;
    private final int xid;
    private final WaitingRoom waiting = new WaitingRoom();
    private final Set<OtherServer> told = new HashSet<>();
    private Watch watch;

    /** Asked for with every message, so without a lock. */
    private volatile Settled settled = new Settled(Company.STANDARD, new Stance.Looking());

    private volatile Optional<UdpPort> clientPort = Optional.empty();
    private volatile boolean over;

    /** Of the thread alone that follows the links. */
    private boolean begun;

    Post(Link link, int xid) {
        this.link = link;
        this.xid = xid;
        this.watch = Watch.begin(link.address());
    }

    Link link() {
        return link;
    }

    int xid() {
        return xid;
    }

    synchronized Watch watch() {
        return watch;
    }

    /** Makes more known; answers those that waited when there is nothing to wait for any more. */
    void change(UnaryOperator<Watch> change, Company company) {
        List<Runnable> ready = List.of();
        synchronized (this) {
            watch = change.apply(watch);
            settle(company);
            if (!(stance(company) instanceof Stance.Looking)) {
                ready = waiting.takeAll();
            }
        }
        ready.forEach(Runnable::run);
    }

    Stance stance(Company company) {
        Settled now = settled;
        return now.company().equals(company) ? now.stance() : settle(company);
    }

    private synchronized Stance settle(Company company) {
        settled = new Settled(company, watch.stance(company.policy(), company.known()));
        return settled.stance();
    }

    /** Whether it waits now. @param message equal for one that came again, which is answered once */
    boolean defer(Object message, Runnable answering, Company company) {
        return stance(company) instanceof Stance.Looking && queue(message, answering, company);
    }

    private synchronized boolean queue(Object message, Runnable answering, Company company) {
        if (!(stance(company) instanceof Stance.Looking)) {
            return false;
        }
        waiting.add(message, answering);
        return true;
    }

    /** What has changed since this was asked last. */
    record News(List<OtherServer> came, List<OtherServer> went) {}

    synchronized News news(Company company) {
        List<OtherServer> now = watch.strangers(company.known());
        List<OtherServer> came = now.stream()
                .filter(other -> told.stream().noneMatch(known -> known.server().equals(other.server())))
                .toList();
        List<OtherServer> went = told.stream()
                .filter(known -> now.stream().noneMatch(other -> other.server().equals(known.server())))
                .toList();
        told.clear();
        told.addAll(now);
        return new News(came, went);
    }

    /** Whether it had not begun. */
    boolean begin() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    Optional<UdpPort> clientPort() {
        return clientPort;
    }

    void clientPort(Optional<UdpPort> port) {
        clientPort = port;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
        clientPort.ifPresent(UdpPort::close);
        clientPort = Optional.empty();
    }
}
