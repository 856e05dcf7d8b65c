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
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostSettings;
import org.stirrup.api.host.HostSheets;
import org.stirrup.api.host.InstallerLogs;
import org.stirrup.api.host.Waker;
import org.stirrup.api.image.ImageCatalogue;

/**
 * Every host, how far its installation is and what it boots; what is done with many of them at once; the list in and out
 * as CSV.
 */
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
    private static final String LOG = "log.txt";

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

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HostSettings settings;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ImageCatalogue catalogue;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile InstallerLogs logs;

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
        HostSettings kept = settings;
        HostJson page = new HostJson(kept, catalogue);
        List<Host> all = directory == null ? List.of() : directory.all();
        json.write("present", directory != null)
                .write("sheets", sheets != null)
                .write("waker", waker != null)
                .write("settings", kept != null)
                .writeStartArray("hosts");
        all.forEach(host -> page.write(host, json));
        json.writeEnd();
        page.writeImages(json);
        page.writeGroups(all, json);
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
            case "boot" -> {
                Optional<Assignment> wanted = assignment(request);
                each(request, json, mac -> known(settings().assign(mac, wanted)));
            }
            case "boot-group" -> assignGroup(request.getParameter("group"), assignment(request));
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
        if (name.equals(LOG)) {
            return Optional.of(log(MacAddress.of(request.getParameter("mac"))));
        }
        HostSheets present = sheets;
        return name.equals(SHEET) && present != null && hosts != null
                ? Optional.of(new Download("text/csv;charset=UTF-8", SHEET, present.write()))
                : Optional.empty();
    }

    private Download log(MacAddress mac) {
        InstallerLogs present = logs;
        String log;
        try {
            log = present == null ? "" : present.of(mac).orElse("");
        } catch (UncheckedIOException e) {
            log = String.valueOf(e.getCause());
        }
        return new Download(
                "text/plain;charset=UTF-8",
                "installer-" + mac.text().replace(':', '-') + ".log",
                log.isEmpty() ? mac + " sent no log.\n" : log);
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

    /** What a form says: nothing where it says not how. */
    private static Optional<Assignment> assignment(HttpServletRequest request) {
        return word(request, "boot")
                .map(Assignment.Mode::of)
                .map(mode -> new Assignment(word(request, "image"), word(request, "answers"), mode));
    }

    private static Optional<String> word(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .map(String::strip)
                .filter(given -> !given.isEmpty());
    }

    private void assignGroup(String group, Optional<Assignment> wanted) {
        if (group == null || group.isBlank()) {
            throw new IllegalArgumentException("no group is named");
        }
        try {
            settings().assignGroup(group.strip(), wanted);
        } catch (UncheckedIOException e) {
            throw new Refused(String.valueOf(e.getMessage()), e);
        }
    }

    private HostSettings settings() {
        HostSettings present = settings;
        if (present == null) {
            throw new Refused("nothing keeps what hosts boot: hosts.feature.json");
        }
        return present;
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
}
