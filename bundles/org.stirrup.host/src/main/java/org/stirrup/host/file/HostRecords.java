package org.stirrup.host.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;

/**
 * What a file of hosts says.
 *
 * @param hosts the last line of each machine
 * @param unsure machines whose last line cannot be read; an older one may be among the hosts
 * @param damage what could not be read, a line each: "line 7: state=INSTALLDE cannot be read"; a last line that a crash
 *     cut short is no damage, since nobody was told that it was saved
 */
public record HostRecords(Map<MacAddress, Host> hosts, Set<MacAddress> unsure, List<String> damage) {

    /** Reads the file without a change to it; a missing one holds nothing. */
    public static HostRecords read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return parse("");
        }
        // As Latin-1 every byte is a character: a line of rubbish spoils no other.
        return parse(Files.readString(path, StandardCharsets.ISO_8859_1));
    }

    static HostRecords parse(String text) {
        Map<MacAddress, Host> hosts = new TreeMap<>();
        Set<MacAddress> unsure = new TreeSet<>();
        List<String> damage = new ArrayList<>();
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (line.isBlank() || line.startsWith(HostFile.COMMENT)) {
                continue;
            }
            try {
                Host host = HostLine.parse(line);
                hosts.put(host.mac(), host);
                unsure.remove(host.mac());
            } catch (IllegalArgumentException e) {
                boolean cutShort = i == lines.length - 1 && !text.endsWith("\n");
                if (!cutShort) {
                    damage.add("line " + (i + 1) + ": " + e.getMessage());
                    HostLine.machine(line).ifPresent(unsure::add);
                }
            }
        }
        return new HostRecords(hosts, unsure, damage);
    }
}
