package org.stirrup.shell.sheet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;

/** A host as words under their names. The token is none of them: it is a secret of the appliance and the installer. */
final class HostColumns {
    static final String MAC = "mac";
    static final List<String> ALL = List.of(
            MAC,
            "name",
            "uuid",
            "architecture",
            "address",
            "serial",
            "memory",
            "groups",
            "state",
            "note",
            "firstSeen",
            "lastSeen",
            "image",
            "boot",
            "answers");

    private HostColumns() {}

    /** All of them; what a host has not is empty. */
    static Map<String, String> of(Host host) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put(MAC, host.mac().text());
        cells.put("name", host.name().orElse(""));
        cells.put("uuid", host.uuid().map(Object::toString).orElse(""));
        cells.put(
                "architecture",
                host.architecture().map(it -> Integer.toString(it.code())).orElse(""));
        cells.put("address", host.address().map(it -> it.getHostAddress()).orElse(""));
        cells.put("serial", host.hardware().serial().orElse(""));
        cells.put(
                "memory",
                host.hardware().memory().stream()
                        .mapToObj(Bytes::text)
                        .findFirst()
                        .orElse(""));
        cells.put("groups", String.join(" ", host.groups()));
        cells.put("state", host.state().name().toLowerCase(Locale.ROOT));
        cells.put("note", host.note());
        cells.put("firstSeen", host.firstSeen().toString());
        cells.put("lastSeen", host.lastSeen().toString());
        Optional<Assignment> assignment = host.assignment();
        cells.put("image", assignment.flatMap(Assignment::image).orElse(""));
        cells.put("boot", assignment.map(it -> it.mode().word()).orElse(""));
        cells.put("answers", assignment.flatMap(Assignment::answers).orElse(""));
        return cells;
    }
}
