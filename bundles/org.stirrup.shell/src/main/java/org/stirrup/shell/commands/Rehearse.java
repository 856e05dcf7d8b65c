package org.stirrup.shell.commands;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.rehearsal.Firmware;
import org.stirrup.api.rehearsal.Lack;
import org.stirrup.api.rehearsal.Order;
import org.stirrup.api.rehearsal.Rehearsal;
import org.stirrup.api.rehearsal.RehearsalException;
import org.stirrup.api.rehearsal.Rehearsals;
import org.stirrup.api.rehearsal.Verdict;
import org.stirrup.shell.sheet.HostCells;
import org.stirrup.shell.text.Report;
import org.stirrup.shell.text.Table;

/** {@code rehearse}: boots a virtual PC as if it were a machine, against a copy of this appliance. */
@Component(
        service = Rehearse.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=rehearse"})
public final class Rehearse {
    private static final int FAILED = 1;
    private static final long POLL_MILLIS = 200;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Rehearsals rehearsals;

    @Descriptor("which kinds of firmware can be rehearsed here, and what came of the latest rehearsals")
    public String rehearse() {
        Table kinds = new Table("FIRMWARE", "WHAT", "LACKS");
        present().lacks().forEach((firmware, lacks) -> kinds.row(firmware.word(), firmware.title(), text(lacks)));
        Table runs = new Table("NUMBER", "MACHINE", "FIRMWARE", "WHAT CAME OF IT");
        present()
                .all()
                .forEach(run -> runs.row(
                        run.id(),
                        run.order().mac().text(),
                        run.order().firmware().word(),
                        run.verdict().text()));
        return runs.isEmpty() ? kinds.toString() : kinds + "\n\n" + runs;
    }

    private static String text(List<Lack> lacks) {
        return lacks.isEmpty()
                ? "nothing"
                : lacks.stream().map(lack -> lack.what() + ": " + lack.remedy()).collect(Collectors.joining("; "));
    }

    @Descriptor("boot a virtual PC as if it were this machine, against a copy of this appliance; nothing changes here")
    public Report rehearse(
            CommandSession session,
            @Descriptor("megabytes that the virtual PC has") @Parameter(names = "--memory", absentValue = "2048")
                    int memory,
            @Descriptor("go on until the installer reports the end")
                    @Parameter(names = "--installed", presentValue = "true", absentValue = "false")
                    boolean installed,
            @Descriptor("its MAC address, then bios, uefi, uefi-secure-boot, uefi-http or arm64, then an image if it is"
                            + " to boot another than it is assigned")
                    String... words)
            throws RehearsalException, InterruptedException {
        if (words.length < 2 || words.length > 3) {
            throw new IllegalArgumentException("say rehearse, rehearse MAC FIRMWARE or rehearse MAC FIRMWARE IMAGE");
        }
        Order order = new Order(
                HostCells.mac(words[0]),
                Firmware.of(words[1]),
                Stream.of(words).skip(2).findFirst(),
                memory,
                installed ? Order.Goal.INSTALLED : Order.Goal.STARTED);
        return report(follow(present().begin(order), session.getConsole()));
    }

    /** Until it is over. When whoever reads goes away, so does the virtual PC. */
    private Rehearsal follow(Rehearsal begun, PrintStream out) throws InterruptedException {
        begun.notes().forEach(out::println);
        Rehearsal now = begun;
        int printed = 0;
        try {
            while (true) {
                for (BootJournal.Line line :
                        now.lines().subList(printed, now.lines().size())) {
                    out.printf(
                            "%7.1f s  %-15s  %s%n",
                            Duration.between(now.began(), line.time()).toMillis() / 1000.0,
                            line.event().kind(),
                            line.event().text());
                }
                printed = now.lines().size();
                if (now.phase() == Rehearsal.Phase.OVER || out.checkError()) {
                    return now;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                now = Optional.ofNullable(rehearsals)
                        .flatMap(present -> present.find(begun.id()))
                        .orElseThrow(() -> new IllegalStateException("the bundle that rehearses was stopped"));
            }
        } finally {
            Rehearsals present = rehearsals;
            if (present != null) {
                present.end(begun.id());
            }
        }
    }

    private static Report report(Rehearsal over) {
        Verdict verdict = over.verdict();
        String word = verdict instanceof Verdict.Boots
                ? "BOOTS: "
                : verdict instanceof Verdict.Fails ? "DOES NOT BOOT: " : "NOT KNOWN: ";
        return new Report(word + verdict.text(), verdict instanceof Verdict.Boots ? 0 : FAILED);
    }

    private Rehearsals present() {
        Rehearsals present = rehearsals;
        if (present == null) {
            throw new IllegalStateException(
                    "nothing here rehearses: put rehearsal.feature.json into the features folder");
        }
        return present;
    }
}
