package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import java.util.List;
import org.stirrup.api.swap.Swaps;

/** What was dropped into {@code deploy/}, what became of it, and which former versions still have work. */
final class SwapsJson {
    private SwapsJson() {}

    static void write(List<Swaps> swaps, JsonGenerator json) {
        json.writeStartArray("dropped");
        swaps.forEach(each -> each.dropped().forEach(jar -> dropped(jar, json)));
        json.writeEnd().writeStartArray("leaving");
        for (Swaps each : swaps) {
            for (Swaps.Leaving leaving : each.leaving()) {
                json.writeStartObject()
                        .write("bundle", leaving.bundle())
                        .write("what", leaving.what())
                        .write("underWay", leaving.underWay())
                        .writeEnd();
            }
        }
        json.writeEnd();
    }

    private static void dropped(Swaps.Dropped jar, JsonGenerator json) {
        json.writeStartObject()
                .write("file", jar.file())
                .write("bundle", jar.bundle().orElse(""));
        if (jar.state() instanceof Swaps.State.Serving serving) {
            json.write("state", "serves")
                    .write(
                            "text",
                            serving.instead()
                                    .map(version -> "in place of " + version)
                                    .orElse(""));
        } else if (jar.state() instanceof Swaps.State.StandingBack back) {
            json.write("state", "stands back").write("text", "for " + back.to() + ", which was dropped later");
        } else if (jar.state() instanceof Swaps.State.Quarantined quarantined) {
            json.write("state", "quarantined")
                    .write(
                            "text",
                            quarantined.because()
                                    + quarantined
                                            .serving()
                                            .map(version -> "; " + version + " goes on serving")
                                            .orElse(""));
        }
        json.writeEnd();
    }
}
