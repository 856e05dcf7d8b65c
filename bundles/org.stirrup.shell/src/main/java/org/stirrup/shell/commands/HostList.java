package org.stirrup.shell.commands;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.host.HostImport;
import org.stirrup.api.host.HostSheets;
import org.stirrup.shell.sheet.HostFile;
import org.stirrup.shell.sheet.HostSheet;
import org.stirrup.shell.sheet.HostYaml;

/** {@code hosts}, as {@code clients}; {@code hosts export FILE} and {@code hosts import FILE}. */
@Component(
        service = {HostList.class, HostSheets.class},
        property = {"osgi.command.scope=stirrup", "osgi.command.function=hosts"})
public final class HostList implements HostSheets {
    private final Clients clients;
    private final InstantSource clock;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostImport imports;

    @Activate
    public HostList(@Reference Clients clients) {
        this(clients, InstantSource.system());
    }

    HostList(Clients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    @Descriptor(
            "the machines of the network; hosts export FILE and hosts import FILE write and read them as CSV, or as YAML where FILE ends in .yaml or .yml")
    public String hosts(
            @Descriptor("as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("nothing, a MAC address, export FILE or import FILE") String... words)
            throws IOException {
        if (words.length == 2 && words[0].equals("export")) {
            return export(words[1]);
        }
        if (words.length == 2 && words[0].equals("import")) {
            return enter(words[1]);
        }
        if (words.length > 1
                || words.length == 1 && Stream.of("export", "import").anyMatch(words[0]::equals)) {
            throw new IllegalArgumentException("say hosts, hosts MAC, hosts export FILE or hosts import FILE");
        }
        return words.length == 0 ? clients.clients(json) : clients.clients(json, words[0]);
    }

    @Override
    public String write() {
        return HostSheet.format(clients.present().all());
    }

    private String export(String file) throws IOException {
        List<Host> hosts = clients.present().all();
        HostFile.write(HostFile.named(file), isYaml(file) ? HostYaml.format(hosts) : HostSheet.format(hosts));
        return hosts.size() + " hosts are in " + file;
    }

    private String enter(String file) throws IOException {
        String text = HostFile.read(HostFile.named(file));
        try {
            Taken taken =
                    isYaml(file) ? enter(present -> HostYaml.parse(text, present::find, clock.instant())) : take(text);
            return taken.all() + " hosts taken in from " + file + ": " + taken.fresh() + " new, " + taken.changed()
                    + " changed, " + taken.same() + " as they were";
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": nothing was taken in\n" + e.getMessage(), e);
        }
    }

    @Override
    public Taken take(String sheet) {
        return enter(present -> HostSheet.parse(sheet, present::find, clock.instant()));
    }

    private Taken enter(Function<HostDirectory, List<Host>> list) {
        HostImport present = imports;
        if (present == null) {
            throw new IllegalStateException("the host directory that is installed takes in no list");
        }
        List<Host> known = clients.present().all();
        List<Host> hosts = list.apply(clients.present());
        present.enter(hosts);
        long fresh = hosts.stream()
                .filter(host -> known.stream().noneMatch(old -> old.mac().equals(host.mac())))
                .count();
        long same = hosts.stream().filter(known::contains).count();
        return new Taken(fresh, hosts.size() - fresh - same, same);
    }

    private static boolean isYaml(String file) {
        return file.matches("(?i).*[.]ya?ml");
    }
}
