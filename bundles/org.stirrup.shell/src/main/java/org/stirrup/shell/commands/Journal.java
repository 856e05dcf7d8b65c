package org.stirrup.shell.commands;

import java.io.PrintStream;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.shell.text.Json;

/** {@code journal}: what happened to each client; {@code -f} goes on with what happens next. */
@Component(
        service = Journal.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=journal"})
public final class Journal {
    private static final int LINES = 200;
    private static final int WAITING = 1_000;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootJournal journal;

    @Descriptor("what happened to each client, the latest 200 lines")
    public void journal(
            CommandSession session,
            @Descriptor("go on with what happens next")
                    @Parameter(
                            names = {"-f", "--follow"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean follow,
            @Descriptor("as JSON, an object a line")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("only this machine's") @Parameter(names = "--mac", absentValue = "") String mac)
            throws Exception {
        BootJournal present = journal;
        if (present == null) {
            throw new IllegalStateException("no journal is installed");
        }
        Optional<MacAddress> machine = mac.isEmpty() ? Optional.empty() : Optional.of(MacAddress.of(mac));
        PrintStream out = session.getConsole();
        if (follow) {
            follow(present, machine, json, out);
        } else {
            present.lines(machine, 0, LINES).forEach(line -> out.println(text(line, json)));
        }
    }

    /** Until whoever reads goes away, or the command is interrupted. */
    private static void follow(BootJournal journal, Optional<MacAddress> machine, boolean json, PrintStream out)
            throws Exception {
        BlockingQueue<BootJournal.Line> next = new LinkedBlockingQueue<>(WAITING);
        // Followed first and printed after what is there already: no line falls between the two.
        AutoCloseable following = journal.follow(next::offer);
        try {
            long printed = 0;
            for (BootJournal.Line line : journal.lines(machine, 0, LINES)) {
                out.println(text(line, json));
                printed = line.number();
            }
            out.flush();
            while (!out.checkError()) {
                BootJournal.Line line = next.poll(1, TimeUnit.SECONDS);
                if (line != null
                        && line.number() > printed
                        && (machine.isEmpty() || machine.equals(line.event().mac()))) {
                    out.println(text(line, json));
                }
            }
        } finally {
            following.close();
        }
    }

    private static String text(BootJournal.Line line, boolean json) {
        BootEvent event = line.event();
        Optional<String> address = event.address().map(InetAddress::getHostAddress);
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("number", line.number());
            object.put("time", line.time());
            object.put("kind", event.kind());
            object.put("mac", event.mac());
            object.put("address", address);
            object.put("text", event.text());
            object.put("details", event.details());
            return Json.of(object);
        }
        return String.format(
                "%s  %-17s  %-15s  %-15s  %s",
                Times.precise(line.time()),
                event.mac().map(MacAddress::text).orElse("-"),
                address.orElse("-"),
                event.kind(),
                event.text());
    }
}
