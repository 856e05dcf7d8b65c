package org.stirrup.net.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.stirrup.api.boot.MacAddress;

/** What we ask of the Linux kernel for packet sockets, in its own layouts (packet(7), poll(2)). Safe for many threads. */
public final class PacketCalls {
    private static final int AF_PACKET = 17;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_ADD_MEMBERSHIP = 1;
    private static final short PACKET_MR_MULTICAST = 0;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final short POLLIN = 1;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int ENETDOWN = 100;

    /** Length of struct sockaddr_ll. */
    private static final int ADDRESS = 20;
    /** Where in it the kind of hardware, the length of the hardware address and that itself are. */
    private static final int HARDWARE_KIND = 8;

    private static final int HARDWARE_LENGTH = 11;
    private static final int HARDWARE = 12;
    private static final short ARPHRD_ETHER = 1;

    private final Functions libc;

    /** @throws UnsatisfiedLinkError where there is no libc for JNA */
    public PacketCalls() {
        this(Native.load("c", Functions.class));
    }

    PacketCalls(Functions libc) {
        this.libc = libc;
    }

    /** Of the C library. */
    interface Functions extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int setsockopt(int descriptor, int level, int option, byte[] value, int length) throws LastErrorException;

        int bind(int descriptor, byte[] address, int length) throws LastErrorException;

        int getsockname(int descriptor, byte[] address, int[] length) throws LastErrorException;

        NativeLong recvfrom(
                int descriptor, byte[] buffer, NativeLong length, int flags, byte[] address, int[] addressLength)
                throws LastErrorException;

        NativeLong sendto(
                int descriptor, byte[] buffer, NativeLong length, int flags, byte[] address, int addressLength)
                throws LastErrorException;

        int eventfd(int initial, int flags) throws LastErrorException;

        NativeLong write(int descriptor, byte[] buffer, NativeLong length) throws LastErrorException;

        int poll(byte[] descriptors, NativeLong count, int timeout) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    /**
     * A socket that hears nothing yet; it will see packets without the header of the link.
     *
     * @throws LastErrorException when this process may not have one (CAP_NET_RAW is missing)
     */
    public int socket() {
        return libc.socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    }

    /** Has the kernel drop what a program does not let through. @param program in the layout of linux/filter.h */
    public void attachFilter(int socket, byte[] program) {
        try (Memory instructions = new Memory(program.length)) {
            instructions.write(0, program, 0, program.length);
            // struct sock_fprog: how many instructions, and where they are, aligned as a pointer is.
            ByteBuffer filter = ByteBuffer.allocate(2 * Native.POINTER_SIZE).order(ByteOrder.nativeOrder());
            filter.putShort((short) (program.length / 8));
            filter.position(Native.POINTER_SIZE);
            long at = Pointer.nativeValue(instructions);
            if (Native.POINTER_SIZE == Long.BYTES) {
                filter.putLong(at);
            } else {
                filter.putInt((int) at);
            }
            libc.setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, filter.array(), filter.capacity());
        }
    }

    /** Has the network card listen to a group while the socket is open. */
    public void join(int socket, int link, MacAddress group) {
        ByteBuffer membership = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        membership
                .putInt(link)
                .putShort(PACKET_MR_MULTICAST)
                .putShort((short) 6)
                .put(group.bytes());
        libc.setsockopt(socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership.array(), membership.capacity());
    }

    /** Ties the socket to a link and a network protocol, from when on it hears. */
    public void bind(int socket, int link, int etherType) {
        libc.bind(socket, address(link, etherType), ADDRESS);
    }

    /** The hardware address of the link that a socket is bound to; all zero for a link that is not Ethernet. */
    public MacAddress hardware(int socket) {
        byte[] address = new byte[ADDRESS];
        libc.getsockname(socket, address, new int[] {address.length});
        short kind = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).getShort(HARDWARE_KIND);
        return kind == ARPHRD_ETHER ? hardware(address) : MacAddress.UNKNOWN;
    }

    /** Something that a thread which waits for packets can be woken by. @return its descriptor */
    public int waker() {
        return libc.eventfd(0, EFD_CLOEXEC);
    }

    public void wake(int waker) {
        byte[] one =
                ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(1).array();
        libc.write(waker, one, new NativeLong(one.length));
    }

    /** Waits until there is a packet, or something to be said of the socket. @return false when it was woken instead */
    public boolean await(int socket, int waker) {
        ByteBuffer both = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        while (true) {
            both.clear();
            both.putInt(socket).putShort(POLLIN).putShort((short) 0);
            both.putInt(waker).putShort(POLLIN).putShort((short) 0);
            try {
                libc.poll(both.array(), new NativeLong(2), -1);
            } catch (LastErrorException e) {
                if (e.getErrorCode() == EINTR) {
                    continue;
                }
                throw e;
            }
            return both.getShort(14) == 0;
        }
    }

    /**
     * A packet, when one waits.
     *
     * @param length of what was read into the buffer; -1 when there was none: it was read already, or the link is down
     * @param from the sender's hardware address; all zero when it came from this machine
     */
    public record Received(int length, MacAddress from) {}

    public Received receive(int socket, byte[] buffer) {
        byte[] address = new byte[ADDRESS];
        try {
            int length = libc.recvfrom(socket, buffer, new NativeLong(buffer.length), MSG_DONTWAIT, address, new int[] {
                        address.length
                    })
                    .intValue();
            return new Received(length, hardware(address));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == EAGAIN || e.getErrorCode() == EINTR || e.getErrorCode() == ENETDOWN) {
                return new Received(-1, MacAddress.UNKNOWN);
            }
            throw e;
        }
    }

    /** Sends a packet; the kernel puts the header of the link before it. */
    public void send(int socket, byte[] packet, int link, int etherType, MacAddress to) {
        ByteBuffer address = ByteBuffer.wrap(address(link, etherType));
        address.put(HARDWARE_LENGTH, (byte) 6).put(HARDWARE, to.bytes());
        libc.sendto(socket, packet, new NativeLong(packet.length), MSG_DONTWAIT, address.array(), ADDRESS);
    }

    public void close(int descriptor) {
        libc.close(descriptor);
    }

    private static byte[] address(int link, int etherType) {
        ByteBuffer address = ByteBuffer.allocate(ADDRESS).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_PACKET);
        address.order(ByteOrder.BIG_ENDIAN).putShort((short) etherType);
        address.order(ByteOrder.nativeOrder()).putInt(link);
        return address.array();
    }

    private static MacAddress hardware(byte[] address) {
        return address[HARDWARE_LENGTH] == 6
                ? MacAddress.of(Arrays.copyOfRange(address, HARDWARE, HARDWARE + 6))
                : MacAddress.UNKNOWN;
    }
}
