package org.stirrup.dhcp.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

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
        List<Map.Entry<Integer, Octets>> rest = message.options().values().entrySet().stream()
                .filter(entry -> entry.getKey() != KnownOption.RELAY_AGENT.code()
                        && entry.getKey() != KnownOption.OVERLOAD.code())
                .sorted(Comparator.comparingInt(OptionPacker::worth).thenComparing(Map.Entry::getKey))
                .toList();
        int needed = rest.stream()
                .mapToInt(entry -> wire(entry.getKey(), entry.getValue()).length())
                .sum();
        boolean overflows = needed + last.length() + 1 > room;
        Field options = new Field(room - last.length() - 1 - (overflows ? OVERLOAD_SIZE : 0));
        // An option in the file field hides it from clients that only know the header: only when it is empty.
        Field inFile = new Field(overflows && message.file().isEmpty() ? DhcpMessage.FILE_SIZE - 1 : 0);
        Field inSname = new Field(overflows && message.sname().isEmpty() ? DhcpMessage.SNAME_SIZE - 1 : 0);
        for (Map.Entry<Integer, Octets> entry : rest) {
            Octets wire = wire(entry.getKey(), entry.getValue());
            if (!options.takes(wire) && !inFile.takes(wire) && !inSname.takes(wire)) {
                dropped.add(entry.getKey());
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

    private static int worth(Map.Entry<Integer, Octets> entry) {
        int rank = KnownOption.of(entry.getKey()).map(WORTH::indexOf).orElse(-1);
        return rank < 0 ? WORTH.size() : rank;
    }

    /** Code, length, value; beyond 255 bytes in as many pieces as it takes (RFC 3396, section 6). */
    private static Octets wire(int code, Octets value) {
        Octets head = Octets.ofNumber(code, 1);
        Octets all = Octets.NONE;
        int at = 0;
        do {
            int length = Math.min(255, value.length() - at);
            all = all.then(head).then(Octets.ofNumber(length, 1)).then(value.slice(at, at + length));
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
