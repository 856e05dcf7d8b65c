package org.stirrup.console.settings;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** IPv4 addresses that a person wrote, and their numbers. No name is ever looked up. */
public final class Ipv4Text {
    private Ipv4Text() {}

    /** @throws IllegalArgumentException when it is not four numbers of 0 to 255 with dots between them */
    public static Inet4Address parse(String text) {
        if (text == null || !text.matches("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}")) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address such as 192.168.1.50");
        }
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address", e);
        }
    }

    /** From 0 to 2^32 - 1. */
    public static long bits(Inet4Address address) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
    }

    /** @param bits 0 to 2^32 - 1 */
    public static Inet4Address of(long bits) {
        try {
            return (Inet4Address) InetAddress.getByAddress(
                    ByteBuffer.allocate(Integer.BYTES).putInt((int) bits).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
