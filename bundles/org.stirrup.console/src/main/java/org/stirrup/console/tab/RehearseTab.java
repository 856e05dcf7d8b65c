package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.ReplyExplainer;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.HostDirectory;

/** What a machine would be answered if it asked now, with each decision, and the menu it would show. Nothing is sent. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-rehearse",
            ServletConstants.PLUGIN_TITLE + "=%rehearse",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class RehearseTab extends Tab {
    /** Where programs look for their menu, each in its language: what PXELINUX, iPXE and GRUB ask for. */
    private static final List<ResourcePath> CONFIGS = List.of(
            ResourcePath.of("pxelinux.cfg/default"),
            ResourcePath.of("ipxe/boot.ipxe"),
            ResourcePath.of("grub/grub.cfg"));

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ReplyExplainer explainer;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile BootResolver resolver;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HostDirectory hosts;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<BootLoader> loaders;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<ContentEndpoint> endpoints;

    @Override
    protected String script() {
        return "rehearse";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        switch (what) {
            case "choices" -> choices(json);
            case "rehearsal" -> rehearsal(request, json);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void choices(JsonGenerator json) {
        json.writeStartArray("firmware");
        Samples.firmware().forEach(sample -> json.write(sample.title()));
        json.writeEnd().writeStartArray("machines");
        HostDirectory directory = hosts;
        if (directory != null) {
            directory.all().forEach(host -> json.writeStartObject()
                    .write("mac", host.mac().text())
                    .write("name", host.name().orElse(""))
                    .writeEnd());
        }
        json.writeEnd();
    }

    private void rehearsal(HttpServletRequest request, JsonGenerator json) {
        MacAddress mac = Pretended.mac(request);
        BootResolver switchboard = resolver;
        Optional<BootResolver.Sighting> sighting = switchboard == null ? Optional.empty() : switchboard.lastSeen(mac);
        BootClient client = Pretended.client(request, sighting);
        json.write("mac", mac.text());
        sighting.ifPresent(seen -> json.write(
                        "seen",
                        seen.client().stage() + ", "
                                + seen.client()
                                        .architecture()
                                        .map(Object::toString)
                                        .orElse("no architecture said"))
                .write("seenAt", seen.at().toEpochMilli()));
        dhcp(client, json);
        if (switchboard == null) {
            json.write("menuFault", "the switchboard, org.stirrup.boot, is not running");
            return;
        }
        BootServer server = Samples.server(endpoints, client.link());
        json.write("server", server.address().getHostAddress());
        Menu menu = switchboard.menu(client, server);
        MenuJson.write(menu, json);
        json.writeStartArray("configs");
        for (ResourcePath path : CONFIGS) {
            loaders.forEach(loader -> config(loader, path, client, server, menu, json));
        }
        json.writeEnd();
    }

    private void dhcp(BootClient client, JsonGenerator json) {
        ReplyExplainer present = explainer;
        if (present == null) {
            json.write("dhcpFault", "the DHCP server, org.stirrup.dhcp, is not running: no machine is answered");
            return;
        }
        List<String> lines;
        try {
            lines = present.explain(client, Optional.empty());
        } catch (IllegalArgumentException e) {
            json.write("dhcpFault", String.valueOf(e.getMessage()));
            return;
        }
        json.writeStartArray("dhcp");
        lines.forEach(json::write);
        json.writeEnd();
    }

    private static void config(
            BootLoader loader, ResourcePath path, BootClient client, BootServer server, Menu menu, JsonGenerator json) {
        String text;
        try {
            if (!(loader.config(path, client, server, menu) instanceof BootLoader.ConfigFile.Text file)) {
                return;
            }
            text = file.text();
        } catch (RuntimeException e) {
            text = "it fails: " + e; // a plugin's fault is shown where its file would be
        }
        json.writeStartObject()
                .write("loader", Offers.name(loader))
                .write("file", path.text())
                .write("text", text)
                .writeEnd();
    }
}
