package org.stirrup.api.lease;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.stirrup.api.boot.MacAddress;

/**
 * What a lease belongs to. One machine has one key through all stages of its boot: a client identifier (option 61) of
 * the form 01 + hardware address is the same as the hardware address alone, since firmware sends none where the loader
 * after it sends one.
 *
 * @param text {@code mac:52:54:00:77:00:10}, or {@code id:} and the client identifier's bytes in lower-case hex
 */
public record ClientKey(String text) implements Comparable<ClientKey> {
    private static final String MAC = "mac:";
    private static final Pattern ID = Pattern.compile("id:([0-9a-f]{2})+");

    public ClientKey {
        if (text.startsWith(MAC)) {
            new MacAddress(text.substring(MAC.length()));
        } else if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException("not a client key: '" + text + "'");
        }
    }

    public static ClientKey of(MacAddress mac) {
        return new ClientKey(MAC + mac);
    }

    /** @param identifier option 61 as sent, type byte first (RFC 2132, section 9.14), at least two bytes */
    public static ClientKey of(byte[] identifier) {
        if (identifier.length == 7 && identifier[0] == 1) {
            return new ClientKey(MAC + HexFormat.ofDelimiter(":").formatHex(identifier, 1, 7));
        }
        return new ClientKey("id:" + HexFormat.of().formatHex(identifier));
    }

    @Override
    public int compareTo(ClientKey other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
