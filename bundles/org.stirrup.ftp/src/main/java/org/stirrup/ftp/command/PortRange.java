package org.stirrup.ftp.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports from one to another. 0 to 0 stands for any free port of the system.
 *
 * @param last inclusive
 */
public record PortRange(int first, int last) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:\\s*-\\s*(\\d{1,5}))?");

    public PortRange {
        if (first > last || last > 65535 || first == 0 && last != 0) {
            throw new IllegalArgumentException("not a range of ports: " + first + "-" + last);
        }
    }

    /** @param text {@code 50000-50999}, or one port. @throws IllegalArgumentException when it is neither */
    public static PortRange parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a range of ports: " + text);
        }
        int first = Integer.parseInt(matcher.group(1));
        return new PortRange(first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
    }

    int count() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
