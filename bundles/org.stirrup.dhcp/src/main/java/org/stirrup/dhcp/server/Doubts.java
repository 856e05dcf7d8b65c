package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.engine.Arrival;
import org.stirrup.dhcp.engine.Decision;
import org.stirrup.dhcp.engine.Engine;
import org.stirrup.dhcp.engine.LeaseChange;
import org.stirrup.dhcp.engine.Situation;
import org.stirrup.dhcp.probe.AddressProbe;
import org.stirrup.dhcp.probe.AddressProbe.Outcome;
import org.stirrup.dhcp.subnet.Defaults;

/** Addresses of which it is not known whether somebody uses them. No thread waits for an answer. */
final class Doubts {
    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

    private final AddressProbe probe;
    private final Engine engine;
    private final JournalLines journal;
    private final InstantSource clock;
    private final Set<Inet4Address> open = ConcurrentHashMap.newKeySet();

    Doubts(AddressProbe probe, Engine engine, JournalLines journal, InstantSource clock) {
        this.probe = probe;
        this.engine = engine;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * @param client whose own answer is no reason for doubt
     * @param then done when it is known; not at all when the same is being asked already: one answer serves both
     */
    void ask(Decision.Probe question, Octets client, Arrival arrival, Situation situation, Runnable then) {
        if (!open.add(question.address())) {
            return;
        }
        probe.ask(arrival.link(), question.address(), question.onLink(), question.patience(), outcome -> {
            settle(question.address(), client, outcome, situation, arrival);
            open.remove(question.address());
            then.run();
        });
    }

    private void settle(Inet4Address address, Octets client, Outcome outcome, Situation situation, Arrival arrival) {
        Defaults defaults = situation.topology().defaults();
        if (outcome instanceof Outcome.Answer answer
                && answer.by()
                        .filter(mac -> Octets.of(mac.bytes()).equals(client))
                        .isEmpty()) {
            situation.leases().ifPresent(leases -> quarantine(address, answer.by(), defaults, leases, arrival));
        } else {
            engine.silent(address, clock.instant(), defaults);
        }
    }

    private void quarantine(
            Inet4Address address, Optional<MacAddress> by, Defaults defaults, LeaseStore leases, Arrival arrival) {
        try {
            Optional<LeaseChange> change = engine.answered(address, by, clock.instant(), defaults, leases);
            if (change.isPresent() && change.get().apply(leases)) {
                journal.inUse(
                        by,
                        address,
                        address.getHostAddress() + " is used by "
                                + by.map(mac -> "the machine " + mac).orElse("a machine")
                                + " that did not get it here; nobody gets it for "
                                + defaults.quarantine().toMinutes() + " minutes",
                        arrival.link());
            }
        } catch (LeaseStoreException e) {
            LOG.error("{} is used by another machine, which could not be saved", address.getHostAddress(), e);
        }
    }
}
