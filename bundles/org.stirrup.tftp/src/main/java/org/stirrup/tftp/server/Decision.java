package org.stirrup.tftp.server;

import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.tftp.codec.ErrorCode;

/** What a read request gets. */
sealed interface Decision {
    /** A file. @param netascii whether it is to be sent as text rather than as it is */
    record Serve(ResourcePath path, Resource resource, boolean netascii) implements Decision {}

    /** Silence: the client asks again, and gets the file then. @param because why not now */
    record Later(String because) implements Decision {}

    /**
     * Nothing.
     *
     * @param code sent to the client
     * @param text sent to the client
     * @param because written to the journal: where a file was looked for is not the client's business
     * @param kind how the journal calls it
     */
    record Refuse(ErrorCode code, String text, String because, BootEvent.Kind kind) implements Decision {
        Refuse(ErrorCode code, String because, BootEvent.Kind kind) {
            this(code, because, because, kind);
        }
    }
}
