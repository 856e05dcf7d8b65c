package org.stirrup.dhcp.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decides which field each option of one message goes into, and which options go nowhere for want of room. */
final class OptionPacker {
    private static final Octets END = Octets.ofNumber(255, 1);
    private static final int OVERLOAD_SIZE = 3;

    /**
     * Who gets room first; everything else follows by code. What makes the message valid comes before what makes it
     * useful to every client, and that before what only some of them read. A boot file also stands in the header when
     * it is short enough.
     */
    private static final List<KnownOption> WORTH = List.of(
            KnownOption.MESSAGE_TYPE,
            KnownOption.SERVER_IDENTIFIER,
            KnownOption.LEASE_TIME,
            KnownOption.SUBNET_MASK,
            KnownOption.VENDOR_CLASS,
            KnownOption.BOOT_FILE,
            KnownOption.CLIENT_IDENTIFIER,
            KnownOption.ROUTERS,
            KnownOption.DOMAIN_NAME_SERVERS,
            KnownOption.TFTP_SERVER_NAME,
            KnownOption.VENDOR_SPECIFIC,
            KnownOption.MACHINE_IDENTIFIER,
            KnownOption.HOST_NAME,
            KnownOption.DOMAIN_NAME,
            KnownOption.RENEWAL_TIME,
            KnownOption.REBINDING_TIME);

    /** By code, where an option stands in that order. */
    private static final int[] PLACES = places();

    private final List<Integer> dropped = new ArrayList<>();
    private final Octets main;
    private final Octets file;
    private final Octets sname;

    /** @param room bytes for the options field, end mark included */
    OptionPacker(DhcpMessage message, int room) {
        Octets relay = message.options()
                .get(KnownOption.RELAY_AGENT)
                .map(value -> wire(KnownOption.RELAY_AGENT.code(), value))
                .orElse(Octets.NONE);
        boolean relayFits = relay.length() + 1 <= room;
        Octets last = relayFits ? relay : Octets.NONE;
        List<Piece> rest = pieces(message.options());
        int needed = 0;
        for (Piece piece : rest) {
            needed += piece.wire().length();
        }
        boolean overflows = needed + last.length() + 1 > room;
        Field options = new Field(room - last.length() - 1 - (overflows ? OVERLOAD_SIZE : 0));
        // An option in the file field hides it from clients that only know the header: only when it is empty.
        Field inFile = new Field(overflows && message.file().isEmpty() ? DhcpMessage.FILE_SIZE - 1 : 0);
        Field inSname = new Field(overflows && message.sname().isEmpty() ? DhcpMessage.SNAME_SIZE - 1 : 0);
        for (Piece piece : rest) {
            Octets wire = piece.wire();
            if (!options.takes(wire) && !inFile.takes(wire) && !inSname.takes(wire)) {
                dropped.add(piece.code());
            }
        }
        if (!relayFits) {
            dropped.add(KnownOption.RELAY_AGENT.code());
        }
        int overload = (inFile.isUsed() ? 1 : 0) + (inSname.isUsed() ? 2 : 0);
        Octets mark = overload == 0 ? Octets.NONE : wire(KnownOption.OVERLOAD.code(), Octets.ofNumber(overload, 1));
        // The relay agent's option stays last and in the options field, where the agent looks (RFC 3046, section 2.1).
        this.main = options.bytes().then(mark).then(last).then(END);
        this.file = inFile.isUsed() ? inFile.bytes().then(END) : Octets.ofText(message.file());
        this.sname = inSname.isUsed() ? inSname.bytes().then(END) : Octets.ofText(message.sname());
    }

    Octets main() {
        return main;
    }

    Octets file() {
        return file;
    }

    Octets sname() {
        return sname;
    }

    List<Integer> dropped() {
        return dropped;
    }

    /**
     * An option as it is sent.
     *
     * @param worth the smaller, the sooner it gets its place
     */
    private record Piece(int worth, int code, Octets wire) {}

    /** The most useful first; without those that have places of their own. */
    private static List<Piece> pieces(Options options) {
        List<Piece> pieces = new ArrayList<>();
        options.values().forEach((code, value) -> {
            if (code != KnownOption.RELAY_AGENT.code() && code != KnownOption.OVERLOAD.code()) {
                pieces.add(new Piece(PLACES[code], code, wire(code, value)));
            }
        });
        pieces.sort((one, other) -> one.worth() != other.worth()
                ? Integer.compare(one.worth(), other.worth())
                : Integer.compare(one.code(), other.code()));
        return pieces;
    }

    private static int[] places() {
        int[] places = new int[256];
        Arrays.fill(places, WORTH.size());
        for (int i = 0; i < WORTH.size(); i++) {
            places[WORTH.get(i).code()] = i;
        }
        return places;
    }

    /** Code, length, value; beyond 255 bytes in as many pieces as it takes (RFC 3396, section 6). */
    private static Octets wire(int code, Octets value) {
        Octets all = Octets.NONE;
        int at = 0;
        do {
            int length = Math.min(255, value.length() - at);
            Octets head = Octets.ofNumber((long) code << 8 | length, 2);
            all = at == 0 ? head : all.then(head);
            all = all.then(length == value.length() ? value : value.slice(at, at + length));
            at += length;
        } while (at < value.length());
        return all;
    }

    /** A part of the message that holds options, end mark not counted. */
    private static final class Field {
        private final int room;
        private Octets bytes = Octets.NONE;

        Field(int room) {
            this.room = room;
        }

        boolean takes(Octets wire) {
            if (bytes.length() + wire.length() > room) {
                return false;
            }
            bytes = bytes.then(wire);
            return true;
        }

        boolean isUsed() {
            return bytes.length() > 0;
        }

        Octets bytes() {
            return bytes;
        }
    }
}
