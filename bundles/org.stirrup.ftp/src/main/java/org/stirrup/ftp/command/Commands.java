package org.stirrup.ftp.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.ftp.tree.Journal;

/**
 * Decides who answers a command: FtpServer those about the connection and single files, this bundle those that use a
 * data connection, and nobody those that would change anything.
 */
public final class Commands extends DefaultFtplet {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private static final Set<String> FTPSERVER = Set.of(
            "USER", "PASS", "QUIT", "REIN", "NOOP", "SYST", "TYPE", "STRU", "PWD", "CWD", "CDUP", "SIZE", "MDTM",
            "STAT");

    private static final Set<String> WRITING = Set.of(
            "APPE", "DELE", "MFCT", "MFF", "MFMT", "MKD", "RMD", "RMDA", "RNFR", "RNTO", "SITE", "STOR", "STOU", "XMKD",
            "XRMD");

    /** Sent before a login; those who ask go on without when the answer is that it is not known. */
    private static final Set<String> SECURITY = Set.of("AUTH", "PBSZ", "PROT");

    private final Surroundings surroundings;
    private final Journal journal;
    private final Retrieve retrieve;
    private final Listing listing;

    public Commands(Surroundings surroundings, Journal journal) {
        this.surroundings = surroundings;
        this.journal = journal;
        Transfer transfer = new Transfer(surroundings.patience());
        this.retrieve = new Retrieve(transfer, journal);
        this.listing = new Listing(transfer, journal, surroundings.clock());
    }

    @Override
    public FtpletResult onConnect(FtpSession ftp) {
        DataConnection data = surroundings.data(
                ftp.getServerAddress().getAddress(), ftp.getClientAddress().getAddress());
        surroundings.joined(new Session(ftp, data));
        // Before the login, when its user's own limit takes over.
        ftp.setMaxIdleTime((int) surroundings.patience().toSeconds());
        return FtpletResult.DEFAULT;
    }

    @Override
    public FtpletResult onDisconnect(FtpSession ftp) {
        Session session = Session.of(ftp);
        if (session != null) {
            surroundings.left(session);
        }
        return FtpletResult.DEFAULT;
    }

    @Override
    public FtpletResult beforeCommand(FtpSession ftp, FtpRequest request) throws FtpException, IOException {
        String command = request.getCommand().toUpperCase(Locale.ROOT);
        Session session = Session.of(ftp);
        session.heard();
        session.introduce();
        if (FTPSERVER.contains(command)) {
            return FtpletResult.DEFAULT;
        }
        String argument = request.hasArgument() ? request.getArgument() : "";
        if (SECURITY.contains(command)) {
            session.reply(502, command + " is not known here.");
        } else if (!ftp.isLoggedIn()) {
            session.reply(530, "Log in as anonymous first.");
        } else if (WRITING.contains(command)) {
            journal.refused(session.requester(), request.getRequestLine(), "nothing can be written");
            session.reply(550, "Permission denied: nothing can be written.");
        } else {
            try {
                execute(session, command, argument);
            } catch (RuntimeException e) {
                LOG.error("FTP: {} of {} failed", command, ftp.getClientAddress(), e);
                session.reply(451, "Failed on the server's side.");
            }
        }
        if (surroundings.leaving() && command.equals("RETR")) {
            session.goodbye();
            return FtpletResult.DISCONNECT;
        }
        return FtpletResult.SKIP;
    }

    private void execute(Session session, String command, String argument) throws FtpException, IOException {
        switch (command) {
            case "RETR" -> retrieve.execute(session, argument);
            case "REST" -> Answers.rest(session, argument);
            case "LIST" -> listing.list(session, argument);
            case "NLST" -> listing.names(session, argument);
            case "MLSD" -> listing.machineList(session, argument);
            case "MLST" -> listing.machineLine(session, argument);
            case "PASV" -> Answers.passive(session);
            case "EPSV" -> Answers.extendedPassive(session, argument);
            case "PORT" -> active(session, command, argument);
            case "EPRT" -> active(session, command, argument);
            case "FEAT" -> Answers.features(session);
            case "OPTS" -> Answers.options(session, argument);
            case "HELP" -> Answers.help(session);
            case "XPWD" -> Answers.workingDirectory(session);
            case "MODE" -> session.reply(argument.equalsIgnoreCase("S") ? 200 : 504, "Stream mode only.");
            case "ABOR" -> {
                session.data().close();
                session.reply(226, "Nothing is being transferred.");
            }
            case "ALLO", "ACCT" -> session.reply(202, "Not needed here.");
            default -> session.reply(502, command + " is not known here.");
        }
    }

    private void active(Session session, String command, String argument) throws FtpException, IOException {
        InetSocketAddress target;
        try {
            target = command.equals("PORT") ? PortArgument.port(argument) : PortArgument.extended(argument);
        } catch (IllegalArgumentException e) {
            session.reply(501, "Cannot read the argument: " + e.getMessage() + ".");
            return;
        }
        try {
            session.data().active(target);
            session.reply(200, command + " noted.");
        } catch (IllegalArgumentException e) {
            journal.refused(session.requester(), command + " " + argument, e.getMessage());
            session.reply(501, "Refused: " + e.getMessage() + ".");
        }
    }

    /** A client over the limit of logins is cut off by FtpServer: say so where people look. */
    @Override
    public FtpletResult afterCommand(FtpSession ftp, FtpRequest request, FtpReply reply) {
        if (reply != null
                && reply.getCode() == FtpReply.REPLY_421_SERVICE_NOT_AVAILABLE_CLOSING_CONTROL_CONNECTION
                && !surroundings.leaving()) {
            LOG.warn(
                    "FTP: {} was turned away, the limit of logins is reached: raise maxLogins", ftp.getClientAddress());
        }
        return FtpletResult.DEFAULT;
    }
}
