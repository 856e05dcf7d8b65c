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
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.shell.text.Json;
import org.stirrup.shell.text.Table;

/** {@code leases}: addresses that were given. */
@Component(
        service = Leases.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=leases"})
public final class Leases {
    private static final int PAGE = 500;

    private final Clock clock;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LeaseStore store;

    @Activate
    public Leases() {
        this(Clock.systemUTC());
    }

    Leases(Clock clock) {
        this.clock = clock;
    }

    @Descriptor("addresses that were given, in order")
    public String leases(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json)
            throws LeaseStoreException {
        LeaseStore present = store;
        if (present == null) {
            throw new IllegalStateException(
                    "no lease store is installed: put lease-embedded.feature.json into the" + " features folder");
        }
        List<Lease> all = all(present);
        return json ? Json.lines(all.stream().map(Leases::object).toList()) : table(all);
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

    private static List<Lease> all(LeaseStore store) throws LeaseStoreException {
        List<Lease> all = new ArrayList<>();
        Optional<Inet4Address> last = Optional.empty();
        List<Lease> page;
        do {
            page = store.page(last, PAGE);
            all.addAll(page);
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).address());
        } while (page.size() == PAGE);
        return all;
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
