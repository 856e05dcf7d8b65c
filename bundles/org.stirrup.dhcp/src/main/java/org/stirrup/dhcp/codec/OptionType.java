package org.stirrup.dhcp.codec;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The shape of an option's value: how people write it, and how it is shown. */
public enum OptionType {
    /** One IPv4 address. */
    IP(4, 1, OptionType::ip, OptionType::showIp),
    /** IPv4 addresses, written with commas or blanks between them. */
    IPS(4, Integer.MAX_VALUE, OptionType::ip, OptionType::showIp),
    UINT8(1, 1, text -> number(text, 1), octets -> Long.toString(octets.number())),
    /** Bytes in decimal, such as the codes of option 55. */
    UINT8S(1, Integer.MAX_VALUE, text -> number(text, 1), octets -> Long.toString(octets.number())),
    UINT16(2, 1, text -> number(text, 2), octets -> Long.toString(octets.number())),
    UINT16S(2, Integer.MAX_VALUE, text -> number(text, 2), octets -> Long.toString(octets.number())),
    UINT32(4, 1, text -> number(text, 4), octets -> Long.toString(octets.number())),
    INT32(4, 1, OptionType::signed, octets -> Integer.toString((int) octets.number())),
    /** true or false. */
    FLAG(1, 1, OptionType::flag, octets -> octets.number() == 0 ? "false" : "true"),
    /** One byte a character, without a final NUL. */
    TEXT(0, 1, OptionType::someText, Octets::text),
    /** Domain names with commas or blanks between them. */
    DOMAINS(0, 1, text -> DomainNames.encode(List.of(text.split("[,\\s]+"))), octets -> DomainNames.decode(octets)
            .map(names -> String.join(",", names))
            .orElse("0x" + octets)),
    /** Routes such as {@code 10.0.0.0/8 via 192.168.1.1}, with commas between them. */
    ROUTES(0, 1, ClasslessRoutes::read, octets -> ClasslessRoutes.show(octets).orElse("0x" + octets)),
    /** Hex digits, with or without colons between the bytes. */
    HEX(0, 1, OptionType::hex, Octets::toString);

    private final int unit;
    private final int most;
    private final Function<String, Octets> reader;
    private final Function<Octets, String> writer;

    OptionType(int unit, int most, Function<String, Octets> reader, Function<Octets, String> writer) {
        this.unit = unit;
        this.most = most;
        this.reader = reader;
        this.writer = writer;
    }

    /** As it is written in a configuration: {@code ips}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what a person wrote.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public Octets read(String written) {
        if (most == 1) {
            return reader.apply(written.strip());
        }
        Octets all = Octets.NONE;
        for (String part : written.strip().split("[,\\s]+")) {
            all = all.then(reader.apply(part));
        }
        return all;
    }

    /** For a person; a value that has not this shape is shown in hex. */
    public String show(Octets value) {
        if (unit == 0) {
            return writer.apply(value);
        }
        int count = value.length() / unit;
        if (count == 0 || count > most || value.length() % unit != 0) {
            return "0x" + value;
        }
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < value.length(); at += unit) {
            parts.add(writer.apply(value.slice(at, at + unit)));
        }
        return String.join(",", parts);
    }

    private static Octets ip(String text) {
        return Ipv4.octets(Ipv4.parse(text));
    }

    private static String showIp(Octets octets) {
        Inet4Address address = Ipv4.of(octets);
        return address.getHostAddress();
    }

    private static Octets number(String text, int width) {
        long limit = (1L << 8 * width) - 1;
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > limit) {
            throw new IllegalArgumentException("'" + text + "' is not a number from 0 to " + limit);
        }
        return Octets.ofNumber(Long.parseLong(text), width);
    }

    private static Octets signed(String text) {
        if (!text.matches("-?[0-9]{1,10}") || Long.parseLong(text) != (int) Long.parseLong(text)) {
            throw new IllegalArgumentException("'" + text + "' is not a number from -2147483648 to 2147483647");
        }
        return Octets.ofNumber(Long.parseLong(text), 4);
    }

    private static Octets flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Octets.ofNumber(1, 1);
            case "false" -> Octets.ofNumber(0, 1);
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static Octets someText(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c > 0xff)) {
            throw new IllegalArgumentException("text is empty or has characters that no option can carry");
        }
        return Octets.ofText(text);
    }

    private static Octets hex(String text) {
        String bare = text.replace(":", "").toLowerCase(Locale.ROOT);
        if (!bare.matches("([0-9a-f]{2})*")) {
            throw new IllegalArgumentException("'" + text + "' is not in hex pairs such as 01:02:0a");
        }
        return Octets.of(HexFormat.of().parseHex(bare));
    }
}
