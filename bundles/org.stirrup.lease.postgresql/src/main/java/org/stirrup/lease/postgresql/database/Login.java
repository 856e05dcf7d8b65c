package org.stirrup.lease.postgresql.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * Opens connections.
 *
 * @param passwordFile whose first line is the password; read each time
 * @param passwordVariable of the environment, where there is no file
 */
public record Login(String url, String user, Optional<Path> passwordFile, String passwordVariable) {
    static final int CONNECT_SECONDS = 2;

    /** The server gives up first, so that the connection stays usable. */
    private static final int STATEMENT_MILLIS = 3000;

    private static final int SOCKET_SECONDS = 5;

    /** The database's own code for a login that it refuses. */
    private static final String REFUSED = "28000";

    /** @throws SQLException in the database's words, or with what is wrong with the password file */
    Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        Optional<String> password = password();
        password.ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS + 1));
        properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "stirrup");
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("not an address of a PostgreSQL database: " + url);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = " + STATEMENT_MILLIS);
            // A lease is confirmed when it is on the disk. Whoever set more than that has it.
            statement.execute("SELECT set_config('synchronous_commit', 'on', false)"
                    + " WHERE current_setting('synchronous_commit') = 'off'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Optional<String> password() throws SQLException {
        if (passwordFile.isEmpty()) {
            return Optional.ofNullable(System.getenv(passwordVariable));
        }
        try (Stream<String> lines = Files.lines(passwordFile.get())) {
            return Optional.of(lines.findFirst().orElseThrow(() -> new IOException("it is empty")));
        } catch (IOException e) {
            throw new SQLException("the password cannot be read from " + passwordFile.get() + ": " + e, REFUSED, e);
        }
    }
}
