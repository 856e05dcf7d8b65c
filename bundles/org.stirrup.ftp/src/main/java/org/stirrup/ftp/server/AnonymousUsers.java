package org.stirrup.ftp.server;

import java.util.Locale;
import java.util.Set;
import org.apache.ftpserver.ftplet.Authentication;
import org.apache.ftpserver.ftplet.AuthenticationFailedException;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.usermanager.AnonymousAuthentication;
import org.apache.ftpserver.usermanager.UsernamePasswordAuthentication;

/** Lets {@code anonymous} and {@code ftp} in with any password, and nobody else. */
record AnonymousUsers(int idleSeconds) implements UserManager {
    private static final Set<String> NAMES = Set.of(ANONYMOUS, "ftp");

    @Override
    public User authenticate(Authentication authentication) throws AuthenticationFailedException {
        if (authentication instanceof AnonymousAuthentication) {
            return new Anonymous(ANONYMOUS, idleSeconds);
        }
        if (authentication instanceof UsernamePasswordAuthentication named && known(named.getUsername())) {
            return new Anonymous(named.getUsername(), idleSeconds);
        }
        throw new AuthenticationFailedException("only anonymous can log in");
    }

    private static boolean known(String name) {
        return name != null && NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** None: FtpServer would ask such a user for a limit of its own. */
    @Override
    public User getUserByName(String name) {
        return null;
    }

    @Override
    public String[] getAllUserNames() {
        return NAMES.toArray(String[]::new);
    }

    @Override
    public boolean doesExist(String name) {
        return known(name);
    }

    @Override
    public void save(User user) throws FtpException {
        throw new FtpException("users cannot be added");
    }

    @Override
    public void delete(String name) throws FtpException {
        throw new FtpException("users cannot be removed");
    }

    /** Nobody. */
    @Override
    public String getAdminName() {
        return "";
    }

    @Override
    public boolean isAdmin(String name) {
        return false;
    }
}
