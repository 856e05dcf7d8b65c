package org.stirrup.tftp.server;

import java.util.Locale;
import java.util.Optional;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.tftp.codec.ErrorCode;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;

/** Decides what a request gets, from its text and the content tree alone. */
final class FrontDesk {
    private FrontDesk() {}

    /** @param content empty while no content tree is installed */
    static Decision decide(ReadRequest request, Requester requester, Optional<ContentResolver> content) {
        String mode = request.mode().toLowerCase(Locale.ROOT);
        if (!mode.equals("octet") && !mode.equals("netascii")) {
            return refuse(
                    ErrorCode.ILLEGAL_OPERATION,
                    "mode '" + request.mode() + "' is not served, only octet and netascii",
                    Kind.REFUSED);
        }
        ResourcePath path;
        try {
            path = ResourcePath.of(request.file());
        } catch (IllegalArgumentException e) {
            return refuse(ErrorCode.ACCESS_VIOLATION, e.getMessage(), Kind.REFUSED);
        }
        if (content.isEmpty()) {
            return refuse(ErrorCode.NOT_DEFINED, "no content tree is installed at the moment", Kind.TRANSFER_FAILED);
        }
        Lookup lookup = content.get().find(path, requester);
        if (lookup instanceof Lookup.Found found) {
            return new Decision.Serve(path, found.resource(), mode.equals("netascii"));
        }
        if (lookup instanceof Lookup.Coming coming) {
            return new Decision.Later(coming.because());
        }
        if (lookup instanceof Lookup.Absent absent) {
            return new Decision.Refuse(ErrorCode.FILE_NOT_FOUND, "no such file", absent.because(), Kind.NOT_FOUND);
        }
        if (lookup instanceof Lookup.Refused refused) {
            return refuse(ErrorCode.ACCESS_VIOLATION, refused.because(), Kind.REFUSED);
        }
        if (lookup instanceof Lookup.Failed failed) {
            return refuse(ErrorCode.NOT_DEFINED, failed.because(), Kind.TRANSFER_FAILED);
        }
        return refuse(ErrorCode.FILE_NOT_FOUND, "is a folder", Kind.NOT_FOUND);
    }

    private static Decision refuse(ErrorCode code, String because, Kind kind) {
        return new Decision.Refuse(code, because, kind);
    }
}
