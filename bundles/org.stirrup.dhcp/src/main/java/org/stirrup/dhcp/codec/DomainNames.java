package org.stirrup.dhcp.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Domain names one after the other, as a search list has them: labels with a length before each, what was written
 * before is pointed to (RFC 1035, sections 3.1 and 4.1.4; RFC 3397, section 2).
 */
public final class DomainNames {
    /** Of a name on the wire, length bytes and the final zero included (RFC 1035, section 2.3.4). */
    private static final int LONGEST = 255;

    /** A pointer has 14 bits. */
    private static final int FARTHEST = 0x3fff;

    private DomainNames() {}

    /**
     * @param names such as {@code lab.example}
     * @throws IllegalArgumentException naming the one that is no domain name
     */
    public static Octets encode(List<String> names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<List<String>, Integer> written = new HashMap<>();
        for (String name : names) {
            write(labels(name), out, written);
        }
        return Octets.of(out.toByteArray());
    }

    /** One name without pointers, final zero included (RFC 4702, section 2.3.1). */
    public static Octets encode(String name) {
        return encode(List.of(name));
    }

    private static List<String> labels(String name) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        List<String> labels = Arrays.asList(bare.split("\\.", -1));
        boolean good =
                labels.stream().allMatch(label -> label.matches("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"));
        if (!good || bare.length() + 2 > LONGEST) {
            throw new IllegalArgumentException("'" + name + "' is not a domain name");
        }
        return labels;
    }

    private static void write(List<String> labels, ByteArrayOutputStream out, Map<List<String>, Integer> written) {
        for (int i = 0; i < labels.size(); i++) {
            List<String> rest = List.copyOf(labels.subList(i, labels.size()));
            Integer before = written.get(rest);
            if (before != null) {
                out.write(0xc0 | before >> 8);
                out.write(before & 0xff);
                return;
            }
            if (out.size() <= FARTHEST) {
                written.put(rest, out.size());
            }
            out.write(labels.get(i).length());
            out.writeBytes(labels.get(i).getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
    }

    /** The names, with dots between the labels; empty when these bytes are none. */
    public static Optional<List<String>> decode(Octets value) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            Optional<Read> read = read(value, at);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            names.add(read.get().name());
            at = read.get().end();
        }
        return Optional.of(names);
    }

    private record Read(String name, int end) {}

    /** A pointer only ever points back, so that this ends. */
    private static Optional<Read> read(Octets value, int start) {
        List<String> labels = new ArrayList<>();
        int size = 1;
        int at = start;
        int end = -1;
        int lowest = start;
        while (true) {
            if (at >= value.length()) {
                return Optional.empty();
            }
            int length = value.at(at);
            if (length == 0) {
                return Optional.of(new Read(String.join(".", labels), end < 0 ? at + 1 : end));
            }
            if (length >= 0xc0) {
                if (at + 1 >= value.length()) {
                    return Optional.empty();
                }
                int target = (length & 0x3f) << 8 | value.at(at + 1);
                if (target >= lowest) {
                    return Optional.empty();
                }
                end = end < 0 ? at + 2 : end;
                lowest = target;
                at = target;
                continue;
            }
            size += length + 1;
            if (length > 63 || size > LONGEST || at + 1 + length > value.length()) {
                return Optional.empty();
            }
            byte[] label = value.slice(at + 1, at + 1 + length).toArray();
            labels.add(new String(label, StandardCharsets.ISO_8859_1));
            at += 1 + length;
        }
    }
}
