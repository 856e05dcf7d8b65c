package org.stirrup.boot.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;

/**
 * Which link of its chain each machine stands at, folded from the journal: one program was sent, and the next has to be
 * asked for. Where nothing is, or where the firmware begins anew, the chain broke there. Holds no clock and no thread.
 */
final class Chain {
    /** A machine in software emulation takes ten seconds from a program's last byte to the next request. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The oldest are forgotten beyond it: a room full of machines, not a flood of made-up ones. */
    private static final int MACHINES = 4_096;

    private final Meaning meaning;
    private final Map<MacAddress, Machine> machines = new LinkedHashMap<>();

    /** What it means that nothing follows a file. */
    @FunctionalInterface
    interface Meaning {
        /** As {@link org.stirrup.api.boot.BootLoader#stopped}, asked of the loader of that name. */
        Optional<String> stopped(String loader, ResourcePath sent);
    }

    /**
     * @param loader that started it
     * @param sent the link that it stands at; empty when nothing has to follow
     */
    private record Machine(String loader, Optional<Link> sent) {}

    private record Link(String file, String because, Instant time) {}

    Chain(Meaning meaning) {
        this.meaning = meaning;
    }

    /** What the next line of the journal tells: the end of a chain, where the firmware begins anew. */
    Optional<BootEvent> next(BootJournal.Line line) {
        BootEvent event = line.event();
        if (event.mac().isEmpty()) {
            return Optional.empty();
        }
        MacAddress mac = event.mac().get();
        return switch (event.kind()) {
            case OFFER -> offered(mac, event);
            case TRANSFER_END -> sent(mac, event, line.time());
            case TRANSFER_START, TRANSFER_FAILED, NOT_FOUND, REFUSED, REPORT -> {
                moved(mac);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** The chains that have been silent for too long; each is told once. */
    List<BootEvent> due(Instant now) {
        List<BootEvent> due = new ArrayList<>();
        for (Map.Entry<MacAddress, Machine> entry : machines.entrySet()) {
            Machine machine = entry.getValue();
            machine.sent()
                    .filter(link -> !now.isBefore(link.time().plus(PATIENCE)))
                    .ifPresent(link -> {
                        due.add(stopped(
                                entry.getKey(),
                                machine.loader(),
                                link,
                                "nothing was asked for in " + PATIENCE.toSeconds() + " s"));
                        entry.setValue(new Machine(machine.loader(), Optional.empty()));
                    });
        }
        return due;
    }

    /** A loader that asks for an address of its own is told another file by the same loader; anything else is firmware. */
    private Optional<BootEvent> offered(MacAddress mac, BootEvent event) {
        String loader = event.details().get("loader");
        String file = event.details().getOrDefault("file", "");
        Optional<Machine> before = Optional.ofNullable(machines.remove(mac));
        if (loader == null) {
            return Optional.empty();
        }
        machines.put(mac, new Machine(loader, Optional.empty()));
        forgetOldest();
        return before.flatMap(machine -> machine.sent()
                .filter(link -> !machine.loader().equals(loader) || file.endsWith(link.file()))
                .map(link -> stopped(mac, machine.loader(), link, "the firmware began anew")));
    }

    private Optional<BootEvent> sent(MacAddress mac, BootEvent event, Instant time) {
        String file = event.details().getOrDefault("file", "");
        machines.computeIfPresent(
                mac,
                (key, machine) -> new Machine(
                        machine.loader(),
                        path(file)
                                .flatMap(path -> meaning.stopped(machine.loader(), path))
                                .map(because ->
                                        new Link(path(file).orElseThrow().text(), because, time))));
        return Optional.empty();
    }

    private void moved(MacAddress mac) {
        machines.computeIfPresent(mac, (key, machine) -> new Machine(machine.loader(), Optional.empty()));
    }

    private void forgetOldest() {
        Iterator<MacAddress> oldest = machines.keySet().iterator();
        while (machines.size() > MACHINES) {
            oldest.next();
            oldest.remove();
        }
    }

    private static Optional<ResourcePath> path(String file) {
        try {
            return Optional.of(ResourcePath.of(file)).filter(path -> !path.isRoot());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BootEvent stopped(MacAddress mac, String loader, Link link, String how) {
        Map<String, String> details = new HashMap<>();
        details.put("file", link.file());
        details.put("loader", loader);
        details.put("reason", link.because());
        return BootEvent.of(
                Kind.STOPPED, mac, "stopped after " + link.file() + ": " + how + "; " + link.because(), details);
    }
}
