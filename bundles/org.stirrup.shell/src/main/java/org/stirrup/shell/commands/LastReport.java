package org.stirrup.shell.commands;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.InstallerLogs;
import org.stirrup.shell.sheet.HostCells;

/** {@code report MAC}: what a machine's installer said last, with the log that it sent. */
@Component(
        service = LastReport.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=report"})
public final class LastReport {
    /** What would steer a terminal: a log is whatever somebody at the boot network sent. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]|[\u0080-\u009f]");

    private final Clients clients;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile InstallerLogs logs;

    @Activate
    public LastReport(@Reference Clients clients) {
        this.clients = clients;
    }

    @Descriptor("what a machine's installer reported last, with its log")
    public String report(@Descriptor("its MAC address") String mac) {
        Host host = clients.present().find(HostCells.mac(mac)).orElseThrow(() -> Clients.unknown(mac));
        InstallerLogs present = logs;
        Optional<String> log = present == null ? Optional.empty() : present.of(host.mac());
        return host.mac() + " is " + host.state().name().toLowerCase(Locale.ROOT)
                + (host.note().isEmpty() ? "" : ": " + host.note())
                + log.map(text -> "\n" + CONTROL.matcher(text).replaceAll("?")).orElse("\nit sent no log");
    }
}
