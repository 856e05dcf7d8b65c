package org.stirrup.net.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * UDP sockets of IPv4 of which one call to the Linux kernel reads or sends many datagrams (recvmmsg(2), sendmmsg(2)).
 * Safe for many threads.
 */
public final class DatagramCalls {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_BROADCAST = 6;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_SNDTIMEO = 21;
    private static final int SHUT_RDWR = 2;
    private static final int MSG_WAITFORONE = 0x10000;
    private static final int ADDRESS = 16;

    static {
        Native.register(DatagramCalls.class, "c");
    }

    private DatagramCalls() {}

    /** Empty where the layouts are others than those of 64-bit machines. */
    public static Optional<DatagramCalls> find() {
        return Native.POINTER_SIZE == Long.BYTES ? Optional.of(new DatagramCalls()) : Optional.empty();
    }

    /**
     * A socket that may send broadcasts and is not bound yet.
     *
     * @param buffer bytes for what waits to be read, and to be sent; the kernel may grant less
     * @param patienceMillis how long sending waits for room; then the datagram is refused (EAGAIN)
     */
    public int socket(int buffer, int patienceMillis) {
        int socket = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        option(socket, SO_BROADCAST, words(1));
        option(socket, SO_RCVBUF, words(buffer));
        option(socket, SO_SNDBUF, words(buffer));
        ByteBuffer patience = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        patience.putLong(patienceMillis / 1000).putLong(patienceMillis % 1000 * 1000L);
        option(socket, SO_SNDTIMEO, patience.array());
        return socket;
    }

    /** Before it is bound: it stands beside sockets that are bound to one address on its port, as a relay agent's is. */
    public void share(int socket) {
        option(socket, SO_REUSEADDR, words(1));
    }

    /** Binds it to an IPv4 address and a port; 0 for any free one. @return the port */
    public int bind(int socket, InetSocketAddress at) {
        byte[] name = new byte[ADDRESS];
        ByteBuffer.wrap(name)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_INET)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) at.getPort())
                .put(at.getAddress().getAddress());
        bind(socket, name, name.length);
        getsockname(socket, name, new int[] {name.length});
        return ByteBuffer.wrap(name).getShort(2) & 0xffff;
    }

    /** Waits for a datagram, and reads those that are there by then. @return how many */
    public int receive(int socket, Datagrams into) {
        return recvmmsg(socket, into.at(0), into.count(), MSG_WAITFORONE, 0);
    }

    /**
     * Sends datagrams.
     *
     * @param first number of the first one
     * @return how many were sent, one at the least
     * @throws LastErrorException when the first one is refused
     */
    public int send(int socket, Datagrams from, int first, int count) {
        return sendmmsg(socket, from.at(first), count, 0);
    }

    /** Ends the waiting of whoever waits for a datagram. The socket is still to be closed. */
    public void wake(int socket) {
        try {
            shutdown(socket, SHUT_RDWR);
        } catch (LastErrorException notConnected) {
            // Said of every such socket; it wakes all the same (inet_shutdown in Linux's net/ipv4/af_inet.c).
        }
    }

    public void closeSocket(int socket) {
        close(socket);
    }

    private static void option(int socket, int option, byte[] value) {
        setsockopt(socket, SOL_SOCKET, option, value, value.length);
    }

    private static byte[] words(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }

    private static native int socket(int domain, int type, int protocol) throws LastErrorException;

    private static native int setsockopt(int socket, int level, int option, byte[] value, int length)
            throws LastErrorException;

    private static native int bind(int socket, byte[] address, int length) throws LastErrorException;

    private static native int getsockname(int socket, byte[] address, int[] length) throws LastErrorException;

    private static native int recvmmsg(int socket, long messages, int count, int flags, long timeout)
            throws LastErrorException;

    private static native int sendmmsg(int socket, long messages, int count, int flags) throws LastErrorException;

    private static native int shutdown(int socket, int how) throws LastErrorException;

    private static native int close(int socket) throws LastErrorException;
}
