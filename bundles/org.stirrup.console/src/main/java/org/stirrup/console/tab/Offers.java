package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;

/** What a loader would tell a machine. */
final class Offers {
    private Offers() {}

    static String name(BootLoader loader) {
        try {
            return loader.name();
        } catch (RuntimeException e) {
            return loader.getClass().getName();
        }
    }

    static void write(BootLoader loader, Samples.Firmware sample, BootServer server, JsonGenerator json) {
        json.writeStartObject();
        try {
            BootLoader.Offer offer = loader.offer(sample.client(), server);
            if (offer instanceof BootLoader.Offer.BootFile boot) {
                json.write("file", boot.file());
            } else if (offer instanceof BootLoader.Offer.NotMine not) {
                json.write("because", not.because());
            }
        } catch (RuntimeException e) {
            json.write("fault", e.toString());
        }
        json.writeEnd();
    }
}
