package org.stirrup.ftp.command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.ftpserver.ftplet.FtpException;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.ftp.tree.FtpPath;
import org.stirrup.ftp.tree.Journal;

/** LIST and NLST (RFC 959, section 4.1.3), MLSD and MLST (RFC 3659, section 7). */
final class Listing {
    private static final Duration HALF_A_YEAR = Duration.ofDays(182);

    private final Transfer transfer;
    private final Journal journal;
    private final Clock clock;

    Listing(Transfer transfer, Journal journal, Clock clock) {
        this.transfer = transfer;
        this.journal = journal;
        this.clock = clock;
    }

    /** In the form of {@code ls -l}, which all clients can read; options such as {@code -la} change nothing. */
    void list(Session session, String argument) throws FtpException {
        String asked = withoutOptions(argument);
        Instant now = clock.instant();
        send(session, "LIST", asked, entry -> line(entry, now));
    }

    /** Names only, each with the folder it was asked by, so that it can be asked for. */
    void names(Session session, String argument) throws FtpException {
        String asked = withoutOptions(argument);
        boolean pattern = asked.contains("*") || asked.contains("?");
        String folder = pattern ? asked.substring(0, asked.lastIndexOf('/') + 1) : asked;
        String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        send(session, "NLST", asked, entry -> prefix + entry.name());
    }

    void machineList(Session session, String asked) throws FtpException {
        List<Fact> facts = session.facts();
        send(session, "MLSD", asked, entry -> Fact.line(facts, entry, entry.name()));
    }

    void machineLine(Session session, String asked) throws FtpException {
        ResourcePath path = resolve(session, "MLST", asked);
        if (path == null) {
            return;
        }
        Lookup lookup = session.view().find(path);
        ContentEntry entry;
        if (lookup instanceof Lookup.Found found) {
            entry = new ContentEntry(
                    path.name(),
                    false,
                    found.resource().size(),
                    found.resource().modified());
        } else if (lookup instanceof Lookup.Folder) {
            entry = new ContentEntry(
                    path.isRoot() ? "." : path.name(), true, 0, session.view().modified(path));
        } else {
            session.reply(550, path + ": no such file or folder.");
            return;
        }
        session.reply(250, "Listing " + path + "\n " + Fact.line(session.facts(), entry, path.toString()) + "\nEnd");
    }

    private void send(Session session, String command, String asked, Function<ContentEntry, String> form)
            throws FtpException {
        int slash = asked.lastIndexOf('/');
        String last = asked.substring(slash + 1);
        boolean pattern = !command.equals("MLSD") && (last.contains("*") || last.contains("?"));
        ResourcePath path = resolve(session, command, pattern ? asked.substring(0, slash + 1) : asked);
        if (path == null) {
            return;
        }
        Lookup lookup = session.view().find(path);
        List<ContentEntry> entries;
        if (lookup instanceof Lookup.Folder) {
            Pattern wanted = Pattern.compile(pattern ? expression(last) : ".*", Pattern.DOTALL);
            entries = session.view().list(path).stream()
                    .filter(entry -> wanted.matcher(entry.name()).matches())
                    .toList();
        } else if (lookup instanceof Lookup.Found found && !command.equals("MLSD")) {
            entries = List.of(new ContentEntry(
                    path.name(),
                    false,
                    found.resource().size(),
                    found.resource().modified()));
        } else {
            journal.missed(session.requester(), path, lookup);
            session.reply(command.equals("MLSD") ? 501 : 450, path + ": no such folder.");
            return;
        }
        String text = entries.stream().map(form).map(line -> line + "\r\n").collect(Collectors.joining());
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        transfer.run(session, command + " of " + path, sender -> sender.bytes(bytes));
    }

    /** @return null after the client was told why not */
    private ResourcePath resolve(Session session, String command, String asked) throws FtpException {
        try {
            return FtpPath.resolve(session.view().working(), asked);
        } catch (IllegalArgumentException e) {
            journal.refused(session.requester(), command + " " + asked, e.getMessage());
            session.reply(550, "Refused: " + e.getMessage() + ".");
            return null;
        }
    }

    private static String withoutOptions(String argument) {
        return argument.replaceFirst("^(\\s*-[A-Za-z0-9]+(\\s+|$))+", "");
    }

    private static String expression(String glob) {
        return Pattern.compile("[*?]|[^*?]+").matcher(glob).replaceAll(part -> switch (part.group()) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> java.util.regex.Matcher.quoteReplacement(Pattern.quote(part.group()));
        });
    }

    private static String line(ContentEntry entry, Instant now) {
        boolean recent = entry.modified().isAfter(now.minus(HALF_A_YEAR))
                && !entry.modified().isAfter(now.plus(Duration.ofDays(1)));
        String time = DateTimeFormatter.ofPattern(recent ? "MMM dd HH:mm" : "MMM dd  yyyy", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(entry.modified());
        return String.format(
                Locale.ROOT,
                "%s %4d ftp      ftp      %12d %s %s",
                entry.folder() ? "dr-xr-xr-x" : "-r--r--r--",
                entry.folder() ? 2 : 1,
                entry.size(),
                time,
                entry.name());
    }
}
