package org.stirrup.dhcp6.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message between a client and a server (RFC 8415, section 8).
 *
 * @param transaction the client's number of it, 24 bits
 * @param associations IA_NA, IA_TA and IA_PD options
 * @param options all others, in their order
 */
public record Dhcp6Message(MessageType type, int transaction, List<Association> associations, List<Option> options) {
    private static final int ENTERPRISE = 4;

    public Dhcp6Message {
        associations = List.copyOf(associations);
        options = List.copyOf(options);
    }

    /** The value of the first option of that code, to be read. */
    public Optional<ByteBuffer> option(int code) {
        return options.stream()
                .filter(option -> option.code() == code)
                .map(option -> option.value().duplicate())
                .findFirst();
    }

    public boolean has(int code) {
        return option(code).isPresent();
    }

    /** Whether the client lists an option among those that it wants (RFC 8415, section 21.7). */
    public boolean asksFor(int code) {
        return numbers(Option.OPTION_REQUEST).contains(code);
    }

    /** The architectures a client can run programs of, the preferred first (RFC 5970, section 3.3). */
    public List<Integer> architectures() {
        return numbers(Option.CLIENT_ARCHITECTURE);
    }

    /** What classes the user put it in (RFC 8415, section 21.15). */
    public List<String> userClasses() {
        return option(Option.USER_CLASS).map(Texts::decode).orElse(List.of());
    }

    /** What the vendor calls it (RFC 8415, section 21.16). */
    public List<String> vendorClasses() {
        return option(Option.VENDOR_CLASS)
                .filter(value -> value.remaining() >= ENTERPRISE)
                .map(value -> Texts.decode(value.position(ENTERPRISE)))
                .orElse(List.of());
    }

    /** A text option such as the boot file's URL. */
    public Optional<String> text(int code) {
        return option(code).map(value -> StandardCharsets.UTF_8.decode(value).toString());
    }

    private List<Integer> numbers(int code) {
        List<Integer> numbers = new ArrayList<>();
        option(code).ifPresent(value -> {
            while (value.remaining() >= 2) {
                numbers.add(Short.toUnsignedInt(value.getShort()));
            }
        });
        return numbers;
    }
}
