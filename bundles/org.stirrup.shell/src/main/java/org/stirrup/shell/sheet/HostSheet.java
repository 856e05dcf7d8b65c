package org.stirrup.shell.sheet;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;

/** Hosts as comma-separated values and back: a heading, then a row for each. */
public final class HostSheet {
    private HostSheet() {}

    /** @return the sheet, its lines ended as RFC 4180 has it */
    public static String format(List<Host> hosts) {
        return Csv.format(HostColumns.ALL)
                + hosts.stream()
                        .map(host -> Csv.format(List.copyOf(HostColumns.of(host).values())))
                        .collect(Collectors.joining());
    }

    /**
     * The hosts of a sheet, in its order. The token of one that is new is empty; of one that is known, columns that the
     * heading does not name stay as they are.
     *
     * @param known the host of before
     * @param now when a new one was seen, where the sheet does not say
     * @throws IllegalArgumentException with each mistake, its line and its column, a line for each
     */
    public static List<Host> parse(String text, Function<MacAddress, Optional<Host>> known, Instant now) {
        List<Csv.Row> rows = Csv.parse(text.startsWith("\ufeff") ? text.substring(1) : text);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("it is empty; the first line must be a heading such as mac,name,groups");
        }
        List<String> heading = rows.get(0).cells();
        checkHeading(rows.get(0).line(), heading);
        HostReading reading = new HostReading(known, now);
        for (Csv.Row row : rows.subList(1, rows.size())) {
            if (row.cells().size() == heading.size()) {
                reading.add(row.line(), cells(heading, row.cells()));
            } else {
                reading.mistake(row.line(), ": " + row.cells().size() + " cells, the heading has " + heading.size());
            }
        }
        return reading.hosts();
    }

    private static Map<String, String> cells(List<String> heading, List<String> row) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < heading.size(); i++) {
            cells.put(heading.get(i), row.get(i));
        }
        return cells;
    }

    private static void checkHeading(int line, List<String> heading) {
        for (String column : heading) {
            if (!HostColumns.ALL.contains(column)) {
                throw new IllegalArgumentException("line " + line + ": there is no column '" + column
                        + "'; there are, with commas between them: " + String.join(", ", HostColumns.ALL));
            }
        }
        if (!heading.contains(HostColumns.MAC) || heading.stream().distinct().count() < heading.size()) {
            throw new IllegalArgumentException(
                    "line " + line + ": the heading must name mac, and no column more than once");
        }
    }
}
