package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.check.Listener;
import org.stirrup.api.lease.OtherServers;
import org.stirrup.console.settings.FirstRun;
import org.stirrup.console.settings.Ipv4Network;
import org.stirrup.console.settings.Nic;
import org.stirrup.console.settings.SettingsFiles;

/** The interfaces, what listens on each, who else gives addresses there; and the choice of what is served. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-network",
            ServletConstants.PLUGIN_TITLE + "=%network",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class NetworkTab extends Tab {
    private final transient FirstRun firstRun;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Listener> listeners;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile OtherServers others;

    @Activate
    public NetworkTab(BundleContext context, @Reference ConfigurationAdmin admin) {
        firstRun = new FirstRun(admin, SettingsFiles.of(context, admin));
    }

    @Override
    protected String script() {
        return "network";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        if (!what.equals("network")) {
            return false;
        }
        List<String> served;
        try {
            served = Arrays.asList(firstRun.interfaces().split("[,\\s]+"));
            json.write("now", System.currentTimeMillis())
                    .write("served", firstRun.interfaces())
                    .write("mode", firstRun.mode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json.writeStartArray("interfaces");
        Nic.all().forEach(nic -> write(nic, served, json));
        json.writeEnd().writeStartArray("listeners");
        for (Listener listener : listeners) {
            for (Listener.Port port : listener.ports()) {
                json.writeStartObject()
                        .write("protocol", port.protocol())
                        .write("link", port.link())
                        .write("address", port.address().getAddress().getHostAddress())
                        .write("port", port.address().getPort())
                        .write("open", port.open())
                        .writeEnd();
            }
        }
        json.writeEnd();
        OtherServers now = others;
        json.write("watching", now != null).writeStartArray("links");
        if (now != null) {
            now.links().forEach(link -> write(link, json));
        }
        json.writeEnd();
        return true;
    }

    @Override
    protected boolean act(String what, HttpServletRequest request, JsonGenerator json) {
        if (!what.equals("choose")) {
            return false;
        }
        FirstRun.Choice choice = new FirstRun.Choice(
                text(request, "interface"),
                mode(text(request, "mode")),
                text(request, "network"),
                text(request, "range"),
                text(request, "router"),
                text(request, "dns"));
        try {
            firstRun.choose(choice, Nic.all());
        } catch (IOException e) {
            throw new Refused("it cannot be saved: " + e, e);
        }
        return true;
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("").strip();
    }

    private static FirstRun.Mode mode(String text) {
        return Arrays.stream(FirstRun.Mode.values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode=" + text + " is none of server, proxy, relay"));
    }

    private static void write(Nic nic, List<String> served, JsonGenerator json) {
        json.writeStartObject()
                .write("name", nic.name())
                .write("up", nic.up())
                .write("loopback", nic.loopback())
                .write("mac", nic.mac())
                .write("served", served.contains(nic.name()))
                .write(
                        "range",
                        nic.networks().stream()
                                .findFirst()
                                .map(Ipv4Network::proposal)
                                .orElse(""))
                .writeStartArray("addresses");
        nic.networks().forEach(each -> json.write(each.machine().getHostAddress() + "/" + each.prefix()));
        nic.others().forEach(json::write);
        json.writeEnd().writeEnd();
    }

    private static void write(OtherServers.Watched link, JsonGenerator json) {
        json.writeStartObject()
                .write("link", link.link())
                .write("looking", link.looking())
                .write("consequence", link.consequence())
                .writeStartArray("seen");
        for (OtherServers.Seen seen : link.seen()) {
            json.writeStartObject()
                    .write("server", seen.server().getHostAddress())
                    .write("mac", seen.mac().map(Object::toString).orElse(""))
                    .write("stirrup", seen.stirrup())
                    .write("heard", seen.heard().toEpochMilli())
                    .writeEnd();
        }
        json.writeEnd().writeEnd();
    }
}
