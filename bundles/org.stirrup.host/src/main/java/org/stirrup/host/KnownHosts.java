package org.stirrup.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Finding;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostImport;
import org.stirrup.host.file.HostFile;
import org.stirrup.host.file.HostRecords;

/**
 * The hosts, in memory and in a file. What decides over a machine (that it is known, its token, how far it is) is on
 * stable storage before the call returns; when it was last seen follows with {@link #flush}.
 */
final class KnownHosts implements HostDirectory, HostImport, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KnownHosts.class);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Of a domain name, RFC 1035, section 2.3.4, less what is not written. */
    private static final int LONGEST_NAME = 253;

    private final Path path;
    private final InstantSource clock;
    private final int limit;
    private final Hosts hosts = new Hosts();
    private final NavigableMap<MacAddress, Host> known = new ConcurrentSkipListMap<>();
    private final Set<MacAddress> unsaved = new HashSet<>();
    private final boolean writes;
    private final HostRecords found;
    private Optional<HostFile> file = Optional.empty();
    private volatile Optional<Finding> damage = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    private KnownHosts(Path path, InstantSource clock, int limit, boolean writes) throws IOException {
        this.path = path;
        this.clock = clock;
        this.limit = limit;
        this.writes = writes;
        found = HostRecords.read(path);
        known.putAll(found.hosts());
        for (MacAddress mac : found.unsure()) {
            known.put(mac, hosts.unsure(mac, find(mac), clock.instant()));
        }
        if (!found.damage().isEmpty()) {
            damage = Optional.of(damaged(path));
        }
        flush();
    }

    /**
     * Reads the file and keeps it from now on.
     *
     * @param limit how many hosts are kept; above it the one that was not seen for longest, was never installed, is in no group and is assigned nothing goes
     */
    static KnownHosts open(Path path, InstantSource clock, int limit) throws IOException {
        return new KnownHosts(path, clock, limit, true);
    }

    /** Reads the file and never writes. */
    static KnownHosts look(Path path, InstantSource clock, int limit) throws IOException {
        return new KnownHosts(path, clock, limit, false);
    }

    /** @param aside where the file as it was found is */
    private Finding damaged(Path aside) {
        return new Finding(
                Finding.Severity.WARNING,
                path.toString(),
                found.damage().size() + " lines of the hosts' file cannot be read; the first is "
                        + found.damage().get(0),
                "compare " + aside
                        + ", the file as it was found; a machine that an unreadable line names boots from its"
                        + " own disk until it is to be installed again, one that no line names is new");
    }

    @Override
    public synchronized Optional<Host> seen(BootClient client) {
        Instant now = clock.instant();
        Host before = known.get(client.mac());
        if (client.mac().equals(MacAddress.UNKNOWN) || before == null && !client.boots()) {
            return Optional.empty();
        }
        Host after = before == null ? hosts.discovered(client, now) : Hosts.seen(before, client, now);
        known.put(after.mac(), after);
        unsaved.add(after.mac());
        if (before == null) {
            makeRoom(after.mac());
            saveOrRemember();
        }
        return Optional.of(after);
    }

    /** Somebody who makes up addresses must not fill the memory and the disk. */
    private void makeRoom(MacAddress newcomer) {
        if (known.size() <= limit) {
            return;
        }
        known.values().stream()
                .filter(host -> host.state() == Host.State.DISCOVERED
                        && host.groups().isEmpty()
                        && host.assignment().isEmpty()
                        && !host.mac().equals(newcomer))
                .min(Comparator.comparing(Host::lastSeen))
                .ifPresent(host -> known.remove(host.mac()));
    }

    @Override
    public Optional<Host> find(MacAddress mac) {
        return Optional.ofNullable(known.get(mac));
    }

    @Override
    public List<Host> all() {
        return List.copyOf(known.values());
    }

    @Override
    public synchronized Report report(String token, Host.State state, String note, Hardware found) {
        if (state == Host.State.DISCOVERED) {
            return new Report.Refused("an installer reports INSTALLING, INSTALLED or FAILED");
        }
        Optional<Host> before = owner(token);
        if (before.isEmpty()) {
            return new Report.Refused("no host has this token");
        }
        Host after = Hosts.reported(before.get(), state, note, found, clock.instant());
        try {
            save(after);
        } catch (IOException e) {
            return new Report.Refused("the report could not be saved: " + e.getMessage());
        }
        return new Report.Accepted(after);
    }

    /** Looks at every host for as long, whether it is the one or not: the time does not tell how near a guess was. */
    private Optional<Host> owner(String token) {
        byte[] wanted = token.getBytes(StandardCharsets.UTF_8);
        Optional<Host> owner = Optional.empty();
        for (Host host : known.values()) {
            if (MessageDigest.isEqual(host.token().getBytes(StandardCharsets.UTF_8), wanted)) {
                owner = Optional.of(host);
            }
        }
        return owner;
    }

    @Override
    public synchronized Optional<Host> reinstall(MacAddress mac) {
        return change(mac, hosts::toBeInstalled, " is not to be installed again");
    }

    @Override
    public synchronized Optional<Host> assign(MacAddress mac, Collection<String> groups) {
        return change(mac, host -> host.withGroups(groups), " stays in the groups of before");
    }

    synchronized Optional<Host> assign(MacAddress mac, Optional<Assignment> assignment) {
        return change(mac, host -> host.withAssignment(assignment), " boots what it booted before");
    }

    synchronized Optional<Host> name(MacAddress mac, Optional<String> name) {
        name.filter(given -> given.isBlank()
                        || given.length() > LONGEST_NAME
                        || given.chars().anyMatch(Character::isISOControl))
                .ifPresent(wrong -> {
                    throw new IllegalArgumentException(
                            "a name has 1 to " + LONGEST_NAME + " characters, and no control characters");
                });
        return change(mac, host -> host.withName(name), " keeps its name");
    }

    synchronized Optional<Host> hardware(MacAddress mac, Hardware hardware) {
        return change(mac, host -> host.withHardware(hardware), " is said to have what it had before");
    }

    private Optional<Host> change(MacAddress mac, UnaryOperator<Host> change, String orElse) {
        Optional<Host> after = find(mac).map(change);
        if (after.isPresent()) {
            try {
                save(after.get());
            } catch (IOException e) {
                throw new UncheckedIOException(mac + orElse + ": not saved to " + path, e);
            }
        }
        return after;
    }

    @Override
    public synchronized void enter(Collection<Host> given) {
        Map<MacAddress, Host> entered = new TreeMap<>();
        given.forEach(host -> entered.put(host.mac(), hosts.entered(host, find(host.mac()))));
        NavigableMap<MacAddress, Host> all = new ConcurrentSkipListMap<>(known);
        all.putAll(entered);
        if (all.size() > limit) {
            throw new IllegalArgumentException(
                    "with these there would be " + all.size() + " hosts, more than " + limit);
        }
        try {
            // Not line by line: a crash in the middle of it must not leave half of them.
            write(open -> open.replace(all.values()), all.values());
        } catch (IOException e) {
            throw new UncheckedIOException("no host was taken in: not saved to " + path, e);
        }
        known.putAll(entered);
        unsaved.clear();
    }

    /** What is wrong with the file. */
    List<Finding> findings() {
        Optional<Finding> unsavable = failure.map(because -> new Finding(
                Finding.Severity.ERROR,
                path.toString(),
                "hosts cannot be saved: " + because + ". Reports of installers are refused",
                "make room on the disk or mend it; hosts are saved again as soon as that is possible"));
        return List.of(damage, unsavable).stream().flatMap(Optional::stream).toList();
    }

    /** Writes what changed of hosts and is not saved yet. */
    synchronized void flush() {
        if (!unsaved.isEmpty() || file.isEmpty()) {
            saveOrRemember();
        }
    }

    private void saveOrRemember() {
        try {
            List<Host> changed =
                    unsaved.stream().map(known::get).filter(Objects::nonNull).toList();
            write(open -> open.add(changed, known.values()), known.values());
            unsaved.clear();
        } catch (IOException e) {
            // Noted by write(); they stay in the set, for the next flush.
            LOG.debug("{} hosts wait to be saved", unsaved.size(), e);
        }
    }

    /** Saved first, known then: nobody acts on a state that a crash would take back. */
    private void save(Host after) throws IOException {
        NavigableMap<MacAddress, Host> all = new ConcurrentSkipListMap<>(known);
        all.put(after.mac(), after);
        write(open -> open.add(List.of(after), all.values()), all.values());
        known.put(after.mac(), after);
        unsaved.remove(after.mac());
    }

    /** A change to the file, on stable storage when it returns. */
    private interface Change {
        void to(HostFile file) throws IOException;
    }

    /** @param all what the file is to hold afterwards; the change itself where it is not open yet */
    private void write(Change change, Collection<Host> all) throws IOException {
        if (!writes) {
            return;
        }
        try {
            if (file.isEmpty()) {
                file = Optional.of(opened(all));
            } else {
                change.to(file.get());
            }
            if (failure.isPresent()) {
                LOG.info("Hosts are saved to {} again", path);
            }
            failure = Optional.empty();
        } catch (IOException e) {
            if (failure.isEmpty()) {
                LOG.error("Hosts cannot be saved to {}: {}; make room on the disk or mend it", path, e.toString());
            }
            failure = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Nothing is written over a file that could not be read whole before a copy of it lies beside it. */
    private HostFile opened(Collection<Host> all) throws IOException {
        if (!found.damage().isEmpty()) {
            Path aside = path.resolveSibling(path.getFileName() + ".corrupt-" + STAMP.format(clock.instant()));
            Files.copy(path, aside, StandardCopyOption.REPLACE_EXISTING);
            Finding finding = damaged(aside);
            LOG.warn("{}: {}; {}", finding.source(), finding.message(), finding.remedy());
            damage = Optional.of(finding);
        }
        return HostFile.create(path, all);
    }

    @Override
    public synchronized void close() throws IOException {
        flush();
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
