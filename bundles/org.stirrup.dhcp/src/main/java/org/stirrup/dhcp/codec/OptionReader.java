package org.stirrup.dhcp.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects options from the fields of one message; pieces of the same code are joined (RFC 3396, section 7). */
final class OptionReader {
    private static final int PAD = 0;
    private static final int END = 255;

    /** Options the decisions rest on, whose width leaves no choice: a message that breaks it means nothing. */
    private static final Map<Integer, Integer> WIDTHS = Map.of(
            KnownOption.MESSAGE_TYPE.code(), 1,
            KnownOption.OVERLOAD.code(), 1,
            KnownOption.REQUESTED_ADDRESS.code(), 4,
            KnownOption.SERVER_IDENTIFIER.code(), 4,
            KnownOption.LEASE_TIME.code(), 4,
            KnownOption.MAXIMUM_SIZE.code(), 2);

    private final Map<Integer, Octets> joined = new LinkedHashMap<>();

    /**
     * Reads one field up to its end mark; a field that just stops is as good as one that says so.
     *
     * @return what is wrong with it
     */
    Optional<String> read(String field, Octets bytes) {
        int at = 0;
        while (at < bytes.length()) {
            int code = bytes.at(at++);
            if (code == END) {
                break;
            }
            if (code == PAD) {
                continue;
            }
            if (at == bytes.length()) {
                return Optional.of("option " + code + " has no length: " + field + " ends there");
            }
            int length = bytes.at(at++);
            if (length > bytes.length() - at) {
                return Optional.of("option " + code + " says " + length + " bytes, " + field + " has "
                        + (bytes.length() - at) + " left");
            }
            joined.merge(code, bytes.slice(at, at + length), Octets::then);
            at += length;
        }
        return Optional.empty();
    }

    /** Which fields carry options too: 1 file, 2 sname, 3 both (RFC 2132, section 9.3). */
    int overload() {
        Octets value = joined.getOrDefault(KnownOption.OVERLOAD.code(), Octets.NONE);
        return value.length() == 1 && value.at(0) <= 3 ? value.at(0) : 0;
    }

    Optional<String> wrongLength() {
        for (Map.Entry<Integer, Octets> entry : joined.entrySet()) {
            int length = entry.getValue().length();
            int width = WIDTHS.getOrDefault(entry.getKey(), length);
            if (width != length) {
                return Optional.of("option " + entry.getKey() + " has " + length + " bytes in place of " + width);
            }
        }
        return Optional.empty();
    }

    /** Without the overload mark, which is about the fields and not for the reader. */
    Map<Integer, Octets> joined() {
        Map<Integer, Octets> rest = new LinkedHashMap<>(joined);
        rest.remove(KnownOption.OVERLOAD.code());
        return rest;
    }
}
