package org.stirrup.http.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.content.Requester;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;

/**
 * What HTTP clients did, told to the journal that is there at this moment.
 *
 * @param target gives null while there is none; nothing is written then
 */
public record Journal(Supplier<BootJournal> target) {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public void record(Kind kind, Requester requester, String text, Map<String, String> details) {
        record(kind, Optional.empty(), requester, text, details);
    }

    /** @param mac when it is known for certain; else the journal looks who is at the address */
    public void record(
            Kind kind, Optional<MacAddress> mac, Requester requester, String text, Map<String, String> details) {
        BootJournal journal = target.get();
        if (journal != null) {
            Map<String, String> all = new LinkedHashMap<>(details);
            all.put("protocol", requester.protocol());
            journal.record(new BootEvent(kind, mac, Optional.of(requester.client()), printable(text), all));
        }
    }

    /** Clients' text goes to people's screens: one line, no escape sequences, not endless. */
    private static String printable(String text) {
        String line = CONTROL.matcher(text).replaceAll("?");
        return line.length() > 300 ? line.substring(0, 300) + "..." : line;
    }
}
