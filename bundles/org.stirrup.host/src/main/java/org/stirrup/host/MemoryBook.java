package org.stirrup.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.host.MachineMemory;

/**
 * Kept in {@code data/memory.txt} of the home folder, a line for each machine: {@code 52:54:00:77:00:10 8589934592}. It is
 * written anew at each change, which comes once for a machine and its memory.
 */
@Component(service = {MachineMemory.class, SelfCheck.class})
public final class MemoryBook implements MachineMemory, SelfCheck {
    /** As many as there may be hosts. */
    private static final int LIMIT = 20_000;

    private final Path file;
    private final int limit;
    private final List<Finding> damage;
    private volatile SortedMap<MacAddress, Long> known;

    @Activate
    public MemoryBook(BundleContext context) throws IOException {
        this(Path.of(context.getProperty("stirrup.home"), "data", "memory.txt"), LIMIT);
    }

    MemoryBook(Path file, int limit) throws IOException {
        this.file = file;
        this.limit = limit;
        SortedMap<MacAddress, Long> read = new TreeMap<>();
        List<String> unread = new ArrayList<>();
        // As Latin-1 every byte is a character: a line of rubbish spoils no other.
        List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).strip().split(" ");
            try {
                read.put(new MacAddress(words[0]), checked(Long.parseLong(words[1])));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                unread.add("line " + (i + 1));
            }
        }
        known = Collections.unmodifiableSortedMap(read);
        damage = unread.isEmpty()
                ? List.of()
                : List.of(new Finding(
                        Finding.Severity.WARNING,
                        file.toString(),
                        unread.size() + " lines cannot be read; the first is " + unread.get(0),
                        "those machines' memory is known again when it is next reported, or with 'stirrup sh memory'"));
    }

    private static long checked(long bytes) {
        if (bytes < 1 || bytes > MOST) {
            throw new IllegalArgumentException(bytes + " bytes of memory no machine has");
        }
        return bytes;
    }

    @Override
    public OptionalLong of(MacAddress mac) {
        return Optional.ofNullable(known.get(mac)).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    @Override
    public Map<MacAddress, Long> all() {
        return known;
    }

    @Override
    public synchronized void set(MacAddress mac, long bytes) {
        SortedMap<MacAddress, Long> next = new TreeMap<>(known);
        if (Long.valueOf(checked(bytes)).equals(next.put(mac, bytes))) {
            return;
        }
        if (next.size() > limit) {
            throw new IllegalArgumentException("the memory of " + limit + " machines is known, which is the limit");
        }
        try {
            write(next);
        } catch (IOException e) {
            throw new UncheckedIOException("how much memory " + mac + " has was not saved to " + file, e);
        }
        known = Collections.unmodifiableSortedMap(next);
    }

    private void write(SortedMap<MacAddress, Long> next) throws IOException {
        Files.createDirectories(file.getParent());
        StringBuilder text = new StringBuilder();
        next.forEach((mac, bytes) ->
                text.append(mac.text()).append(' ').append(bytes).append('\n'));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public List<Finding> findings() {
        return damage;
    }
}
