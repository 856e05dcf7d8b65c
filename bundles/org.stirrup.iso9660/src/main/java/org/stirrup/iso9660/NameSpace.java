package org.stirrup.iso9660;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Which of the names an image carries are shown. */
public enum NameSpace {
    /** POSIX names, times and links: IEEE P1282. */
    ROCK_RIDGE,
    /** UCS-2 names: Microsoft's Joliet specification. */
    JOLIET,
    /** Upper-case names alone, shown in lower case as Linux does. */
    PLAIN,
    /** Unicode names of a UDF tree, upper and lower case told apart. */
    UDF;

    /** The name that a directory record's identifier stands for (ECMA-119, section 7.5). */
    String decode(byte[] identifier) {
        if (this == JOLIET) {
            return withoutVersion(new String(identifier, StandardCharsets.UTF_16BE));
        }
        String name = withoutVersion(new String(identifier, StandardCharsets.ISO_8859_1));
        if (name.length() > 1 && name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.toLowerCase(Locale.ROOT);
    }

    /** The name to look for when somebody asks for one. */
    String asked(String name) {
        return this == PLAIN ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static String withoutVersion(String name) {
        int semicolon = name.lastIndexOf(';');
        boolean version = semicolon > 0 && name.substring(semicolon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
        return version ? name.substring(0, semicolon) : name;
    }
}
