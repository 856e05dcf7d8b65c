package org.stirrup.dhcp.codec;

import java.net.Inet4Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a message, in the order they came. An option that was sent in pieces stands here as one (RFC 3396).
 *
 * @param values code, 1 to 254, to value
 */
public record Options(Map<Integer, Octets> values) {
    public static final Options NONE = new Options(Map.of());

    public Options {
        for (int code : values.keySet()) {
            if (code < 1 || code > 254) {
                throw new IllegalArgumentException("no option has code " + code + ": 0 pads, 255 ends");
            }
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public boolean has(KnownOption option) {
        return values.containsKey(option.code());
    }

    public Optional<Octets> get(KnownOption option) {
        return get(option.code());
    }

    public Optional<Octets> get(int code) {
        return Optional.ofNullable(values.get(code));
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
        Map<Integer, Octets> next = new LinkedHashMap<>(values);
        next.put(code, value);
        return new Options(next);
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
}
