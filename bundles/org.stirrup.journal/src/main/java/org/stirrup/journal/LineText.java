package org.stirrup.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stirrup.api.journal.BootEvent;

/** A line of the journal as people read it in the log. */
final class LineText {
    private LineText() {}

    /** {@code 52:54:00:77:00:10  OFFER  192.168.77.100, pxelinux.0 by pxelinux} */
    static String of(BootEvent event) {
        String who = event.mac().isPresent()
                ? event.mac().get().text()
                : event.address().map(address -> address.getHostAddress()).orElse("-");
        return printable(who + "  " + event.kind() + "  " + what(event));
    }

    private static String what(BootEvent event) {
        Map<String, String> details = event.details();
        return switch (event.kind()) {
            case TRANSFER_END, TRANSFER_FAILED ->
                details.containsKey("file") && details.containsKey("bytes") ? transfer(event) : text(event);
            default -> text(event);
        };
    }

    /** The address stands before the text, unless the line has it already. */
    private static String text(BootEvent event) {
        String text = event.text();
        if (event.mac().isEmpty() || event.address().isEmpty()) {
            return text;
        }
        String address = event.address().get().getHostAddress();
        return text.contains(address) ? text : text.isEmpty() ? address : address + ", " + text;
    }

    /** {@code pub/CentOS-7/images/pxeboot/initrd.img  3.1 MB in 0.42 s (tftp, blksize 1408)} */
    private static String transfer(BootEvent event) {
        Map<String, String> details = event.details();
        StringBuilder line = new StringBuilder(details.get("file")).append("  ").append(size(details.get("bytes")));
        if (details.containsKey("millis")) {
            line.append(" in ").append(seconds(details.get("millis")));
        }
        List<String> how = new ArrayList<>();
        if (details.containsKey("protocol")) {
            how.add(details.get("protocol"));
        }
        for (String key : List.of("blksize", "windowsize", "retransmits")) {
            String value = details.get(key);
            if (value != null && !value.equals("0")) {
                how.add(key + " " + value);
            }
        }
        if (!how.isEmpty()) {
            line.append(" (").append(String.join(", ", how)).append(')');
        }
        if (event.kind() == BootEvent.Kind.TRANSFER_FAILED) {
            line.append(": ").append(details.getOrDefault("reason", event.text()));
        }
        return line.toString();
    }

    /** Decimal units, as disks and downloads are labelled: {@code 26 bytes}, {@code 41.2 kB}, {@code 3.1 MB}. */
    static String size(String bytes) {
        double value;
        try {
            value = Long.parseLong(bytes);
        } catch (NumberFormatException e) {
            return bytes + " bytes";
        }
        if (value < 1000) {
            return bytes + " bytes";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        int unit = -1;
        while (value >= 999.95 && unit < units.length - 1 || unit < 0) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    private static String seconds(String millis) {
        try {
            return String.format(Locale.ROOT, "%.2f s", Long.parseLong(millis) / 1000.0);
        } catch (NumberFormatException e) {
            return millis + " ms";
        }
    }

    /** What clients send ends up in the text; no control character of theirs reaches a terminal or makes a new line. */
    private static String printable(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || c == 0x2028
                                || c == 0x2029
                        ? '?'
                        : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Whether there is nothing but visible ASCII in it, as in nearly every line. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
