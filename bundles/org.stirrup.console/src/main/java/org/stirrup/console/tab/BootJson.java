package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.stirrup.api.host.Host;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.console.progress.Boot;
import org.stirrup.console.progress.BootProgress;
import org.stirrup.console.progress.Transfer;
import org.stirrup.console.progress.Transfers;

/** Boots as the page's script reads them. Times are milliseconds since 1970, sizes are bytes. */
final class BootJson {
    /** Lines of one boot that are shown; an installer may fetch thousands of packages. The latest are kept. */
    static final int LINES = 500;

    private BootJson() {}

    static void machine(BootProgress progress, Optional<Host> host, JsonGenerator json) {
        Boot boot = progress.boot();
        json.writeStartObject()
                .write("mac", progress.mac().text())
                .write(
                        "address",
                        progress.address().map(a -> a.getHostAddress()).orElse(""))
                .write("stage", boot.stage().name())
                .write("title", boot.stage().title())
                .write("because", boot.because())
                .write("began", boot.began().time().toEpochMilli())
                .write("seen", progress.last().time().toEpochMilli())
                .write("files", boot.files())
                .write("bytes", boot.bytes());
        host(host, json);
        boot.file().ifPresent(file -> {
            json.writeStartObject("file");
            transfer(file, json);
            json.writeEnd();
        });
        json.writeEnd();
    }

    /** A host that did nothing since the journal begins. */
    static void silent(Host host, JsonGenerator json) {
        json.writeStartObject()
                .write("mac", host.mac().text())
                .write("address", host.address().map(a -> a.getHostAddress()).orElse(""))
                .write("stage", "")
                .write("title", "")
                .write("because", "")
                .write("seen", host.lastSeen().toEpochMilli());
        host(Optional.of(host), json);
        json.writeEnd();
    }

    /** Every boot that is known of a machine, the latest first, each by the line that it began with. */
    static void boots(List<Boot> boots, JsonGenerator json) {
        json.writeStartArray("boots");
        for (int i = boots.size() - 1; i >= 0; i--) {
            Boot boot = boots.get(i);
            json.writeStartObject()
                    .write("line", boot.began().line())
                    .write("began", boot.began().time().toEpochMilli())
                    .write("stage", boot.stage().name())
                    .write("title", boot.stage().title())
                    .write("because", boot.because())
                    .write("files", boot.files())
                    .write("bytes", boot.bytes())
                    .writeEnd();
        }
        json.writeEnd();
    }

    /** @param most lines that are written, the latest */
    static void timeline(List<BootJournal.Line> lines, int most, JsonGenerator json) {
        int skipped = Math.max(0, lines.size() - most);
        json.write("skipped", skipped);
        if (!lines.isEmpty()) {
            json.write("began", lines.get(0).time().toEpochMilli())
                    .write("last", lines.get(lines.size() - 1).time().toEpochMilli());
        }
        json.writeStartArray("transfers");
        for (Transfer transfer : Transfers.of(lines)) {
            json.writeStartObject();
            transfer(transfer, json);
            json.writeEnd();
        }
        json.writeEnd().writeStartArray("lines");
        for (BootJournal.Line line : lines.subList(skipped, lines.size())) {
            BootEvent event = line.event();
            json.writeStartObject()
                    .write("number", line.number())
                    .write("time", line.time().toEpochMilli())
                    .write("kind", event.kind().name())
                    .write("text", event.text())
                    .writeStartObject("details");
            new TreeMap<>(event.details()).forEach(json::write);
            json.writeEnd().writeEnd();
        }
        json.writeEnd();
    }

    private static void host(Optional<Host> host, JsonGenerator json) {
        json.write("name", host.flatMap(Host::name).orElse(""))
                .write("host", host.map(h -> h.state().name()).orElse(""))
                .write("note", host.map(Host::note).orElse(""));
    }

    private static void transfer(Transfer transfer, JsonGenerator json) {
        json.write("name", transfer.file())
                .write("protocol", transfer.protocol())
                .write("outcome", transfer.outcome().name())
                .write("started", transfer.started().toEpochMilli());
        transfer.bytes().ifPresent(bytes -> json.write("bytes", bytes));
        transfer.ended().ifPresent(ended -> json.write("ended", ended.toEpochMilli()));
    }
}
