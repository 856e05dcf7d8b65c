package org.stirrup.net.udp;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts datagrams of a port that the system refused to send. */
final class Unsent {
    private static final Logger LOG = LoggerFactory.getLogger(Unsent.class);

    private final String link;
    private final AtomicLong count = new AtomicLong();

    Unsent(String link) {
        this.link = link;
    }

    /** One line for the 1st, 10th, 100th...: an unreachable network must not fill the log. */
    void add(InetSocketAddress from, InetSocketAddress to, String why) {
        long now = count.incrementAndGet();
        if (Math.pow(10, Math.floor(Math.log10(now))) == now) {
            LOG.warn("{} on {}: cannot send to {}: {} ({} so far)", from, link, to, why, now);
        }
    }
}
