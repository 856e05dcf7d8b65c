package org.stirrup.api.journal;

import java.net.Inet4Address;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;

/**
 * One thing that happened to a client, or on a link.
 *
 * @param kind what happened
 * @param mac whose; empty when only an address is known, or nobody
 * @param address from or to which address
 * @param text for people, one line: "pxelinux.0 by pxelinux"
 * @param details figures for programs: {@code bytes}, {@code millis}, {@code file}, {@code protocol}, {@code blksize},
 *     {@code retransmits}, {@code reason}
 */
public record BootEvent(
        Kind kind, Optional<MacAddress> mac, Optional<Inet4Address> address, String text, Map<String, String> details) {

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
        /** An installer's report. */
        REPORT,
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
    public static BootEvent of(Kind kind, Inet4Address address, String text, Map<String, String> details) {
        return new BootEvent(kind, Optional.empty(), Optional.of(address), text, details);
    }

    /** An event of the appliance itself. */
    public static BootEvent warning(String text) {
        return new BootEvent(Kind.WARNING, Optional.empty(), Optional.empty(), text, Map.of());
    }
}
