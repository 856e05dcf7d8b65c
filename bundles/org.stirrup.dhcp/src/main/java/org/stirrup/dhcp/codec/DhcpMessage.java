package org.stirrup.dhcp.codec;

import java.net.Inet4Address;
import java.util.Optional;

/**
 * A DHCP or BOOTP message (RFC 2131, section 2; RFC 951, section 3). Says nothing about who sent it from where.
 *
 * @param op who is speaking
 * @param hardwareType {@code htype}; 1 is Ethernet
 * @param hardware {@code chaddr}, its first {@code hlen} bytes, 0 to 16
 * @param hops counted up by relay agents
 * @param xid chosen by the client; not unique, two machines or two boots may use the same
 * @param secs since the client began, as it says
 * @param flags {@link #BROADCAST} is the only one defined
 * @param ciaddr the client's address, when it has one it can answer ARP for
 * @param yiaddr the address it is given
 * @param siaddr the server of the next step of the boot
 * @param giaddr the relay agent that passed it on
 * @param sname server name; empty when none, or when the field carried options
 * @param file boot file; empty when none, or when the field carried options
 * @param vend the vendor area as it came, for a BOOTP client that sent no magic cookie; empty otherwise
 * @param options none when {@code vend} is present
 */
public record DhcpMessage(
        Op op,
        int hardwareType,
        Octets hardware,
        int hops,
        int xid,
        int secs,
        int flags,
        Inet4Address ciaddr,
        Inet4Address yiaddr,
        Inet4Address siaddr,
        Inet4Address giaddr,
        String sname,
        String file,
        Optional<Octets> vend,
        Options options) {
    /** Most significant bit of {@code flags}: "answer me by broadcast" (RFC 2131, figure 2). */
    public static final int BROADCAST = 0x8000;

    static final int SNAME_SIZE = 64;
    static final int FILE_SIZE = 128;

    /** Who is speaking. */
    public enum Op {
        /** BOOTREQUEST, 1: a client. */
        REQUEST,
        /** BOOTREPLY, 2: a server. */
        REPLY
    }

    public DhcpMessage {
        if (hardware.length() > 16) {
            throw new IllegalArgumentException("chaddr has " + hardware.length() + " bytes, at most 16 fit");
        }
        checkField("sname", sname, SNAME_SIZE);
        checkField("file", file, FILE_SIZE);
        if (vend.isPresent() && !options.isEmpty()) {
            throw new IllegalArgumentException("options cannot be sent without the magic cookie");
        }
    }

    private static void checkField(String name, String text, int size) {
        boolean fits = text.length() <= size;
        for (int i = 0; fits && i < text.length(); i++) {
            fits = text.charAt(i) != 0 && text.charAt(i) <= 0xff;
        }
        if (!fits) {
            throw new IllegalArgumentException(name + " '" + text + "' does not fit into " + size + " bytes");
        }
    }

    /**
     * An answer to this message; the rest of its header is as RFC 2131, table 3 has it.
     *
     * @param options left out when the client sent no magic cookie
     */
    public DhcpMessage reply(
            int flags, Inet4Address ciaddr, Inet4Address yiaddr, Inet4Address siaddr, String file, Options options) {
        return new DhcpMessage(
                Op.REPLY,
                hardwareType,
                hardware,
                0,
                xid,
                0,
                flags,
                ciaddr,
                yiaddr,
                siaddr,
                giaddr,
                "",
                file,
                vend.map(area -> Octets.NONE),
                vend.isPresent() ? Options.NONE : options);
    }

    public boolean broadcast() {
        return (flags & BROADCAST) != 0;
    }

    /** Option 53; empty for BOOTP and for types that have no name here (RFC 2132, section 9.6). */
    public Optional<MessageType> messageType() {
        return options.number(KnownOption.MESSAGE_TYPE).flatMap(code -> MessageType.of(code.intValue()));
    }

    /** Whether it is plain BOOTP: no option 53 (RFC 1534, section 2). */
    public boolean isBootp() {
        return !options.has(KnownOption.MESSAGE_TYPE);
    }

    /** Whether the client lists an option among those it wants, option 55 (RFC 2132, section 9.8). */
    public boolean asksFor(KnownOption option) {
        Octets list = options.get(KnownOption.PARAMETER_REQUEST_LIST).orElse(Octets.NONE);
        for (int i = 0; i < list.length(); i++) {
            if (list.at(i) == option.code()) {
                return true;
            }
        }
        return false;
    }
}
