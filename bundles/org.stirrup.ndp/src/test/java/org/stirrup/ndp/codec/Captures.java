package org.stirrup.ndp.codec;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Packets as they were on the wire, from the IPv6 header on. */
public final class Captures {
    /** What iPXE 1.0.0+git-20190125, the ROM of QEMU's cards, asks on 52:54:00:77:00:10. */
    public static final String IPXE_SOLICITATION = "6000000000103afffe80000000000000505400fffe770010"
            + "ff0200000000000000000000000000028500d977000000000101525400770010";

    /** dnsmasq 2.90, --enable-ra with a prefix that is for ra-only, in answer to a solicitation. */
    public static final String DNSMASQ_ADVERTISEMENT = "6c0fead500403afffe8000000000000094e538fffeca1474"
            + "ff02000000000000000000000000000186002296400007080000000000000000"
            + "030440c0ffffffffffffffff00000000fd770000000000000000000000000000"
            + "05010000000005dc010196e538ca1474";

    /** What Stirrup answered, at which that iPXE went on at once. */
    public static final String EMPTY_ADVERTISEMENT = "6000000000103afffe80000000000000000000fffe007700"
            + "fe80000000000000505400fffe7700108600b6d7000000000000000000000000";

    public static final Inet6Address IPXE = address("fe80::5054:ff:fe77:10");
    public static final Inet6Address DNSMASQ = address("fe80::94e5:38ff:feca:1474");
    public static final Inet6Address STIRRUP = address("fe80::ff:fe00:7700");

    private Captures() {}

    public static ByteBuffer packet(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    public static Inet6Address address(String text) {
        try {
            return (Inet6Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
