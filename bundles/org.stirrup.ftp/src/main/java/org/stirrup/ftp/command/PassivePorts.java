package org.stirrup.ftp.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** The ports offered to clients for data connections, a range that a firewall can be told to let through. */
final class PassivePorts {
    private static final int BACKLOG = 4;

    private final PortRange range;
    private final AtomicInteger next = new AtomicInteger();

    PassivePorts(PortRange range) {
        this.range = range;
    }

    /**
     * Opens a listening socket on the next free port: they are used in turn, so that a late packet of one transfer
     * meets no other.
     *
     * @throws IOException when every port of the range is taken
     */
    ServerSocketChannel open(InetAddress address) throws IOException {
        IOException taken = null;
        for (int i = 0; i < range.count(); i++) {
            int port = range.first() + Math.floorMod(next.getAndIncrement(), range.count());
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                return channel.bind(new InetSocketAddress(address, port), BACKLOG);
            } catch (IOException e) {
                channel.close();
                taken = e;
            }
        }
        throw new IOException("no free port in " + range, taken);
    }
}
