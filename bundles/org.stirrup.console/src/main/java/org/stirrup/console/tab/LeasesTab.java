package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.AddressPlan;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.console.settings.Ipv4Text;
import org.stirrup.console.settings.Reservations;
import org.stirrup.console.settings.SettingsFiles;

/** The pools and how full they are; the leases, a page at a time; addresses that are kept for a machine. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-leases",
            ServletConstants.PLUGIN_TITLE + "=%leases",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class LeasesTab extends Tab {
    /** Leases on a page. */
    private static final int PAGE = 100;

    private static final int COUNTED_AT_ONCE = 1000;

    private final transient Reservations reservations;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile LeaseStore store;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile AddressPlan plan;

    @Activate
    public LeasesTab(BundleContext context, @Reference ConfigurationAdmin admin) {
        reservations = new Reservations(SettingsFiles.of(context, admin));
    }

    @Override
    protected String script() {
        return "leases";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        LeaseStore now = store;
        Instant time = Instant.now();
        json.write("now", time.toEpochMilli()).write("present", now != null);
        try {
            switch (what) {
                case "leases" -> leases(now, request, time, json);
                case "pools" -> pools(now, time, json);
                default -> {
                    return false;
                }
            }
        } catch (LeaseStoreException e) {
            throw new IllegalStateException("the leases cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    @Override
    protected boolean act(String what, HttpServletRequest request, JsonGenerator json) {
        try {
            switch (what) {
                case "release" -> release(request);
                case "reserve" ->
                    reservations.add(
                            MacAddress.of(String.valueOf(request.getParameter("mac"))),
                            Ipv4Text.parse(request.getParameter("address")),
                            Optional.ofNullable(request.getParameter("hostname"))
                                    .orElse("")
                                    .strip(),
                            subnets());
                case "unreserve" -> unreserve(Ipv4Text.parse(request.getParameter("address")));
                default -> {
                    return false;
                }
            }
        } catch (LeaseStoreException e) {
            throw new Refused("it is not known to be saved: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Refused("it cannot be saved: " + e, e);
        }
        return true;
    }

    private void leases(LeaseStore now, HttpServletRequest request, Instant time, JsonGenerator json)
            throws LeaseStoreException {
        String written = request.getParameter("after");
        Optional<Inet4Address> after =
                written == null || written.isEmpty() ? Optional.empty() : Optional.of(Ipv4Text.parse(written));
        // One more than shown tells whether there is another page.
        List<Lease> leases = now == null ? List.of() : now.page(after, PAGE + 1);
        json.write("more", leases.size() > PAGE).writeStartArray("leases");
        leases.stream().limit(PAGE).forEach(lease -> write(lease, time, json));
        json.writeEnd();
    }

    private void pools(LeaseStore now, Instant time, JsonGenerator json) throws LeaseStoreException, IOException {
        List<PoolFill> fills = new ArrayList<>();
        for (AddressPlan.Subnet subnet : subnets()) {
            subnet.pools().forEach(pool -> fills.add(new PoolFill(subnet, pool)));
        }
        List<Lease> page = now == null || fills.isEmpty() ? List.of() : now.page(Optional.empty(), COUNTED_AT_ONCE);
        while (!page.isEmpty()) {
            for (Lease lease : page) {
                if (lease.heldAt(time)) {
                    fills.forEach(fill -> fill.count(lease));
                }
            }
            page = now.page(Optional.of(page.get(page.size() - 1).address()), COUNTED_AT_ONCE);
        }
        json.write("plan", plan != null).writeStartArray("pools");
        fills.forEach(fill -> fill.write(json));
        json.writeEnd().writeStartArray("reserved");
        for (AddressPlan.Subnet subnet : subnets()) {
            for (AddressPlan.Reserved reserved : subnet.reserved()) {
                json.writeStartObject()
                        .write("address", reserved.address().getHostAddress())
                        .write("owner", reserved.owner())
                        .write("hostname", reserved.hostname().orElse(""))
                        .write("ours", reservations.of(reserved).isPresent())
                        .writeEnd();
            }
        }
        json.writeEnd();
    }

    private List<AddressPlan.Subnet> subnets() {
        AddressPlan now = plan;
        return now == null ? List.of() : now.subnets();
    }

    /** As if its client had given it back (RFC 2131, section 4.3.4); out of quarantine it is nobody's. */
    private void release(HttpServletRequest request) throws LeaseStoreException {
        LeaseStore now = store;
        if (now == null) {
            throw new Refused("no lease store is installed");
        }
        Inet4Address address = Ipv4Text.parse(request.getParameter("address"));
        long starts = Numbers.of(request, "starts", -1);
        Lease lease = now.byAddress(address)
                .filter(each -> each.client().text().equals(request.getParameter("client"))
                        && each.starts().toEpochMilli() == starts)
                .orElseThrow(() -> changed(address));
        boolean made = lease.state() == Lease.State.DECLINED
                ? now.remove(lease)
                : now.replace(
                        lease,
                        new Lease(
                                lease.address(),
                                lease.client(),
                                lease.mac(),
                                lease.hostname(),
                                Lease.State.RELEASED,
                                lease.starts(),
                                Optional.of(Instant.now())));
        if (!made) {
            throw changed(address);
        }
    }

    private static Refused changed(Inet4Address address) {
        return new Refused("the lease of " + address.getHostAddress()
                + " is another one by now: it was renewed, or somebody else has the address. Look again");
    }

    private void unreserve(Inet4Address address) throws IOException {
        for (AddressPlan.Subnet subnet : subnets()) {
            for (AddressPlan.Reserved reserved : subnet.reserved()) {
                Optional<Configuration> file = reservations.of(reserved);
                if (reserved.address().equals(address) && file.isPresent()) {
                    reservations.remove(file.get());
                    return;
                }
            }
        }
        throw new Refused("no file of its own keeps " + address.getHostAddress()
                + ": where it stands in a subnet's reservations=, take it out there");
    }

    private static void write(Lease lease, Instant now, JsonGenerator json) {
        json.writeStartObject()
                .write("address", lease.address().getHostAddress())
                .write("client", lease.client().text())
                .write("mac", lease.mac().text())
                .write("hostname", lease.hostname().orElse(""))
                .write("state", lease.state().name())
                .write("held", lease.heldAt(now))
                .write("starts", lease.starts().toEpochMilli());
        lease.expires().ifPresent(end -> json.write("expires", end.toEpochMilli()));
        json.writeEnd();
    }
}
