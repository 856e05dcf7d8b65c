package org.stirrup.tftp.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.Quirks;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.tftp.transfer.Limits;

/** A content tree that is a map, a journal that is a list, a clock that a test moves. */
final class FakeSurroundings implements Surroundings, ContentResolver, Quirks {
    /** Rows of the table of odd clients, and what was told of them. */
    final List<Quirk> rows = new ArrayList<>();

    final List<String> applied = new ArrayList<>();
    final Map<String, Lookup> files = new TreeMap<>();
    final AtomicInteger underWay = new AtomicInteger();
    Settings settings = new Settings(69, 100, new Limits(65464, 64, 3));
    boolean installed = true;
    long now;

    private final List<BootEvent> journal = new ArrayList<>();

    /** The kinds that were written since the last question. */
    List<BootEvent.Kind> kinds() {
        return events().stream().map(BootEvent::kind).toList();
    }

    List<BootEvent> events() {
        List<BootEvent> since = List.copyOf(journal);
        journal.clear();
        return since;
    }

    @Override
    public Lookup find(ResourcePath path, Requester requester) {
        return files.getOrDefault(path.text(), new Lookup.Absent("no such file"));
    }

    @Override
    public List<ContentEntry> list(ResourcePath path, Requester requester) {
        throw new UnsupportedOperationException("TFTP lists nothing");
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Optional<ContentResolver> content() {
        return installed ? Optional.of(this) : Optional.empty();
    }

    @Override
    public BootClient client(InetAddress address) {
        return BootClient.of(MacAddress.of("52:54:00:77:00:10"), "eth1").withAddress((Inet4Address) address);
    }

    @Override
    public Optional<Quirks> quirks() {
        return Optional.of(this);
    }

    @Override
    public List<Quirk> rows() {
        return rows;
    }

    @Override
    public void applied(Quirk quirk, BootClient client, String what) {
        applied.add(quirk.name() + ": " + what);
    }

    @Override
    public void record(BootEvent event) {
        journal.add(event);
    }

    @Override
    public LongSupplier clock() {
        return () -> now;
    }

    @Override
    public boolean admit() {
        if (underWay.get() == settings.maxTransfers()) {
            return false;
        }
        underWay.incrementAndGet();
        return true;
    }

    @Override
    public void leave() {
        underWay.decrementAndGet();
    }

    @Override
    public void wakeTicker() {
        // A test ticks by itself.
    }
}
