package org.stirrup.dhcp;

import java.net.Inet4Address;
import java.util.Optional;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;

/** What a client says, built step by step. */
public final class Clients {
    private Octets hardware = Octets.ofHex("525400770010");
    private int hardwareType = 1;
    private int xid = 0x1234;
    private int flags;
    private Inet4Address ciaddr = Ipv4.NONE;
    private Inet4Address giaddr = Ipv4.NONE;
    private Options options = Options.NONE;
    private boolean cookie = true;

    private Clients() {}

    public static Clients says(MessageType type) {
        Clients client = new Clients();
        client.options = Options.NONE.withNumber(KnownOption.MESSAGE_TYPE, type.code());
        return client;
    }

    public static Clients bootp() {
        return new Clients();
    }

    /** The last byte of its hardware address, two with the one before. */
    public Clients number(int number) {
        hardware = Octets.ofHex("52540077").then(Octets.ofNumber(number, 2));
        return this;
    }

    public Clients hardware(String hex) {
        hardware = Octets.ofHex(hex);
        return this;
    }

    public Clients hardwareType(int type) {
        hardwareType = type;
        return this;
    }

    public Clients xid(int value) {
        xid = value;
        return this;
    }

    public Clients broadcast() {
        flags = DhcpMessage.BROADCAST;
        return this;
    }

    public Clients using(String address) {
        ciaddr = Ipv4.parse(address);
        return this;
    }

    public Clients relayedBy(String address) {
        giaddr = Ipv4.parse(address);
        return this;
    }

    public Clients wanting(String address) {
        return with(KnownOption.REQUESTED_ADDRESS, address);
    }

    public Clients from(String server) {
        return with(KnownOption.SERVER_IDENTIFIER, server);
    }

    /** As QEMU's BIOS ROM says it. */
    public Clients pxe() {
        return with(KnownOption.VENDOR_CLASS, "PXEClient:Arch:00000:UNDI:002001")
                .with(KnownOption.ARCHITECTURE, "0");
    }

    public Clients with(KnownOption option, String value) {
        options = options.with(option, option.type().read(value));
        return this;
    }

    public Clients with(int code, String hex) {
        options = options.with(code, Octets.ofHex(hex));
        return this;
    }

    public Clients withoutCookie() {
        cookie = false;
        return this;
    }

    public DhcpMessage message() {
        return new DhcpMessage(
                DhcpMessage.Op.REQUEST,
                hardwareType,
                hardware,
                0,
                xid,
                0,
                flags,
                ciaddr,
                Ipv4.NONE,
                Ipv4.NONE,
                giaddr,
                "",
                "",
                cookie ? Optional.empty() : Optional.of(Octets.NONE),
                cookie ? options : Options.NONE);
    }
}
