package org.stirrup.tftp.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReadTransferPropertiesTest {
    @Property(tries = 300)
    void arrivesWholeWhateverTheNetworkDoes(
            @ForAll long seed,
            @ForAll @IntRange(max = 40_000) int size,
            @ForAll @IntRange(min = 8, max = 1500) int blockSize,
            @ForAll @IntRange(min = 1, max = 100) int windowSize,
            @ForAll @IntRange(max = 25) int loss,
            @ForAll @IntRange(max = 25) int doubled,
            @ForAll @IntRange(max = 5000) int jitterMicros,
            @ForAll boolean options)
            throws Exception {
        LossyNetwork network = new LossyNetwork(seed, loss, doubled, 200, jitterMicros);

        Simulation simulation = new Simulation(network, size, blockSize, windowSize, options).run();

        assertArrayEquals(simulation.sent(), simulation.received());
        assertInstanceOf(Progress.Complete.class, simulation.progress());
        assertEquals(size, simulation.transfer().bytes());
    }

    @Property(tries = 200)
    void nothingIsSentTwiceOnAGoodNetwork(
            @ForAll @IntRange(max = 40_000) int size,
            @ForAll @IntRange(min = 8, max = 1500) int blockSize,
            @ForAll @IntRange(min = 1, max = 6000) int windowSize,
            @ForAll @IntRange(min = 1, max = 300_000) int delayMicros)
            throws Exception {
        LossyNetwork network = new LossyNetwork(1, 0, 0, delayMicros, 0);

        Simulation simulation = new Simulation(network, size, blockSize, windowSize, true).run();

        assertArrayEquals(simulation.sent(), simulation.received());
        assertEquals(size / blockSize + 1, simulation.dataPackets());
        assertEquals(0, simulation.transfer().retransmits());
    }

    /** 16 bits of block number are used up after 65535 blocks; the next is 0. */
    @Property(tries = 12)
    void blockNumbersStartOverWithEveryWindow(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = Limits.MAX_WINDOW_SIZE) int windowSize)
            throws Exception {
        LossyNetwork network = new LossyNetwork(seed, windowSize > 100 ? 0 : 1, 1, 200, 0);
        int size = 8 * 140_000;

        Simulation simulation = new Simulation(network, size, 8, windowSize, true).run();

        assertArrayEquals(simulation.sent(), simulation.received());
    }

    /** A repeated packet must not make a repetition of everything after it (RFC 1123, section 4.2.3.1). */
    @Property(tries = 50)
    void echoesDieDown(@ForAll long seed, @ForAll @IntRange(min = 1, max = 64) int windowSize) throws Exception {
        LossyNetwork network = new LossyNetwork(seed, 0, 20, 500, 0);

        Simulation simulation = new Simulation(network, 500_000, 512, windowSize, true).run();

        int needed = 500_000 / 512 + 1;
        assertArrayEquals(simulation.sent(), simulation.received());
        assertTrue(
                simulation.dataPackets() < 1.5 * needed,
                simulation.dataPackets() + " packets arrived where " + needed + " are needed");
    }

    /** With a round trip of 0.4 ms a lost packet must cost tens of milliseconds, not a fixed second. */
    @Property(tries = 20)
    void theWaitFollowsTheRoundTrip(@ForAll long seed) throws Exception {
        LossyNetwork network = new LossyNetwork(seed, 2, 0, 200, 0);

        Simulation simulation = new Simulation(network, 512 * 1000, 512, 1, true).run();

        long repeated = simulation.transfer().retransmits();
        long millis = simulation.nanos() / 1_000_000;
        assertTrue(repeated > 5, repeated + " packets were lost");
        assertTrue(millis < 3_000 + 200 * repeated, millis + " ms for " + repeated + " lost packets");
    }
}
