package org.stirrup.lease.embedded.codec;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** An IPv4 address as a number that sorts as addresses do: 0.0.0.0 is 0, 255.255.255.255 is 4294967295. */
public final class AddressKey {
    private AddressKey() {}

    public static long of(Inet4Address address) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
    }

    /** @throws IllegalArgumentException for a number outside 0 to 4294967295 */
    public static Inet4Address address(long key) {
        if (key >>> 32 != 0) {
            throw new IllegalArgumentException("not an IPv4 address: " + key);
        }
        try {
            return (Inet4Address) InetAddress.getByAddress(
                    ByteBuffer.allocate(4).putInt((int) key).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }
}
