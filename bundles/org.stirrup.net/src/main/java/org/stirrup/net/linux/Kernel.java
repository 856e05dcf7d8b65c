package org.stirrup.net.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.stirrup.api.boot.MacAddress;

/** What we ask of the Linux kernel, in its own layouts (socket(7), netdevice(7), arp(7)). Safe for many threads. */
public final class Kernel {
    /** Longest name of an interface, in bytes, without the closing NUL (IFNAMSIZ - 1). */
    public static final int NAME_LENGTH = 15;

    private static final int NAME_FIELD = 16;
    private static final int SOCKADDR = 16;
    private static final short ARPHRD_ETHER = 1;
    private static final int ATF_COM = 2;
    private static final int IFF_UP = 1;

    private final Libc libc;

    /** @throws UnsatisfiedLinkError where there is no libc for JNA */
    public Kernel() {
        this(Libc.load());
    }

    Kernel(Libc libc) {
        this.libc = libc;
    }

    /** Whether a port can be had on an interface. */
    public enum Claim {
        /** It is free, and the socket may be tied to the interface. */
        FREE,
        /** Another socket has it, on this interface or on all. */
        TAKEN,
        /** This process may not have a port below 1024. */
        PORT_FORBIDDEN,
        /** This process may not tie a socket to an interface. */
        DEVICE_FORBIDDEN
    }

    /**
     * Tries a port with a socket of its own. The kernel decides: a socket that another program has tied to another
     * interface is not in the way, one that it holds on all interfaces is, even if both would share it.
     */
    public Claim claim(String device, int port) {
        int socket = libc.socket(Libc.AF_INET, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
        try {
            if (!bindToDevice(socket, device)) {
                return Claim.DEVICE_FORBIDDEN;
            }
            byte[] any = new byte[SOCKADDR];
            ByteBuffer.wrap(any)
                    .order(ByteOrder.nativeOrder())
                    .putShort((short) Libc.AF_INET)
                    .order(ByteOrder.BIG_ENDIAN)
                    .putShort((short) port);
            libc.bind(socket, any, any.length);
            return Claim.FREE;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == Libc.EADDRINUSE) {
                return Claim.TAKEN;
            }
            if (e.getErrorCode() == Libc.EACCES) {
                return Claim.PORT_FORBIDDEN;
            }
            throw e;
        } finally {
            libc.close(socket);
        }
    }

    /**
     * Ties a socket to an interface: it hears and sends there only.
     *
     * @return false when this process may not (CAP_NET_RAW is missing)
     */
    public boolean bindToDevice(int socket, String device) {
        byte[] name = Arrays.copyOf(device.getBytes(StandardCharsets.US_ASCII), NAME_FIELD);
        try {
            libc.setsockopt(socket, Libc.SOL_SOCKET, Libc.SO_BINDTODEVICE, name, name.length);
            return true;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == Libc.EPERM) {
                return false;
            }
            throw e;
        }
    }

    /** Whether a socket is tied to an interface. */
    public boolean isBoundToDevice(int socket) {
        int[] length = {NAME_FIELD};
        libc.getsockopt(socket, Libc.SOL_SOCKET, Libc.SO_BINDTODEVICE, new byte[NAME_FIELD], length);
        return length[0] > 0;
    }

    /** Throws away what waits in a socket's queue. @return how many datagrams */
    public int drain(int socket) {
        byte[] one = new byte[1];
        int count = 0;
        try {
            while (true) {
                libc.recv(socket, one, new NativeLong(one.length), Libc.MSG_DONTWAIT);
                count++;
            }
        } catch (LastErrorException empty) {
            return count;
        }
    }

    /** Whether an interface is switched on; a cable need not be in it. */
    public boolean isUp(String device) {
        byte[] request = Arrays.copyOf(device.getBytes(StandardCharsets.US_ASCII), 40);
        try {
            onSocket(Libc.SIOCGIFFLAGS, request);
        } catch (LastErrorException gone) {
            return false;
        }
        return (ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).getShort(NAME_FIELD) & IFF_UP) != 0;
    }

    /**
     * Tells the kernel which hardware address an IPv4 address has, as if it had answered ARP.
     *
     * @return false when this process may not (CAP_NET_ADMIN is missing) or the interface has no such thing as ARP
     */
    public boolean learnNeighbour(String device, Inet4Address address, MacAddress hardware) {
        ByteBuffer request = ByteBuffer.allocate(3 * SOCKADDR + 4 + NAME_FIELD).order(ByteOrder.nativeOrder());
        request.putShort(0, (short) Libc.AF_INET).put(4, address.getAddress());
        request.putShort(SOCKADDR, ARPHRD_ETHER).put(SOCKADDR + 2, hardware.bytes());
        request.putInt(2 * SOCKADDR, ATF_COM);
        request.put(3 * SOCKADDR + 4, device.getBytes(StandardCharsets.US_ASCII));
        try {
            onSocket(Libc.SIOCSARP, request.array());
            return true;
        } catch (LastErrorException refused) {
            return false;
        }
    }

    /** An AF_INET socket: Java's own are AF_INET6, which know none of these requests. */
    private void onSocket(int request, byte[] argument) {
        int socket = libc.socket(Libc.AF_INET, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
        try {
            libc.ioctl(socket, new NativeLong(request), argument);
        } finally {
            libc.close(socket);
        }
    }
}
