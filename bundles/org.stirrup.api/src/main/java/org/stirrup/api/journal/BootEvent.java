package org.stirrup.api.journal;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;

/**
 * One thing that happened to a client, or on a link.
 *
 * @param kind what happened
 * @param mac whose; empty when only an address is known, or nobody
 * @param address from or to which address, IPv4 or IPv6
 * @param text for people, one line: "pxelinux.0 by pxelinux"
 * @param details figures for programs: {@code bytes}, {@code millis}, {@code file}, {@code protocol}, {@code blksize},
 *     {@code retransmits}, {@code reason}; {@code server} when another DHCP server is meant, or gives the address
 */
public record BootEvent(
        Kind kind, Optional<MacAddress> mac, Optional<InetAddress> address, String text, Map<String, String> details) {

    /** What happened. */
    public enum Kind {
        DISCOVER,
        OFFER,
        REQUEST,
        ACK,
        NAK,
        DECLINE,
        RELEASE,
        INFORM,
        BOOTP,
        /** A packet that was not answered, or a request that was ignored; the text says why. */
        DROP,
        /** Nothing installed can start this client. */
        NO_LOADER,
        /** A file is being sent. */
        TRANSFER_START,
        /** A file was sent whole. */
        TRANSFER_END,
        /** A file was not sent to its end. */
        TRANSFER_FAILED,
        /** A file asked for is not there: loaders try many names, most of which are not meant to exist. */
        NOT_FOUND,
        /** A request that is not allowed, such as a path out of the tree or a write. */
        REFUSED,
        /** Something was done differently for this client because of a row of the table of odd clients. */
        QUIRK,
        /** A machine was sent a program whole and then asked for nothing more: what is said starts with that file. */
        STOPPED,
        /** An installer's report. */
        REPORT,
        /** A machine was sent what switches it on. */
        WAKE,
        /** Something an administrator ought to see: a lost plugin, a full pool, another DHCP server. */
        WARNING
    }

    public BootEvent {
        details = Map.copyOf(details);
    }

    /** An event of a machine. */
    public static BootEvent of(Kind kind, MacAddress mac, String text, Map<String, String> details) {
        return new BootEvent(kind, Optional.of(mac), Optional.empty(), text, details);
    }

    /** An event of whoever is at an address. */
    public static BootEvent of(Kind kind, InetAddress address, String text, Map<String, String> details) {
        return new BootEvent(kind, Optional.empty(), Optional.of(address), text, details);
    }

    /** An event of the appliance itself. */
    public static BootEvent warning(String text) {
        return new BootEvent(Kind.WARNING, Optional.empty(), Optional.empty(), text, Map.of());
    }
}
