package org.stirrup.tftp.transfer;

import java.nio.ByteBuffer;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A network in virtual time that loses, doubles and reorders datagrams, the same for the same seed. */
final class LossyNetwork {
    private final Random random;
    private final int lossPercent;
    private final int doublePercent;
    private final long delay;
    private final long jitter;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now = -12_345;
    private long count;

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** @param jitterMicros how much later than others a datagram may arrive: reorders when it is not 0 */
    LossyNetwork(long seed, int lossPercent, int doublePercent, long delayMicros, long jitterMicros) {
        this.random = new Random(seed);
        this.lossPercent = lossPercent;
        this.doublePercent = doublePercent;
        this.delay = TimeUnit.MICROSECONDS.toNanos(delayMicros);
        this.jitter = TimeUnit.MICROSECONDS.toNanos(jitterMicros);
    }

    /** Nanoseconds. */
    long now() {
        return now;
    }

    void carry(ByteBuffer datagram, Consumer<ByteBuffer> to) {
        int copies = chance(lossPercent) ? 0 : chance(doublePercent) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long late = jitter == 0 ? 0 : random.nextLong(jitter);
            at(now + delay + late, () -> to.accept(datagram.duplicate()));
        }
    }

    void at(long time, Runnable action) {
        events.add(new Event(Math.max(time, now), count++, action));
    }

    /** Lets the next thing happen. @return false when nothing ever will */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.action().run();
        return true;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
