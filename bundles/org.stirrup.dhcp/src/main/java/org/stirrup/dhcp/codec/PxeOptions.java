package org.stirrup.dhcp.codec;

import java.net.Inet4Address;
import java.util.Optional;

/**
 * Option 43 as PXE has it: options of its own, code, length, value, closed by 255 (PXE specification 2.1, section 2.2.3,
 * table 2-1 and what follows).
 */
public final class PxeOptions {
    /** PXE_DISCOVERY_CONTROL; a byte of bits. */
    private static final byte DISCOVERY_CONTROL = 6;

    /** Bits 0 and 1: no broadcast and no multicast discovery. The servers of {@link #BOOT_SERVERS} are asked, no others. */
    private static final byte UNICAST_ONLY = 0x03;

    private static final byte BOOT_SERVERS = 8;
    private static final byte BOOT_MENU = 9;
    private static final byte MENU_PROMPT = 10;
    private static final byte BOOT_ITEM = 71;
    private static final byte END = (byte) 255;

    /**
     * Type of our one boot server; those with the highest bit set are for vendors to give (section 2.2.3, option 8).
     * dnsmasq counts from the same.
     */
    private static final int SERVER_TYPE = 0x8000;

    private static final int LONGEST_TEXT = 64;

    private PxeOptions() {}

    /**
     * A menu with one item, taken at once: ask this server, on port 4011, what to boot.
     *
     * @param title the item's text, and the prompt's; cut at 64 bytes
     */
    public static Octets oneServer(Inet4Address server, String title) {
        Octets text = Octets.ofText(title.length() > LONGEST_TEXT ? title.substring(0, LONGEST_TEXT) : title);
        Octets type = Octets.ofNumber(SERVER_TYPE, 2);
        byte atOnce = 0;
        return option(DISCOVERY_CONTROL, Octets.of(UNICAST_ONLY))
                .then(option(MENU_PROMPT, Octets.of(atOnce).then(text)))
                .then(option(BOOT_SERVERS, type.then(Octets.of((byte) 1)).then(Ipv4.octets(server))))
                .then(option(
                        BOOT_MENU, type.then(Octets.ofNumber(text.length(), 1)).then(text)))
                .then(Octets.of(END));
    }

    /**
     * The item that a client chose, PXE_BOOT_ITEM, to be sent back to it: type of server, and layer.
     *
     * @param option 43 of its request
     * @return option 43 of the answer; empty when it chose none
     */
    public static Optional<Octets> chosen(Octets option) {
        return find(option, BOOT_ITEM).filter(item -> item.length() == 6).map(item -> item.then(Octets.of(END)));
    }

    /**
     * The choice of a menu's first item, at layer 0, as a client makes it that is told to take it at once.
     *
     * @param option 43 of an offer
     * @return option 43 of the client's request; empty when there is no menu
     */
    public static Optional<Octets> firstItem(Octets option) {
        return find(option, BOOT_MENU).filter(menu -> menu.length() >= 4).map(menu -> option(
                        BOOT_ITEM, menu.slice(2, 4).then(Octets.ofNumber(0, 2)))
                .then(Octets.of(END)));
    }

    /** @return with its code and length */
    private static Optional<Octets> find(Octets option, byte code) {
        int at = 0;
        while (at + 1 < option.length() && option.at(at) != (END & 0xff)) {
            int end = at + 2 + option.at(at + 1);
            if (option.at(at) == 0) {
                at++;
                continue;
            }
            if (end > option.length()) {
                return Optional.empty();
            }
            if (option.at(at) == code) {
                return Optional.of(option.slice(at, end));
            }
            at = end;
        }
        return Optional.empty();
    }

    private static Octets option(byte code, Octets value) {
        return Octets.of(code, (byte) value.length()).then(value);
    }
}
