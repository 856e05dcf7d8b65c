package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.stirrup.console.upload.UploadException;
import org.stirrup.console.upload.UploadFolder;

/** The piece of a file that a request carries, taken into a folder. */
final class Uploads {
    private final UploadFolder uploads;
    private final String kind;

    /** @param kind what such a file is called in the audit log: "image" */
    Uploads(UploadFolder uploads, String kind) {
        this.uploads = uploads;
        this.kind = kind;
    }

    UploadFolder folder() {
        return uploads;
    }

    /** Which file the request is about. */
    static UploadFolder.Upload of(HttpServletRequest request) {
        return new UploadFolder.Upload(
                String.valueOf(request.getParameter("name")),
                Numbers.of(request, "size", -1),
                Numbers.of(request, "time", -1));
    }

    /**
     * Takes the piece. Of many the first one and the last are kept in the audit log, and what fails.
     *
     * @return whether the file is whole now
     */
    boolean take(Path folder, HttpServletRequest request, JsonGenerator json) throws IOException, UploadException {
        UploadFolder.Upload upload = of(request);
        long offset = Numbers.of(request, "offset", -1);
        if (offset > 0) {
            Tab.part(request);
        }
        Tab.note(request, "sends the " + kind + " " + upload.name() + ", " + upload.size() + " bytes");
        UploadFolder.Progress progress = uploads.take(folder, upload, offset, request.getInputStream());
        if (progress.whole()) {
            Tab.whole(request);
            Tab.note(request, "sent the " + kind + " " + upload.name() + ", " + upload.size() + " bytes");
        }
        json.write("arrived", progress.arrived()).write("whole", progress.whole());
        return progress.whole();
    }
}
