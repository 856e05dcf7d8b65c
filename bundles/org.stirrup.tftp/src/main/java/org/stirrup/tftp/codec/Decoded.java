package org.stirrup.tftp.codec;

/** What a datagram turned out to be. */
public sealed interface Decoded {
    /** A packet of TFTP. */
    record Packet(TftpPacket packet) implements Decoded {}

    /** Not a packet of TFTP. @param because for a person: "acknowledgement of 3 bytes" */
    record Malformed(String because) implements Decoded {}
}
