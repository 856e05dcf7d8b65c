package org.stirrup.ftp.server;

import java.util.List;
import org.apache.ftpserver.ftplet.Authority;
import org.apache.ftpserver.ftplet.AuthorizationRequest;
import org.apache.ftpserver.ftplet.User;

/**
 * The one user there is. It may do nothing that asks for a permission, which writing does.
 *
 * @param name as the client gave it
 * @param idleSeconds how long its connection may be silent
 */
record Anonymous(String name, int idleSeconds) implements User {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getPassword() {
        return null;
    }

    @Override
    public List<? extends Authority> getAuthorities() {
        return List.of();
    }

    @Override
    public List<? extends Authority> getAuthorities(Class<? extends Authority> type) {
        return List.of();
    }

    /** Null is "no". Logins are limited by the connection's configuration, transfers not at all. */
    @Override
    public AuthorizationRequest authorize(AuthorizationRequest request) {
        return null;
    }

    @Override
    public int getMaxIdleTime() {
        return idleSeconds;
    }

    @Override
    public boolean getEnabled() {
        return true;
    }

    @Override
    public String getHomeDirectory() {
        return "/";
    }
}
