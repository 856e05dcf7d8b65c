package org.stirrup.dhcp6.rules;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stirrup.dhcp6.codec.Ipv6;

/**
 * Which address a client gets: one that is made of its identity and the network (RFC 7943). It is the same every time,
 * also after a restart and from another appliance on the same network, and nothing has to be stored. Only what a client
 * found taken is remembered. Safe for many threads.
 */
public final class AddressBook {
    private static final int LIMIT = 4096;

    /** Addresses that end so are everybody's (RFC 4291, section 2.6.1; RFC 5453). */
    private static final long ANY_ROUTER = 0;

    private static final long FIRST_RESERVED = 0xfdffffffffffff80L;
    private static final long LAST_RESERVED = 0xfdffffffffffffffL;

    private final Map<Identity, Integer> declined = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, Integer> eldest) {
            return size() > LIMIT;
        }
    };

    /**
     * The client's address in the network.
     *
     * @param own kept for it; not given once it found that in use
     * @param others kept for somebody
     */
    public synchronized Inet6Address of(
            Network network, Identity who, Optional<Inet6Address> own, Collection<Inet6Address> others) {
        int counter = declined.getOrDefault(who, 0);
        if (own.isPresent() && counter == 0) {
            return own.get();
        }
        Inet6Address address = make(network, who, counter);
        while (isTaken(network, address) || others.contains(address)) {
            counter++;
            address = make(network, who, counter);
        }
        return address;
    }

    /** The client found its address in use: it gets another one from now on. */
    public synchronized void decline(Identity who) {
        declined.merge(who, 1, Integer::sum);
    }

    private static Inet6Address make(Network network, Identity who, int counter) {
        MessageDigest digest = sha256();
        digest.update(network.address(new byte[Ipv6.LENGTH]).getAddress());
        digest.update(who.duid().duplicate());
        digest.update(ByteBuffer.allocate(8).putInt(who.iaid()).putInt(counter).flip());
        return network.address(Arrays.copyOf(digest.digest(), Ipv6.LENGTH));
    }

    private static boolean isTaken(Network network, Inet6Address address) {
        long end = ByteBuffer.wrap(address.getAddress()).getLong(8);
        return address.equals(network.server()) || end == ANY_ROUTER || end >= FIRST_RESERVED && end <= LAST_RESERVED;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
