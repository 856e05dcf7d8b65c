package org.stirrup.host.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;

/**
 * What groups of hosts boot: {@code group=lab boot=ONCE image=CentOS-7 answers=kiosk}, a line each. It is small and
 * seldom changed, so each change writes it anew.
 */
public final class GroupFile {
    private static final String HEADING = HostFile.COMMENT
            + " What groups of machines boot. 'stirrup sh assign --group' changes it, here and at once.\n";

    private final Path path;

    public GroupFile(Path path) {
        this.path = path;
    }

    /**
     * What the file says.
     *
     * @param groups by name
     * @param damage what could not be read, a line each
     */
    public record Contents(SortedMap<String, Assignment> groups, List<String> damage) {}

    /** A missing file holds nothing. */
    public Contents read() throws IOException {
        SortedMap<String, Assignment> groups = new TreeMap<>();
        List<String> damage = new ArrayList<>();
        if (Files.exists(path)) {
            // As Latin-1 every byte is a character: a line of rubbish spoils no other.
            String[] lines = Files.readString(path, StandardCharsets.ISO_8859_1).split("\n");
            for (int i = 0; i < lines.length; i++) {
                if (lines[i].isBlank() || lines[i].startsWith(HostFile.COMMENT)) {
                    continue;
                }
                try {
                    read(lines[i], groups);
                } catch (IllegalArgumentException e) {
                    damage.add("line " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        return new Contents(groups, damage);
    }

    private static void read(String line, Map<String, Assignment> groups) {
        Map<String, String> fields = HostLine.fields(line);
        String group = HostLine.need(fields, "group", Function.identity());
        Host.checkGroup(group);
        groups.put(
                group,
                AssignmentFields.read(fields).orElseThrow(() -> new IllegalArgumentException("boot is missing")));
    }

    /** On stable storage when it returns; what was there before stays until then. */
    public void write(SortedMap<String, Assignment> groups) throws IOException {
        StringBuilder text = new StringBuilder(HEADING);
        groups.forEach((group, assignment) -> {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("group", group);
            fields.putAll(AssignmentFields.of(assignment));
            text.append(HostLine.format(fields)).append('\n');
        });
        Files.createDirectories(path.getParent());
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
