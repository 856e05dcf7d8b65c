package org.stirrup.shell.commands;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.RenderedContent;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.shell.text.Failure;

/** {@code answers}: the answer files of a machine as its installer would get them now. */
@Component(
        service = Answers.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=answers"})
public final class Answers {
    /** What a kernel argument of the menu names, after the folder that answers are in. */
    private static final Pattern NAMED = Pattern.compile("://[^/]+/answers/(\\S+)");

    /** Where an argument names a folder, its installer fetches these. */
    private static final List<String> IN_A_FOLDER = List.of("user-data", "meta-data");

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver boot;

    @Reference(
            target = "(" + RenderedContent.MOUNT + "=answers)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile RenderedContent rendered;

    /** The appliance's address on a network interface. */
    Function<String, Optional<Inet4Address>> addresses = Answers::addressOn;

    @Descriptor(
            "the answer files that a machine's menu names, as its installer would get them now; its secret is in them")
    public String answers(@Descriptor("hardware address") String mac) throws Failure, IOException {
        BootClient client = client(mac);
        BootServer server = server(client);
        List<String> paths = linux(boot.menu(client, server).entries())
                .flatMap(entry -> entry.arguments().stream())
                .flatMap(argument -> NAMED.matcher(argument).results().map(found -> found.group(1)))
                .flatMap(path -> path.endsWith("/") ? IN_A_FOLDER.stream().map(path::concat) : Stream.of(path))
                .distinct()
                .toList();
        if (paths.isEmpty()) {
            throw new Failure(1, "the menu of " + client.mac() + " names no answer file");
        }
        StringBuilder all = new StringBuilder();
        for (String path : paths) {
            all.append("==> ")
                    .append(path)
                    .append('\n')
                    .append(text(path, client, server))
                    .append('\n');
        }
        return all.toString().stripTrailing();
    }

    @Descriptor("one of them, and nothing else")
    public String answers(
            @Descriptor("hardware address") String mac, @Descriptor("such as Debian-12/preseed.cfg") String path)
            throws Failure, IOException {
        BootClient client = client(mac);
        Lookup found = look(path, client, server(client));
        if (found instanceof Lookup.Found file) {
            return read(file.resource());
        }
        throw new Failure(1, path + ": " + because(found));
    }

    private BootClient client(String mac) throws Failure {
        if (boot == null || rendered == null) {
            throw new Failure(
                    1, "nothing renders answer files: org.stirrup.boot or org.stirrup.answers is not running");
        }
        MacAddress address = MacAddress.of(mac);
        return boot.lastSeen(address)
                .map(BootResolver.Sighting::client)
                .orElseThrow(() -> new Failure(
                        1,
                        address + " was not heard since Stirrup started: which card it is at decides what its answers"
                                + " name; switch it on once"));
    }

    private BootServer server(BootClient client) throws Failure {
        return addresses
                .apply(client.link())
                .map(boot::server)
                .orElseThrow(() -> new Failure(
                        1, "network interface " + client.link() + ", on which it was heard, has no IPv4 address now"));
    }

    private String text(String path, BootClient client, BootServer server) throws IOException {
        Lookup found = look(path, client, server);
        return found instanceof Lookup.Found file ? read(file.resource()) : "not served: " + because(found);
    }

    private Lookup look(String path, BootClient client, BootServer server) {
        return rendered.find(ResourcePath.of(path), client, server);
    }

    private static String read(Resource resource) throws IOException {
        try (InputStream in = Resource.stream(resource.open(), 0)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String because(Lookup lookup) {
        if (lookup instanceof Lookup.Absent absent) {
            return absent.because();
        }
        if (lookup instanceof Lookup.Refused refused) {
            return refused.because();
        }
        return lookup instanceof Lookup.Failed failed ? failed.because() : "a folder";
    }

    private static Stream<MenuEntry.Linux> linux(List<MenuEntry> entries) {
        return entries.stream().flatMap(entry -> {
            if (entry instanceof MenuEntry.Linux linux) {
                return Stream.of(linux);
            }
            return entry instanceof MenuEntry.Submenu submenu ? linux(submenu.entries()) : Stream.empty();
        });
    }

    private static Optional<Inet4Address> addressOn(String link) {
        try {
            NetworkInterface card = NetworkInterface.getByName(link);
            return card == null
                    ? Optional.empty()
                    : card.inetAddresses()
                            .filter(Inet4Address.class::isInstance)
                            .map(Inet4Address.class::cast)
                            .findFirst();
        } catch (SocketException e) {
            throw new IllegalStateException("network interface " + link + " cannot be looked at", e);
        }
    }
}
