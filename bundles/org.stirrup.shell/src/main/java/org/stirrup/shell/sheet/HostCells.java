package org.stirrup.shell.sheet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;

/** What a cell of each column means; what it cannot mean is an {@link IllegalArgumentException} that says so. */
public final class HostCells {
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_NOTE = 500;

    private HostCells() {}

    /** @throws IllegalArgumentException also for the address that stands for no machine */
    public static MacAddress mac(String cell) {
        MacAddress mac = MacAddress.of(cell);
        if (mac.equals(MacAddress.UNKNOWN)) {
            throw new IllegalArgumentException("'" + cell + "' is no machine's hardware address");
        }
        return mac;
    }

    public static Optional<String> name(String cell) {
        return given(cell).map(name -> text(name, LONGEST_NAME));
    }

    static String note(String cell) {
        return text(cell, LONGEST_NOTE);
    }

    private static String text(String cell, int longest) {
        if (cell.length() > longest) {
            throw new IllegalArgumentException(cell.length() + " characters, more than " + longest);
        }
        if (cell.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("line breaks, tabs and other control characters are not allowed");
        }
        return cell;
    }

    /** {@link UUID#fromString} alone takes 1-1-1-1-1. */
    static Optional<UUID> uuid(String cell) {
        return given(cell).map(uuid -> {
            if (!uuid.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
                throw new IllegalArgumentException("'" + cell + "' is not a UUID");
            }
            return UUID.fromString(uuid);
        });
    }

    static Optional<Architecture> architecture(String cell) {
        return given(cell).map(code -> {
            if (!code.matches("[0-9]{1,5}") || Integer.parseInt(code) > 0xffff) {
                throw new IllegalArgumentException(
                        "'" + cell + "' is not a number of option 93, such as 0 for BIOS and 7 for UEFI");
            }
            return new Architecture(Integer.parseInt(code));
        });
    }

    static Optional<Inet4Address> address(String cell) {
        return given(cell).map(text -> {
            try {
                if (text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
                    return (Inet4Address) InetAddress.getByName(text);
                }
            } catch (UnknownHostException notOne) {
                // Said below.
            }
            throw new IllegalArgumentException("'" + cell + "' is not an IPv4 address");
        });
    }

    /** As {@link Bytes} has sizes. */
    static OptionalLong memory(String cell) {
        return given(cell)
                .map(size -> Hardware.UNKNOWN
                        .withMemory(OptionalLong.of(Bytes.bytes(size)))
                        .memory())
                .orElse(OptionalLong.empty());
    }

    static Optional<String> serial(String cell) {
        return Hardware.UNKNOWN.withSerial(given(cell)).serial();
    }

    /** With spaces between them. */
    static List<String> groups(String cell) {
        List<String> groups = Arrays.stream(cell.split("\\s+"))
                .filter(group -> !group.isEmpty())
                .toList();
        groups.stream()
                .filter(group -> !group.matches("[A-Za-z0-9._-]{1,64}"))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new IllegalArgumentException(
                            "group '" + wrong
                                    + "' is not 1 to 64 letters, digits, dots, dashes and underscores; write a space between two");
                });
        return groups;
    }

    static Host.State state(String cell) {
        String wanted = cell.isEmpty() ? Host.State.DISCOVERED.name() : cell.toUpperCase(Locale.ROOT);
        return Arrays.stream(Host.State.values())
                .filter(state -> state.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + cell + "' is none of "
                        + Arrays.stream(Host.State.values())
                                .map(state -> state.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    static Optional<Instant> time(String cell) {
        try {
            return given(cell).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + cell + "' is not a time such as 2026-11-22T12:00:00Z", e);
        }
    }

    /** What the reader of it checks. */
    static Optional<String> word(String cell) {
        return given(cell);
    }

    private static Optional<String> given(String cell) {
        return Optional.of(cell).filter(text -> !text.isEmpty());
    }
}
