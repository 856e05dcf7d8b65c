package org.stirrup.net.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory for several datagrams, in the layouts of {@link DatagramCalls}: an array of struct mmsghdr, then for each its
 * struct iovec, struct sockaddr_in and struct cmsghdr, then the bytes of all. For one thread at a time.
 */
public final class Datagrams {
    private static final int HEADER = 64;
    private static final int VECTOR = 16;
    private static final int ADDRESS = 16;
    private static final int CONTROL = 24;
    private static final int CONTROL_LENGTH = 18;

    /** Where in a struct mmsghdr these are. */
    private static final int NAME_LENGTH = 8;

    private static final int CONTROL_SPACE = 40;
    private static final int RECEIVED = 56;

    private static final short AF_INET = 2;
    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;

    private final int count;
    private final int bytes;
    private final ByteBuffer memory;
    private final long address;

    /** @param count how many datagrams @param bytes of all together */
    public Datagrams(int count, int bytes) {
        this.count = count;
        this.bytes = bytes;
        this.memory = ByteBuffer.allocateDirect(offset(count, 0) + bytes).order(ByteOrder.nativeOrder());
        this.address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));
        for (int i = 0; i < count; i++) {
            int header = i * HEADER;
            memory.putLong(header, address + address(i));
            memory.putInt(header + NAME_LENGTH, ADDRESS);
            memory.putLong(header + 16, address + vector(i));
            memory.putLong(header + 24, 1);
            memory.putLong(header + 32, address + control(i));
            memory.putLong(control(i), CONTROL_LENGTH);
            memory.putInt(control(i) + 8, SOL_UDP);
            memory.putInt(control(i) + 12, UDP_SEGMENT);
        }
    }

    public int count() {
        return count;
    }

    /** Of all datagrams together. */
    public int bytes() {
        return bytes;
    }

    long at(int datagram) {
        return address + (long) datagram * HEADER;
    }

    private int vector(int datagram) {
        return count * HEADER + datagram * VECTOR;
    }

    private int address(int datagram) {
        return count * (HEADER + VECTOR) + datagram * ADDRESS;
    }

    private int control(int datagram) {
        return count * (HEADER + VECTOR + ADDRESS) + datagram * CONTROL;
    }

    private static int offset(int count, int position) {
        return count * (HEADER + VECTOR + ADDRESS + CONTROL) + position;
    }

    /** Says where among the bytes a datagram is. */
    public void place(int datagram, int position, int length) {
        memory.putLong(vector(datagram), address + offset(count, position));
        memory.putLong(vector(datagram) + 8, length);
    }

    /**
     * Says that one is to leave as several (UDP_SEGMENT of udp(7), since Linux 4.18).
     *
     * @param length of each, the last one may be shorter; 0 for a single one
     */
    public void segments(int datagram, int length) {
        memory.putLong(datagram * HEADER + CONTROL_SPACE, length == 0 ? 0 : CONTROL);
        memory.putShort(control(datagram) + 16, (short) length);
    }

    /** Says where one goes, to an IPv4 address. */
    public void to(int datagram, InetSocketAddress to) {
        int at = address(datagram);
        memory.putShort(at, AF_INET);
        memory.put(at + 2, (byte) (to.getPort() >> 8)).put(at + 3, (byte) to.getPort());
        memory.put(at + 4, to.getAddress().getAddress());
    }

    /** Where one came from; empty address bytes read as 0.0.0.0. */
    public InetSocketAddress from(int datagram) {
        int at = address(datagram);
        byte[] ip = new byte[4];
        memory.get(at + 4, ip);
        int port = (memory.get(at + 2) & 0xff) << 8 | memory.get(at + 3) & 0xff;
        try {
            return new InetSocketAddress((Inet4Address) InetAddress.getByAddress(ip), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    /** How many bytes of one were received. */
    public int received(int datagram) {
        return memory.getInt(datagram * HEADER + RECEIVED);
    }

    /** A view of bytes, big-endian as the network is. */
    public ByteBuffer view(int position, int length) {
        return memory.slice(offset(count, position), length);
    }
}
