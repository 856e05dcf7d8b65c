package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSheets;
import org.stirrup.api.host.Waker;

/** Every host and how far its installation is; what is done with many of them at once; the list in and out as CSV. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=stirrup-hosts",
            ServletConstants.PLUGIN_TITLE + "=%hosts",
            Tab.CATEGORY,
            Tab.STYLE
        })
public final class HostsTab extends Tab {
    private static final String SHEET = "hosts.csv";

    /** Bytes of a sheet: some ten thousands of hosts. */
    private static final int LARGEST_SHEET = 16_000_000;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HostDirectory hosts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HostSheets sheets;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Waker waker;

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
        json.write("present", directory != null)
                .write("sheets", sheets != null)
                .write("waker", waker != null)
                .writeStartArray("hosts");
        if (directory != null) {
            directory.all().forEach(host -> write(host, json));
        }
        json.writeEnd();
        return true;
    }

    @Override
    protected boolean act(String what, HttpServletRequest request, JsonGenerator json) {
        switch (what) {
            case "reinstall" -> each(request, json, mac -> known(directory().reinstall(mac)));
            case "assign" -> {
                List<String> add = words(request.getParameter("add"));
                List<String> remove = words(request.getParameter("remove"));
                each(request, json, mac -> assign(mac, add, remove));
            }
            case "wake" -> {
                Waker present = waker;
                if (present == null) {
                    throw new Refused("nothing that wakes machines is installed: wake.feature.json");
                }
                each(request, json, mac -> present.wake(mac, Optional.empty()));
            }
            case "import" -> take(request, json);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    protected Optional<Download> download(String name, HttpServletRequest request) {
        HostSheets present = sheets;
        return name.equals(SHEET) && present != null && hosts != null
                ? Optional.of(new Download("text/csv;charset=UTF-8", SHEET, present.write()))
                : Optional.empty();
    }

    private interface Work {
        void on(MacAddress mac) throws IOException;
    }

    /** Does it with each machine that is named; one that fails does not keep the others from it. */
    private static void each(HttpServletRequest request, JsonGenerator json, Work work) {
        String[] named = request.getParameterValues("mac");
        if (named == null) {
            throw new IllegalArgumentException("no machine is named");
        }
        List<MacAddress> macs = Arrays.stream(named).map(MacAddress::of).toList();
        Map<MacAddress, String> failed = new LinkedHashMap<>();
        for (MacAddress mac : macs) {
            try {
                work.on(mac);
            } catch (Refused | IllegalArgumentException | IOException | UncheckedIOException e) {
                failed.put(mac, String.valueOf(e.getMessage()));
            }
        }
        if (failed.size() == macs.size()) {
            throw new Refused(lines(failed));
        }
        if (!failed.isEmpty()) {
            outcome(request, "done, but not for " + lines(failed).replace("\n", "; "));
        }
        json.write("done", macs.size() - failed.size()).write("failed", lines(failed));
    }

    private static String lines(Map<MacAddress, String> failed) {
        return failed.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining("\n"));
    }

    private HostDirectory directory() {
        HostDirectory present = hosts;
        if (present == null) {
            throw new Refused("the host directory is not installed");
        }
        return present;
    }

    private static void known(Optional<Host> host) {
        if (host.isEmpty()) {
            throw new Refused("there is no such host any more");
        }
    }

    private void assign(MacAddress mac, List<String> add, List<String> remove) {
        HostDirectory directory = directory();
        TreeSet<String> groups = new TreeSet<>(
                directory.find(mac).map(Host::groups).orElseThrow(() -> new Refused("there is no such host any more")));
        groups.addAll(add);
        remove.forEach(groups::remove);
        known(directory.assign(mac, groups));
    }

    private static List<String> words(String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("[\\s,]+"));
    }

    private void take(HttpServletRequest request, JsonGenerator json) {
        HostSheets present = sheets;
        if (present == null) {
            throw new Refused("nothing that reads sheets is installed: shell.feature.json");
        }
        HostSheets.Taken taken;
        try {
            byte[] sheet = request.getInputStream().readNBytes(LARGEST_SHEET + 1);
            if (sheet.length > LARGEST_SHEET) {
                throw new IllegalArgumentException("a sheet of more than " + LARGEST_SHEET / 1_000_000 + " MB");
            }
            taken = present.take(new String(sheet, StandardCharsets.UTF_8));
        } catch (IOException | IllegalStateException e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        }
        note(
                request,
                "took in a list of " + taken.all() + " hosts: " + taken.fresh() + " new, " + taken.changed()
                        + " changed, " + taken.same() + " as they were");
        json.write("fresh", taken.fresh()).write("changed", taken.changed()).write("same", taken.same());
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
