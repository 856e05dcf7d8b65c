package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;

/** Every host and how far its installation is, with a button that has it installed again. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-hosts",
            ServletConstants.PLUGIN_TITLE + "=Hosts",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class HostsTab extends Tab {
    private static final Logger LOG = LoggerFactory.getLogger(HostsTab.class);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HostDirectory hosts;

    @Override
    protected String script() {
        return "hosts";
    }

    @Override
    protected boolean write(String what, HttpServletRequest request, JsonGenerator json) {
        if (!what.equals("hosts")) {
            return false;
        }
        HostDirectory directory = hosts;
        json.write("present", directory != null).writeStartArray("hosts");
        if (directory != null) {
            directory.all().forEach(host -> write(host, json));
        }
        json.writeEnd();
        return true;
    }

    @Override
    protected boolean act(String what, HttpServletRequest request, JsonGenerator json) {
        if (!what.equals("reinstall")) {
            return false;
        }
        MacAddress mac = MacAddress.of(String.valueOf(request.getParameter("mac")));
        HostDirectory directory = hosts;
        if (directory == null) {
            json.write("error", "the host directory is not installed");
            return true;
        }
        Optional<Host> host = directory.reinstall(mac);
        if (host.isEmpty()) {
            json.write("error", "there is no host " + mac);
            return true;
        }
        LOG.info("{} is to be installed again at its next boot, said on the console", mac);
        json.write("state", host.get().state().name());
        return true;
    }

    /** Without the token, which only the host's own installer may know. */
    private static void write(Host host, JsonGenerator json) {
        json.writeStartObject().writeStartArray("groups");
        host.groups().forEach(json::write);
        json.writeEnd()
                .write("mac", host.mac().text())
                .write("name", host.name().orElse(""))
                .write("address", host.address().map(a -> a.getHostAddress()).orElse(""))
                .write("architecture", host.architecture().map(Object::toString).orElse(""))
                .write("uuid", host.uuid().map(Object::toString).orElse(""))
                .write("state", host.state().name())
                .write("note", host.note())
                .write("firstSeen", host.firstSeen().toEpochMilli())
                .write("lastSeen", host.lastSeen().toEpochMilli())
                .writeEnd();
    }
}
