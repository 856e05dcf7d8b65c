package org.stirrup.dhcp6.rules;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import org.stirrup.api.boot.MacAddress;

/**
 * What a machine is known by that an address is kept for.
 *
 * @param text a MAC address, or {@code duid:} and hex pairs in lower case
 */
public record Machine(String text) {
    private static final String DUID = "duid:";
    private static final int SHORTEST = 3;

    static Machine of(MacAddress mac) {
        return new Machine(mac.text());
    }

    static Machine of(ByteBuffer duid) {
        byte[] octets = new byte[duid.remaining()];
        duid.duplicate().get(octets);
        return new Machine(DUID + HexFormat.of().formatHex(octets));
    }

    /**
     * Reads a MAC address, or {@code duid:} with hex pairs, with colons between them or not.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Machine parse(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        if (!text.startsWith(DUID)) {
            return of(MacAddress.of(text));
        }
        String hex = text.substring(DUID.length()).replace(":", "");
        int octets = hex.length() / 2;
        if (!hex.matches("([0-9a-f]{2})+") || octets < SHORTEST || octets > Identity.LONGEST_DUID) {
            throw new IllegalArgumentException("'" + written + "' is no DUID: duid: and 3 to 130 hex pairs");
        }
        return new Machine(DUID + hex);
    }

    @Override
    public String toString() {
        return text;
    }
}
