package org.stirrup.host.file;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;

/**
 * A host as a line that people can read, and back, exactly:
 *
 * <pre>mac=52:54:00:77:00:10 state=INSTALLED firstSeen=2026-11-22T12:00:00Z lastSeen=2026-11-22T12:40:00Z
 * name=pc17 architecture=0 address=192.168.1.100 memory=8589934592 serial=5CG1234XYZ groups=lab,west note=done
 * boot=ONCE image=CentOS-7 token=0123456789abcdef0123456789abcdef</pre>
 *
 * <p>all on one line. Values are percent-encoded where they need it. What a host has not is left out. The token stands
 * last and has a fixed length, so that a line cut short by a crash is never mistaken for a whole one.
 */
public final class HostLine {
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");

    private HostLine() {}

    /** @return without a line end */
    public static String format(Host host) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("mac", host.mac().text());
        fields.put("state", host.state().name());
        fields.put("firstSeen", host.firstSeen().toString());
        fields.put("lastSeen", host.lastSeen().toString());
        host.name().ifPresent(name -> fields.put("name", name));
        host.uuid().ifPresent(uuid -> fields.put("uuid", uuid.toString()));
        host.architecture().ifPresent(it -> fields.put("architecture", Integer.toString(it.code())));
        host.address().ifPresent(address -> fields.put("address", address.getHostAddress()));
        host.hardware().memory().ifPresent(bytes -> fields.put("memory", Long.toString(bytes)));
        host.hardware().serial().ifPresent(serial -> fields.put("serial", serial));
        if (!host.groups().isEmpty()) {
            fields.put("groups", String.join(",", host.groups()));
        }
        if (!host.note().isEmpty()) {
            fields.put("note", host.note());
        }
        host.assignment().ifPresent(assignment -> fields.putAll(AssignmentFields.of(assignment)));
        fields.put("token", host.token());
        return format(fields);
    }

    static String format(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** Colons and commas stay as they are: they are in every line and mean nothing to the reader of it. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("%3A", ":")
                .replace("%2C", ",");
    }

    /** @throws IllegalArgumentException for anything that {@link #format} does not write, with what is wrong */
    public static Host parse(String line) {
        Map<String, String> fields = fields(line);
        String token = need(fields, "token", Function.identity());
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("token is not 32 hexadecimal digits");
        }
        return new Host(
                need(fields, "mac", MacAddress::new),
                optional(fields, "name", Function.identity()),
                optional(fields, "uuid", UUID::fromString),
                optional(fields, "architecture", code -> new Architecture(Integer.parseInt(code))),
                optional(fields, "address", HostLine::address),
                optional(fields, "groups", names -> List.of(names.split(","))).orElse(List.of()),
                need(fields, "state", Host.State::valueOf),
                fields.getOrDefault("note", ""),
                token,
                need(fields, "firstSeen", Instant::parse),
                need(fields, "lastSeen", Instant::parse),
                AssignmentFields.read(fields),
                hardware(fields));
    }

    private static Hardware hardware(Map<String, String> fields) {
        return Hardware.UNKNOWN
                .withMemory(optional(fields, "memory", text -> OptionalLong.of(Long.parseLong(text)))
                        .orElse(OptionalLong.empty()))
                .withSerial(optional(fields, "serial", Function.identity()));
    }

    /** Which machine a line is about, also where the rest of it cannot be read; empty when not even that can be. */
    public static Optional<MacAddress> machine(String line) {
        String first = line.strip().split(" ", 2)[0];
        try {
            return first.startsWith("mac=") ? Optional.of(new MacAddress(first.substring(4))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Map<String, String> fields(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : line.strip().split(" +")) {
            int equals = field.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + field + "' is not key=value");
            }
            fields.put(
                    field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    static <T> T need(Map<String, String> fields, String key, Function<String, T> reader) {
        return optional(fields, key, reader).orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
    }

    static <T> Optional<T> optional(Map<String, String> fields, String key, Function<String, T> reader) {
        try {
            return Optional.ofNullable(fields.get(key)).map(reader);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(key + "=" + fields.get(key) + " cannot be read", e);
        }
    }

    private static Inet4Address address(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            throw new IllegalArgumentException("not an IPv4 address");
        }
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IPv4 address", e);
        }
    }
}
