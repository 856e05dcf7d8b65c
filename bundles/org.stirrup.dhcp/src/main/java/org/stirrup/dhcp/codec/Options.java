package org.stirrup.dhcp.codec;

import java.net.Inet4Address;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a message, in the order they came. An option that was sent in pieces stands here as one (RFC 3396).
 * Equal when the same codes have the same values, in whatever order. A reply is built one option at a time and a
 * message is asked for a dozen of them, so they stand in two arrays: that is less to copy than a map and, for as few as
 * a message has, no slower to search.
 */
public final class Options {
    public static final Options NONE = new Options(new int[0], new Octets[0]);

    private final int[] codes;
    private final Octets[] octets;

    /** @param values code, 1 to 254, to value */
    public Options(Map<Integer, Octets> values) {
        this(
                values.keySet().stream().mapToInt(Options::checked).toArray(),
                values.values().toArray(Octets[]::new));
    }

    private Options(int[] codes, Octets[] octets) {
        this.codes = codes;
        this.octets = octets;
    }

    private static int checked(int code) {
        if (code < 1 || code > 254) {
            throw new IllegalArgumentException("no option has code " + code + ": 0 pads, 255 ends");
        }
        return code;
    }

    /** Code, 1 to 254, to value. */
    public Map<Integer, Octets> values() {
        Map<Integer, Octets> values = new LinkedHashMap<>();
        for (int i = 0; i < codes.length; i++) {
            values.put(codes[i], octets[i]);
        }
        return Collections.unmodifiableMap(values);
    }

    public boolean isEmpty() {
        return codes.length == 0;
    }

    /** Where an option stands; -1 when it does not. */
    private int indexOf(int code) {
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] == code) {
                return i;
            }
        }
        return -1;
    }

    public boolean has(KnownOption option) {
        return indexOf(option.code()) >= 0;
    }

    public Optional<Octets> get(KnownOption option) {
        return get(option.code());
    }

    public Optional<Octets> get(int code) {
        int index = indexOf(code);
        return index < 0 ? Optional.empty() : Optional.of(octets[index]);
    }

    /** Empty also when it is not four bytes long. */
    public Optional<Inet4Address> address(KnownOption option) {
        return get(option).filter(value -> value.length() == 4).map(Ipv4::of);
    }

    /** Empty also when it has no byte or more than four. */
    public Optional<Long> number(KnownOption option) {
        return get(option)
                .filter(value -> value.length() >= 1 && value.length() <= 4)
                .map(Octets::number);
    }

    /** Empty also when there is no text in it. */
    public Optional<String> text(KnownOption option) {
        return get(option).map(Octets::text).filter(text -> !text.isEmpty());
    }

    /** With this one added, or in place of what it was. */
    public Options with(int code, Octets value) {
        int index = indexOf(code);
        int length = index < 0 ? codes.length + 1 : codes.length;
        int[] nextCodes = Arrays.copyOf(codes, length);
        Octets[] nextOctets = Arrays.copyOf(octets, length);
        int at = index < 0 ? codes.length : index;
        nextCodes[at] = checked(code);
        nextOctets[at] = value;
        return new Options(nextCodes, nextOctets);
    }

    public Options with(KnownOption option, Octets value) {
        return with(option.code(), value);
    }

    /** With this one added unless it is empty. */
    public Options with(KnownOption option, Optional<Octets> value) {
        return value.map(octets -> with(option, octets)).orElse(this);
    }

    /** With one of a fixed width: address, flag or number. */
    public Options withNumber(KnownOption option, long number) {
        int width =
                switch (option.type()) {
                    case UINT8, FLAG -> 1;
                    case UINT16 -> 2;
                    case UINT32, IP -> 4;
                    default -> throw new IllegalArgumentException(option.label() + " is no number");
                };
        return with(option, Octets.ofNumber(number, width));
    }

    public Options withText(KnownOption option, String text) {
        return with(option, Octets.ofText(text));
    }

    public Options withAddress(KnownOption option, Inet4Address address) {
        return with(option, Ipv4.octets(address));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options options && values().equals(options.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "Options[values=" + values() + "]";
    }
}
