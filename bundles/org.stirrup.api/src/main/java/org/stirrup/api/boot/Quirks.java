package org.stirrup.api.boot;

import java.util.ArrayList;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The table of odd clients, put together from everybody's {@link QuirkRows}. Safe for many threads. */
@ProviderType
public interface Quirks {
    /** All rows in force. Where two say different things of one client, the first counts. */
    List<Quirk> rows();

    /**
     * To be called when a row has made a difference to a client: the first time that happens it is journalled.
     *
     * @param what was done, for a person: "message size 65280 taken for 1500"
     */
    void applied(Quirk quirk, BootClient client, String what);

    /** The rows that are about a client, whatever it asks for. */
    default List<Quirk> of(BootClient client) {
        // Asked for every message.
        List<Quirk> own = new ArrayList<>();
        for (Quirk row : rows()) {
            if (row.match().path().isEmpty() && row.match().fits(client)) {
                own.add(row);
            }
        }
        return own;
    }

    /** The rows that are about a client that asks for a file. @param asked its name as it was sent */
    default List<Quirk> of(BootClient client, String asked) {
        return rows().stream().filter(row -> row.match().fits(client, asked)).toList();
    }
}
