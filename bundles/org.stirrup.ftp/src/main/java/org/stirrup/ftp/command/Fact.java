package org.stirrup.ftp.command;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stirrup.api.content.ContentEntry;

/** What MLST and MLSD can tell about a path (RFC 3659, section 7.5). */
enum Fact {
    TYPE,
    SIZE,
    MODIFY,
    PERM;

    /** Times of RFC 3659, section 2.3: always UTC. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** {@code type=file;size=12;modify=20261122120000;perm=r; name} without an end of line. */
    static String line(List<Fact> facts, ContentEntry entry, String name) {
        return facts.stream().map(fact -> fact.of(entry)).collect(Collectors.joining()) + " " + name;
    }

    /** The facts of a list such as {@code type;size;}; those unknown are left out (section 7.9). */
    static List<Fact> named(String list) {
        List<String> names = List.of(list.toUpperCase(Locale.ROOT).split(";"));
        return List.of(values()).stream()
                .filter(fact -> names.contains(fact.name()))
                .toList();
    }

    /** All facts for FEAT, those of the list marked with a star (section 7.8). */
    static String offered(List<Fact> chosen) {
        return List.of(values()).stream()
                .map(fact -> fact.label() + (chosen.contains(fact) ? "*;" : ";"))
                .collect(Collectors.joining());
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private String of(ContentEntry entry) {
        return switch (this) {
            case TYPE -> entry.folder() ? "type=dir;" : "type=file;";
            case SIZE -> entry.folder() ? "" : "size=" + entry.size() + ";";
            case MODIFY -> "modify=" + TIME.format(entry.modified()) + ";";
            case PERM -> entry.folder() ? "perm=el;" : "perm=r;";
        };
    }
}
