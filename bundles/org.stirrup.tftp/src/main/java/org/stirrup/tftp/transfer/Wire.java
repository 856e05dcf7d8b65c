package org.stirrup.tftp.transfer;

import java.nio.ByteBuffer;

/** Where datagrams go. */
@FunctionalInterface
public interface Wire {
    /** @param datagram from its position to its limit; not changed afterwards */
    void send(ByteBuffer datagram);

    /**
     * Sends a window, or a part of one.
     *
     * @param datagrams one after the other; not changed afterwards
     * @param length of each in bytes; the last one may be shorter
     */
    default void sendAll(ByteBuffer datagrams, int length) {
        for (int at = datagrams.position(); at < datagrams.limit(); at += length) {
            send(datagrams.slice(at, Math.min(length, datagrams.limit() - at)));
        }
    }
}
