package org.stirrup.shell.sheet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;

/**
 * Hosts as comma-separated values and back: a heading, then a row for each. Of a host that is known, columns that the
 * heading does not name stay as they are. The token is no column: it is a secret of the appliance and the installer.
 */
public final class HostSheet {
    private static final String MAC = "mac";
    private static final List<String> COLUMNS =
            List.of(MAC, "name", "uuid", "architecture", "address", "groups", "state", "note", "firstSeen", "lastSeen");

    /** So many mistakes are told at once. */
    private static final int MOST_MISTAKES = 20;

    private final Function<MacAddress, Optional<Host>> known;
    private final Instant now;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<MacAddress, Integer> lines = new HashMap<>();
    private List<String> heading = List.of();

    private HostSheet(Function<MacAddress, Optional<Host>> known, Instant now) {
        this.known = known;
        this.now = now;
    }

    /** @return the sheet, its lines ended as RFC 4180 has it */
    public static String format(List<Host> hosts) {
        return Csv.format(COLUMNS) + hosts.stream().map(HostSheet::row).collect(Collectors.joining());
    }

    private static String row(Host host) {
        return Csv.format(List.of(
                host.mac().text(),
                host.name().orElse(""),
                host.uuid().map(Object::toString).orElse(""),
                host.architecture().map(it -> Integer.toString(it.code())).orElse(""),
                host.address().map(it -> it.getHostAddress()).orElse(""),
                String.join(" ", host.groups()),
                host.state().name().toLowerCase(Locale.ROOT),
                host.note(),
                host.firstSeen().toString(),
                host.lastSeen().toString()));
    }

    /**
     * The hosts of a sheet, in its order. The token of one that is new is empty.
     *
     * @param known the host of before
     * @param now when a new one was seen, where the sheet does not say
     * @throws IllegalArgumentException with each mistake, its line and its column, a line for each
     */
    public static List<Host> parse(String text, Function<MacAddress, Optional<Host>> known, Instant now) {
        return new HostSheet(known, now).hosts(Csv.parse(text.startsWith("\ufeff") ? text.substring(1) : text));
    }

    private List<Host> hosts(List<Csv.Row> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("it is empty; the first line must be a heading such as mac,name,groups");
        }
        heading = rows.get(0).cells();
        checkHeading(rows.get(0).line());
        List<Host> hosts = new ArrayList<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            host(row).ifPresent(hosts::add);
        }
        if (!mistakes.isEmpty()) {
            int more = mistakes.size() - MOST_MISTAKES;
            throw new IllegalArgumentException(
                    mistakes.stream().limit(MOST_MISTAKES).collect(Collectors.joining("\n"))
                            + (more > 0 ? "\nand " + more + " more" : ""));
        }
        return hosts;
    }

    private void checkHeading(int line) {
        for (String column : heading) {
            if (!COLUMNS.contains(column)) {
                throw new IllegalArgumentException("line " + line + ": there is no column '" + column
                        + "'; there are, with commas between them: " + String.join(", ", COLUMNS));
            }
        }
        if (!heading.contains(MAC) || heading.stream().distinct().count() < heading.size()) {
            throw new IllegalArgumentException(
                    "line " + line + ": the heading must name mac, and no column more than once");
        }
    }

    private Optional<Host> host(Csv.Row row) {
        if (row.cells().size() != heading.size()) {
            mistakes.add(
                    "line " + row.line() + ": " + row.cells().size() + " cells, the heading has " + heading.size());
            return Optional.empty();
        }
        int before = mistakes.size();
        MacAddress mac = value(row, MAC, MacAddress.UNKNOWN, HostCells::mac);
        Integer other = lines.putIfAbsent(mac, row.line());
        if (other != null && mistakes.size() == before) {
            mistakes.add("line " + row.line() + ", column mac: " + mac + " is on line " + other + " already");
        }
        Optional<Host> old = known.apply(mac);
        Host host = new Host(
                mac,
                value(row, "name", old.flatMap(Host::name), HostCells::name),
                value(row, "uuid", old.flatMap(Host::uuid), HostCells::uuid),
                value(row, "architecture", old.flatMap(Host::architecture), HostCells::architecture),
                value(row, "address", old.flatMap(Host::address), HostCells::address),
                value(row, "groups", old.map(Host::groups).orElse(List.of()), HostCells::groups),
                value(row, "state", old.map(Host::state).orElse(Host.State.DISCOVERED), HostCells::state),
                value(row, "note", old.map(Host::note).orElse(""), HostCells::note),
                old.map(Host::token).orElse(""),
                time(row, "firstSeen", old.map(Host::firstSeen)),
                time(row, "lastSeen", old.map(Host::lastSeen)));
        return mistakes.size() == before ? Optional.of(host) : Optional.empty();
    }

    /** An empty cell says nothing: no machine was never seen. */
    private Instant time(Csv.Row row, String column, Optional<Instant> old) {
        return value(row, column, Optional.<Instant>empty(), HostCells::time)
                .or(() -> old)
                .orElse(now);
    }

    /** @param absent what it is where there is no such column, or a mistake */
    private <T> T value(Csv.Row row, String column, T absent, Function<String, T> reader) {
        int at = heading.indexOf(column);
        if (at < 0) {
            return absent;
        }
        try {
            return reader.apply(row.cells().get(at).strip());
        } catch (IllegalArgumentException e) {
            mistakes.add("line " + row.line() + ", column " + column + ": " + e.getMessage());
            return absent;
        }
    }
}
