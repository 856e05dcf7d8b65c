package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MenuProvider;
import org.stirrup.api.check.Listener;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.content.RenderedContent;
import org.stirrup.api.content.Repository;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.swap.Swaps;

/**
 * What is plugged in at this moment, which bundle brought it, and what each loader would tell which firmware. Bundles
 * are started, stopped and dropped here.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-services",
            ServletConstants.PLUGIN_TITLE + "=%plugins",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class ServicesTab extends Tab {
    private final transient BundleContext context;
    private final transient OwnBundles bundles;
    private final transient DeployFolder deploy;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Map.Entry<Map<String, Object>, BootLoader>> loaders;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Map.Entry<Map<String, Object>, MenuProvider>> menus;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Map.Entry<Map<String, Object>, Repository>> repositories;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Map.Entry<Map<String, Object>, RenderedContent>> rendered;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Map.Entry<Map<String, Object>, ContentEndpoint>> endpoints;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Map.Entry<Map<String, Object>, LeaseStore>> leases;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Map.Entry<Map<String, Object>, Listener>> listeners;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Swaps> swaps;

    @Activate
    public ServicesTab(BundleContext context) {
        this.context = context;
        bundles = new OwnBundles(context);
        deploy = DeployFolder.of(context);
    }

    @Override
    protected String script() {
        return "services";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        if (what.equals("upload")) {
            json.write("arrived", deploy.arrived(request));
            return true;
        }
        if (!what.equals("services")) {
            return false;
        }
        bundles.write(json);
        List<ContentEndpoint> servers =
                endpoints.stream().map(Map.Entry::getValue).toList();
        json.writeStartArray("firmware");
        Samples.firmware().forEach(sample -> json.write(sample.title()));
        json.writeEnd().writeStartArray("loaders");
        BootServer server = Samples.server(servers);
        ranked(loaders).forEach(entry -> loader(entry, server, json));
        json.writeEnd();
        plugins("repositories", repositories, json, entry -> mount(entry, json));
        plugins("rendered", rendered, json, entry -> mount(entry, json));
        plugins(
                "menus",
                menus,
                json,
                entry -> json.write("name", entry.getValue().getClass().getSimpleName()));
        plugins(
                "leases",
                leases,
                json,
                entry -> json.write(
                        "name",
                        String.valueOf(entry.getKey()
                                .getOrDefault(
                                        LeaseStore.PLACE,
                                        entry.getValue().getClass().getSimpleName()))));
        plugins("endpoints", endpoints, json, entry -> endpoint(entry.getValue(), json));
        plugins("listeners", listeners, json, entry -> ports(entry.getValue(), json));
        SwapsJson.write(swaps, json);
        return true;
    }

    @Override
    protected boolean act(String what, HttpServletRequest request, JsonGenerator json) {
        switch (what) {
            case "start" -> note(request, "started " + bundles.start(Numbers.of(request, "id", -1)));
            case "stop" -> note(request, "stopped " + bundles.stop(Numbers.of(request, "id", -1)));
            case "upload" -> deploy.take(request, json);
            case "undrop" -> deploy.remove(String.valueOf(request.getParameter("name")));
            default -> {
                return false;
            }
        }
        return true;
    }

    private interface Members<S> {
        void write(Map.Entry<Map<String, Object>, S> entry);
    }

    private <S> void plugins(
            String name, List<Map.Entry<Map<String, Object>, S>> entries, JsonGenerator json, Members<S> members) {
        json.writeStartArray(name);
        for (Map.Entry<Map<String, Object>, S> entry : ranked(entries)) {
            json.writeStartObject();
            source(entry.getKey(), json);
            members.write(entry);
            json.writeEnd();
        }
        json.writeEnd();
    }

    private void loader(Map.Entry<Map<String, Object>, BootLoader> entry, BootServer server, JsonGenerator json) {
        BootLoader loader = entry.getValue();
        json.writeStartObject();
        source(entry.getKey(), json);
        json.write("name", Offers.name(loader)).writeStartArray("offers");
        for (Samples.Firmware sample : Samples.firmware()) {
            Offers.write(loader, sample, server, json);
        }
        json.writeEnd().writeEnd();
    }

    /** Who brought it, and its place among others of its kind. */
    private void source(Map<String, Object> properties, JsonGenerator json) {
        Bundle bundle = properties.get(Constants.SERVICE_BUNDLEID) instanceof Long id ? context.getBundle(id) : null;
        json.write("bundle", bundle == null ? "gone" : String.valueOf(bundle.getSymbolicName()))
                .write("version", bundle == null ? "" : bundle.getVersion().toString())
                .write("id", bundle == null ? -1 : bundle.getBundleId())
                .write("ranking", ranking(properties));
    }

    private static void mount(Map.Entry<Map<String, Object>, ?> entry, JsonGenerator json) {
        json.write("mount", "/" + entry.getKey().getOrDefault(Repository.MOUNT, ""))
                .write("name", entry.getValue().getClass().getSimpleName());
    }

    private static void endpoint(ContentEndpoint endpoint, JsonGenerator json) {
        json.write("protocol", endpoint.protocol()).writeStartArray("bases");
        for (BootServer served : Samples.served(List.of(endpoint))) {
            served.endpoints().values().forEach(base -> json.write(base.toString()));
        }
        json.writeEnd();
    }

    private static void ports(Listener listener, JsonGenerator json) {
        json.writeStartArray("ports");
        for (Listener.Port port : listener.ports()) {
            json.writeStartObject()
                    .write("protocol", port.protocol())
                    .write("link", port.link())
                    .write(
                            "address",
                            port.address().getAddress().getHostAddress() + ":"
                                    + port.address().getPort())
                    .write("open", port.open())
                    .writeEnd();
        }
        json.writeEnd();
    }

    /** As they are asked: the highest ranking first, the oldest first among equals. */
    private static <S> List<Map.Entry<Map<String, Object>, S>> ranked(List<Map.Entry<Map<String, Object>, S>> entries) {
        return entries.stream()
                .sorted(Comparator.<Map.Entry<Map<String, Object>, S>>comparingInt(entry -> -ranking(entry.getKey()))
                        .thenComparing(entry -> (Long) entry.getKey().get(Constants.SERVICE_ID)))
                .toList();
    }

    private static int ranking(Map<String, Object> properties) {
        Object written = properties.get(Constants.SERVICE_RANKING);
        // Text when it was set in a file of etc/.
        if (written instanceof String text && text.strip().matches("[+-]?\\d{1,9}")) {
            return Integer.parseInt(text.strip());
        }
        return written instanceof Integer ranking ? ranking : 0;
    }
}
