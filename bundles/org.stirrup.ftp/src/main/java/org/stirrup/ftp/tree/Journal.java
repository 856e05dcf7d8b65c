package org.stirrup.ftp.tree;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;

/**
 * What FTP clients did, told to the journal that is there at this moment.
 *
 * @param target gives null while there is none; nothing is written then
 */
public record Journal(Supplier<BootJournal> target) {

    public void record(Kind kind, Requester requester, String text) {
        record(kind, requester, text, Map.of());
    }

    public void record(Kind kind, Requester requester, String text, Map<String, String> details) {
        BootJournal journal = target.get();
        if (journal != null) {
            Map<String, String> all = new LinkedHashMap<>(details);
            all.put("protocol", requester.protocol());
            journal.record(BootEvent.of(kind, requester.client(), printable(text), all));
        }
    }

    /** Something that is not allowed. @param what the command as it was sent */
    public void refused(Requester requester, String what, String because) {
        record(Kind.REFUSED, requester, what + ": " + because, Map.of("reason", because));
    }

    /** A path that could not be had. */
    public void missed(Requester requester, ResourcePath path, Lookup lookup) {
        Map<String, String> file = Map.of("file", path.text());
        if (lookup instanceof Lookup.Absent absent) {
            record(Kind.NOT_FOUND, requester, path + ": " + absent.because(), file);
        } else if (lookup instanceof Lookup.Refused refused) {
            record(Kind.REFUSED, requester, path + ": " + refused.because(), file);
        } else if (lookup instanceof Lookup.Failed failed) {
            record(Kind.TRANSFER_FAILED, requester, path + ": " + failed.because(), file);
        } else {
            record(Kind.NOT_FOUND, requester, path + ": is a folder", file);
        }
    }

    /** Clients' text goes to people's screens: one line, no escape sequences, not endless. */
    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 300 ? line.substring(0, 300) + "..." : line;
    }
}
