package org.stirrup.console.tab;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

/**
 * A boot as text, a line for each event as tcpdump has it for packets, for a report to somebody who has no console: time
 * (UTC), machine and its address, what, and every detail.
 */
final class BootText {
    private BootText() {}

    static String of(MacAddress mac, List<BootJournal.Line> lines) {
        return lines.stream().map(line -> line(mac, line)).collect(Collectors.joining());
    }

    private static String line(MacAddress mac, BootJournal.Line line) {
        BootEvent event = line.event();
        String details = new TreeMap<>(event.details())
                .entrySet().stream()
                        .map(each -> ", " + each.getKey() + " " + quoted(each.getValue()))
                        .collect(Collectors.joining());
        return line.time() + " " + mac
                + event.address()
                        .map(address -> " (" + address.getHostAddress() + ")")
                        .orElse("") + ": "
                + event.kind() + (event.text().isEmpty() ? "" : " " + quoted(event.text())) + details + "\n";
    }

    /** What a machine sent stays on its line: control characters as Java writes them. */
    private static String quoted(String text) {
        StringBuilder safe = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }
}
