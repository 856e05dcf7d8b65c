package org.stirrup.rehearsal.understudy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

/** The journal's lines as the shell writes them, an object of JSON a line. */
final class JournalText {
    private JournalText() {}

    static BootJournal.Line line(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject object = reader.readObject();
            Map<String, String> details = new HashMap<>();
            object.getJsonObject("details")
                    .forEach((key, value) ->
                            details.put(key, value instanceof JsonString word ? word.getString() : value.toString()));
            return new BootJournal.Line(
                    object.getJsonNumber("number").longValue(),
                    Instant.parse(object.getString("time")),
                    new BootEvent(
                            BootEvent.Kind.valueOf(object.getString("kind")),
                            Optional.ofNullable(object.getString("mac", null)).map(MacAddress::of),
                            Optional.ofNullable(object.getString("address", null))
                                    .map(JournalText::address),
                            object.getString("text"),
                            details));
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the journal has '" + text + "' as an address", e);
        }
    }
}
