package org.stirrup.ftp.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.ftpserver.ftplet.DataType;
import org.apache.ftpserver.ftplet.FtpException;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.ftp.tree.FtpPath;
import org.stirrup.ftp.tree.Journal;

/** RETR: sends a file (RFC 959, section 4.1.3), from the offset that REST gave (RFC 3659, section 5). */
final class Retrieve {
    /** Smaller files are in the journal when they have been sent, not when they start: packages come by the thousand. */
    private static final long LARGE = 1 << 20;

    private final Transfer transfer;
    private final Journal journal;

    Retrieve(Transfer transfer, Journal journal) {
        this.transfer = transfer;
        this.journal = journal;
    }

    void execute(Session session, String asked) throws FtpException {
        long offset = session.takeOffset();
        ResourcePath path;
        try {
            path = FtpPath.resolve(session.view().working(), asked);
        } catch (IllegalArgumentException e) {
            journal.refused(session.requester(), "RETR " + asked, e.getMessage());
            session.reply(550, "Refused: " + e.getMessage() + ".");
            return;
        }
        Lookup lookup = session.view().find(path);
        if (!(lookup instanceof Lookup.Found found)) {
            journal.missed(session.requester(), path, lookup);
            session.reply(550, path + ": " + because(lookup) + ".");
            return;
        }
        boolean text = session.ftp().getDataType() == DataType.ASCII;
        if (offset > found.resource().size() || text && offset > 0) {
            session.reply(554, text ? "REST needs TYPE I." : "REST is past the end of the file.");
            return;
        }
        send(session, path, found.resource(), offset, text);
    }

    private void send(Session session, ResourcePath path, Resource resource, long offset, boolean text)
            throws FtpException {
        long size = resource.size();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("file", path.text());
        if (offset > 0) {
            details.put("offset", Long.toString(offset));
        }
        Resource.Content content;
        try {
            content = resource.open();
        } catch (IOException e) {
            journal.record(Kind.TRANSFER_FAILED, session.requester(), path + ": " + e.getMessage(), details);
            session.reply(451, path + ": cannot be read.");
            return;
        }
        try (content) {
            if (size > LARGE) {
                journal.record(Kind.TRANSFER_START, session.requester(), path + ", " + size + " bytes", details);
            }
            long start = System.nanoTime();
            Transfer.Outcome outcome = transfer.run(
                    session,
                    path.name() + " (" + (size - offset) + " bytes)",
                    text ? sender -> sender.text(content) : sender -> sender.binary(content, offset, size));
            details.put("millis", Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
            record(session, path, size - offset, outcome, details);
        } catch (IOException e) {
            journal.record(Kind.TRANSFER_FAILED, session.requester(), path + ": " + e.getMessage(), details);
        }
    }

    private void record(
            Session session, ResourcePath path, long wanted, Transfer.Outcome outcome, Map<String, String> details) {
        if (outcome instanceof Transfer.Outcome.Complete complete) {
            details.put("bytes", Long.toString(complete.bytes()));
            journal.record(Kind.TRANSFER_END, session.requester(), path + ", " + complete.bytes() + " bytes", details);
        } else if (outcome instanceof Transfer.Outcome.Broken broken) {
            details.put("bytes", Long.toString(broken.bytes()));
            details.put("reason", broken.because());
            journal.record(
                    Kind.TRANSFER_FAILED,
                    session.requester(),
                    path + " after " + broken.bytes() + " of " + wanted + " bytes: " + broken.because(),
                    details);
        }
    }

    private static String because(Lookup lookup) {
        if (lookup instanceof Lookup.Absent absent) {
            return absent.because();
        } else if (lookup instanceof Lookup.Refused refused) {
            return refused.because();
        } else if (lookup instanceof Lookup.Failed failed) {
            return failed.because();
        }
        return "is a folder";
    }
}
