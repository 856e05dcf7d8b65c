package org.stirrup.dhcp6.codec;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of one network card of a client: IA_NA, or IA_TA and IA_PD as far as they are told that there is nothing
 * for them (RFC 8415, sections 21.4 to 21.6, 21.21).
 *
 * @param code IA_NA, IA_TA or IA_PD
 * @param id the client's number of it: IAID
 * @param addresses in it
 * @param status what became of it; empty for one that went well
 * @param times of IA_NA and IA_PD
 */
public record Association(int code, int id, Times times, List<Address> addresses, List<Option> status) {
    private static final int ADDRESS_LENGTH = 24;

    /** When to renew and to rebind, in seconds; 0 leaves it to the other side. */
    public record Times(int t1, int t2) {
        public static final Times UNSAID = new Times(0, 0);
    }

    /** An address and for how many seconds it is preferred and valid; 0 takes it away. */
    public record Address(Inet6Address address, int preferred, int valid) {}

    public Association {
        addresses = List.copyOf(addresses);
        status = List.copyOf(status);
    }

    /** Octets before the options. */
    static int head(int code) {
        return code == Option.IA_TA ? 4 : 12;
    }

    /** @throws Malformed when it is cut short */
    static Association decode(Option option) throws Malformed {
        ByteBuffer in = option.value().slice();
        int head = head(option.code());
        if (in.remaining() < head) {
            throw new Malformed("an identity association of " + in.remaining() + " octets");
        }
        int id = in.getInt(0);
        Times times = option.code() == Option.IA_TA ? Times.UNSAID : new Times(in.getInt(4), in.getInt(8));
        List<Address> addresses = new ArrayList<>();
        List<Option> status = new ArrayList<>();
        for (Option inner : Dhcp6Codec.options(in.position(head))) {
            if (inner.code() == Option.IA_ADDRESS) {
                addresses.add(address(inner.value().slice()));
            } else if (inner.code() == Option.STATUS_CODE) {
                status.add(inner);
            }
        }
        return new Association(option.code(), id, times, addresses, status);
    }

    private static Address address(ByteBuffer in) throws Malformed {
        if (in.remaining() < ADDRESS_LENGTH) {
            throw new Malformed("an address option of " + in.remaining() + " octets");
        }
        return new Address(Ipv6.read(in), in.getInt(), in.getInt());
    }

    Option encode() {
        ByteBuffer out = ByteBuffer.allocate(Dhcp6Codec.LONGEST).putInt(id);
        if (code != Option.IA_TA) {
            out.putInt(times.t1()).putInt(times.t2());
        }
        for (Address each : addresses) {
            out.putShort((short) Option.IA_ADDRESS).putShort((short) ADDRESS_LENGTH);
            out.put(each.address().getAddress()).putInt(each.preferred()).putInt(each.valid());
        }
        status.forEach(option -> Dhcp6Codec.put(out, option));
        return new Option(code, out.flip());
    }
}
