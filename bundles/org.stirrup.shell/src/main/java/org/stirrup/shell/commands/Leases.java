package org.stirrup.shell.commands;

import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.shell.text.Failure;
import org.stirrup.shell.text.Json;
import org.stirrup.shell.text.Table;

/** {@code leases}: addresses that were given. */
@Component(
        service = Leases.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=leases"})
public final class Leases {
    /** Exit status when leases cannot be read: damaged, locked, the database away. */
    static final int UNREADABLE = 4;

    private static final int PAGE = 500;

    private final Clock clock;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LeaseStore store;

    /** The same, for what it says of itself. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ServiceReference<LeaseStore> service;

    /** Of those who keep leases. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE,
            target = "(component.name=org.stirrup.lease.*)")
    volatile List<SelfCheck> checks = List.of();

    @Activate
    public Leases() {
        this(Clock.systemUTC());
    }

    Leases(Clock clock) {
        this.clock = clock;
    }

    @Descriptor("addresses that were given, in order")
    public void leases(
            CommandSession session,
            @Descriptor("as JSON, an object a line")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json)
            throws Failure {
        LeaseStore present = store;
        if (present == null) {
            throw new Failure(UNREADABLE, "no lease store can be used" + because());
        }
        try {
            if (json) {
                // A page at once: each print is a packet to whoever asked.
                pages(present, page -> session.getConsole().print(lines(page)));
            } else {
                session.getConsole().println(table(all(present)));
            }
        } catch (LeaseStoreException e) {
            throw new Failure(UNREADABLE, e.getMessage());
        }
    }

    /** What the stores themselves say. */
    private String because() {
        String said = checks.stream()
                .flatMap(check -> check.findings().stream())
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> "\n" + Findings.text(finding))
                .collect(Collectors.joining());
        return said.isEmpty() ? ": put lease-embedded.feature.json into the features folder" : said;
    }

    /** How many are held now; empty when there is no store. */
    Optional<Long> held() throws LeaseStoreException {
        LeaseStore present = store;
        if (present == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return Optional.of(
                all(present).stream().filter(lease -> lease.heldAt(now)).count());
    }

    /** Where they are kept: {@code embedded}; empty when there is no store. */
    Optional<String> place() {
        return Optional.ofNullable(service)
                .map(present -> present.getProperty(LeaseStore.PLACE))
                .map(String::valueOf);
    }

    private static List<Lease> all(LeaseStore store) throws LeaseStoreException {
        List<Lease> all = new ArrayList<>();
        pages(store, all::addAll);
        return all;
    }

    private static String lines(List<Lease> leases) {
        return leases.stream().map(lease -> Json.of(object(lease)) + "\n").collect(Collectors.joining());
    }

    private static void pages(LeaseStore store, Consumer<List<Lease>> use) throws LeaseStoreException {
        Optional<Inet4Address> last = Optional.empty();
        List<Lease> page;
        do {
            page = store.page(last, PAGE);
            use.accept(page);
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).address());
        } while (page.size() == PAGE);
    }

    private String table(List<Lease> leases) {
        Table table = new Table("ADDRESS", "MAC", "NAME", "STATE", "ENDS IN");
        Instant now = clock.instant();
        for (Lease lease : leases) {
            table.row(
                    lease.address().getHostAddress(),
                    lease.mac().text(),
                    lease.hostname().orElse("-"),
                    lease.expiredAt(now) ? "expired" : lease.state().name().toLowerCase(Locale.ROOT),
                    lease.expires().map(end -> until(now, end)).orElse("never"));
        }
        return table.isEmpty() ? "no address was given yet" : table.toString();
    }

    private static String until(Instant now, Instant end) {
        Duration rest = Duration.between(now, end);
        return rest.isNegative()
                ? "-"
                : String.format("%d:%02d:%02d", rest.toHours(), rest.toMinutesPart(), rest.toSecondsPart());
    }

    private static Map<String, Object> object(Lease lease) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("address", lease.address().getHostAddress());
        object.put("mac", lease.mac());
        object.put("client", lease.client());
        object.put("hostname", lease.hostname());
        object.put("state", lease.state());
        object.put("starts", lease.starts());
        object.put("expires", lease.expires());
        return object;
    }
}
