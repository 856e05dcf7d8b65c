package org.stirrup.shell.sheet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;

/**
 * Makes hosts of what a list says of them. Of a host that is known, what the list does not name stays as it is. Every
 * mistake is noted, and one is enough for no host at all.
 */
final class HostReading {
    /** So many mistakes are told at once. */
    private static final int MOST_MISTAKES = 20;

    private final Function<MacAddress, Optional<Host>> known;
    private final Instant now;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<MacAddress, Integer> lines = new HashMap<>();
    private final List<Host> hosts = new ArrayList<>();

    /**
     * @param known the host of before
     * @param now when a new one was seen, where the list does not say
     */
    HostReading(Function<MacAddress, Optional<Host>> known, Instant now) {
        this.known = known;
        this.now = now;
    }

    void mistake(int line, String what) {
        mistakes.add("line " + line + what);
    }

    /** @throws IllegalArgumentException with each mistake, its line and its column, a line for each */
    List<Host> hosts() {
        if (!mistakes.isEmpty()) {
            int more = mistakes.size() - MOST_MISTAKES;
            throw new IllegalArgumentException(
                    mistakes.stream().limit(MOST_MISTAKES).collect(Collectors.joining("\n"))
                            + (more > 0 ? "\nand " + more + " more" : ""));
        }
        return hosts;
    }

    /** @param cells by column; mac is among them */
    void add(int line, Map<String, String> cells) {
        int before = mistakes.size();
        Row row = new Row(line, cells);
        MacAddress mac = row.value(HostColumns.MAC, MacAddress.UNKNOWN, HostCells::mac);
        Integer other = lines.putIfAbsent(mac, line);
        if (other != null && mistakes.size() == before) {
            mistake(line, ", column mac: " + mac + " is on line " + other + " already");
        }
        Optional<Host> old = known.apply(mac);
        Hardware hardware = old.map(Host::hardware).orElse(Hardware.UNKNOWN);
        Host host = new Host(
                mac,
                row.value("name", old.flatMap(Host::name), HostCells::name),
                row.value("uuid", old.flatMap(Host::uuid), HostCells::uuid),
                row.value("architecture", old.flatMap(Host::architecture), HostCells::architecture),
                row.value("address", old.flatMap(Host::address), HostCells::address),
                row.value("groups", old.map(Host::groups).orElse(List.of()), HostCells::groups),
                row.value("state", old.map(Host::state).orElse(Host.State.DISCOVERED), HostCells::state),
                row.value("note", old.map(Host::note).orElse(""), HostCells::note),
                old.map(Host::token).orElse(""),
                row.time("firstSeen", old.map(Host::firstSeen)),
                row.time("lastSeen", old.map(Host::lastSeen)),
                row.assignment(old.flatMap(Host::assignment)),
                new Hardware(
                        row.value("memory", hardware.memory(), HostCells::memory),
                        row.value("serial", hardware.serial(), HostCells::serial)));
        if (mistakes.size() == before) {
            hosts.add(host);
        }
    }

    /** What one host is said to have. */
    private final class Row {
        private final int line;
        private final Map<String, String> cells;

        Row(int line, Map<String, String> cells) {
            this.line = line;
            this.cells = cells;
        }

        /** An empty cell says nothing: no machine was never seen. */
        Instant time(String column, Optional<Instant> old) {
            return value(column, Optional.<Instant>empty(), HostCells::time)
                    .or(() -> old)
                    .orElse(now);
        }

        /** An image without a word of when is booted once. */
        Optional<Assignment> assignment(Optional<Assignment> old) {
            if (Stream.of("image", "boot", "answers").noneMatch(cells::containsKey)) {
                return old;
            }
            Optional<String> image = value("image", old.flatMap(Assignment::image), HostCells::word);
            Optional<String> answers = value("answers", old.flatMap(Assignment::answers), HostCells::word);
            Optional<Assignment.Mode> mode = value("boot", old.map(Assignment::mode), cell -> HostCells.word(cell)
                            .map(Assignment.Mode::of))
                    .or(() -> image.map(given -> Assignment.Mode.ONCE));
            if (mode.isEmpty() && answers.isPresent()) {
                mistake(line, ", column answers: is of no use without an image or a word how it boots");
                return old;
            }
            try {
                return mode.map(given -> new Assignment(image, answers, given));
            } catch (IllegalArgumentException e) {
                mistake(line, ", columns image, boot and answers: " + e.getMessage());
                return old;
            }
        }

        /** @param absent what it is where there is no such column, or a mistake */
        <T> T value(String column, T absent, Function<String, T> reader) {
            String cell = cells.get(column);
            if (cell == null) {
                return absent;
            }
            try {
                return reader.apply(cell.strip());
            } catch (IllegalArgumentException e) {
                mistake(line, ", column " + column + ": " + e.getMessage());
                return absent;
            }
        }
    }
}
