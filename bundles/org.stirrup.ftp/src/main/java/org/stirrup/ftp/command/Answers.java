package org.stirrup.ftp.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.ftpserver.ftplet.FtpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands that only change or tell something of the session. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final Pattern OFFSET = Pattern.compile("\\d{1,18}");

    private Answers() {}

    /** RFC 3659, section 5.3. It holds for the next RETR, also when PASV or PORT comes between. */
    static void rest(Session session, String argument) throws FtpException {
        if (!OFFSET.matcher(argument).matches()) {
            session.reply(501, "Give an offset in bytes.");
            return;
        }
        session.offset(Long.parseLong(argument));
        session.reply(350, "Restarting at " + argument + ". Send RETR.");
    }

    static void passive(Session session) throws FtpException {
        InetSocketAddress local = listen(session);
        if (local != null) {
            String host = local.getAddress().getHostAddress().replace('.', ',');
            session.reply(
                    227,
                    "Entering Passive Mode (" + host + "," + local.getPort() / 256 + "," + local.getPort() % 256
                            + ").");
        }
    }

    /** RFC 2428, section 3. */
    static void extendedPassive(Session session, String argument) throws FtpException {
        if (argument.equalsIgnoreCase("ALL")) {
            session.reply(200, "EPSV ALL noted.");
        } else if (!argument.isEmpty() && !argument.equals("1")) {
            session.reply(522, "Network protocol not supported, use (1).");
        } else {
            InetSocketAddress local = listen(session);
            if (local != null) {
                session.reply(229, "Entering Extended Passive Mode (|||" + local.getPort() + "|).");
            }
        }
    }

    private static InetSocketAddress listen(Session session) throws FtpException {
        try {
            return session.data().passive();
        } catch (IOException e) {
            LOG.warn("FTP: no data connection for {}: {}", session.ftp().getClientAddress(), e.getMessage());
            session.reply(425, "Cannot open a data connection: " + e.getMessage() + ".");
            return null;
        }
    }

    /** What this server can beyond RFC 959, as clients look for it (RFC 2389, section 3). */
    static void features(Session session) throws FtpException {
        session.reply(
                211,
                "Features:\n EPRT\n EPSV\n MDTM\n MLST " + Fact.offered(session.facts())
                        + "\n REST STREAM\n SIZE\n TVFS\n UTF8\nEnd");
    }

    static void options(Session session, String argument) throws FtpException {
        String[] words = argument.trim().split("\\s+", 2);
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "UTF8" -> session.reply(200, "Always in UTF-8.");
            case "MLST" -> {
                List<Fact> facts = Fact.named(words.length > 1 ? words[1] : "");
                session.facts(facts);
                session.reply(
                        200,
                        facts.stream()
                                .map(fact -> fact.label() + ";")
                                .reduce("MLST OPTS ", String::concat)
                                .trim());
            }
            default -> session.reply(501, "No options for that.");
        }
    }

    /** As PWD, by the name that old clients know it by (RFC 1123, section 4.1.3.1). */
    static void workingDirectory(Session session) throws FtpException {
        String path = session.view().working().toString().replace("\"", "\"\"");
        session.reply(257, "\"" + path + "\" is the working directory.");
    }

    static void help(Session session) throws FtpException {
        session.reply(
                214,
                "Commands:\n ABOR CDUP CWD EPRT EPSV FEAT HELP LIST MDTM MLSD MLST MODE NLST NOOP OPTS\n"
                        + " PASS PASV PORT PWD QUIT REIN REST RETR SIZE STAT STRU SYST TYPE USER\nEnd");
    }
}
