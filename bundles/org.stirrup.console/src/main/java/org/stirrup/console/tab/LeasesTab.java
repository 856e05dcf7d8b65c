package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;

/** The leases, in order of address, a page at a time. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-leases",
            ServletConstants.PLUGIN_TITLE + "=Leases",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class LeasesTab extends Tab {
    /** Leases on a page. */
    private static final int PAGE = 100;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile LeaseStore store;

    @Override
    protected String script() {
        return "leases";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        if (!what.equals("leases")) {
            return false;
        }
        LeaseStore now = store;
        Instant time = Instant.now();
        json.write("now", time.toEpochMilli()).write("present", now != null);
        if (now == null) {
            json.writeStartArray("leases").writeEnd();
            return true;
        }
        try {
            // One more than shown tells whether there is another page.
            List<Lease> leases = now.page(address(request.getParameter("after")), PAGE + 1);
            json.write("more", leases.size() > PAGE).writeStartArray("leases");
            leases.stream().limit(PAGE).forEach(lease -> write(lease, time, json));
            json.writeEnd();
        } catch (LeaseStoreException e) {
            throw new IllegalStateException("the leases cannot be read: " + e.getMessage(), e);
        }
        return true;
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

    private static Optional<Inet4Address> address(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9.]{7,15}")) {
            throw new IllegalArgumentException("after=" + text + " is not an IPv4 address"); // and no name to look up
        }
        try {
            return Optional.of((Inet4Address) InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("after=" + text + " is not an IPv4 address", e);
        }
    }
}
