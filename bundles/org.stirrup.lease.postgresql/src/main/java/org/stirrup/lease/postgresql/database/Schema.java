package org.stirrup.lease.postgresql.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, made and brought up to date by whoever comes first. A version is added as a list of statements and never
 * changed afterwards.
 */
final class Schema {
    /** Any number that nobody else takes: appliances that start together do this one after the other. */
    private static final long LOCK = 0x5354_4952_5255_50L;

    /**
     * Version 1. Times are seconds since 1970 with nine digits after the point: an Instant, which no timestamp holds
     * exactly. A host name is what the client sent, and a text holds no NUL.
     */
    private static final List<List<String>> VERSIONS = List.of(List.of(
            """
            CREATE TABLE stirrup_lease (
                address bigint PRIMARY KEY CHECK (address BETWEEN 0 AND 4294967295),
                client text NOT NULL,
                mac text NOT NULL,
                hostname bytea,
                state text NOT NULL CHECK (state IN ('BOUND', 'RELEASED', 'DECLINED')),
                starts numeric(26, 9) NOT NULL,
                expires numeric(26, 9)
            )""",
            "CREATE INDEX stirrup_lease_client ON stirrup_lease (client)",
            "CREATE INDEX stirrup_lease_expires ON stirrup_lease (expires, address) WHERE expires IS NOT NULL",
            // For people.
            """
            CREATE VIEW stirrup_leases AS
            SELECT inet '0.0.0.0' + address AS address, mac, client, encode(hostname, 'escape') AS hostname, state,
                to_timestamp(starts::double precision) AS starts, to_timestamp(expires::double precision) AS expires
            FROM stirrup_lease ORDER BY 1"""));

    private Schema() {}

    /** @param only whether leases are only shown: nothing is made then */
    static void prepare(Connection connection, boolean only) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            int version = version(statement);
            if (version < VERSIONS.size() && only) {
                throw new SQLException("there are no leases of this version of Stirrup in it");
            }
            if (version < VERSIONS.size()) {
                statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
                statement.execute("CREATE TABLE IF NOT EXISTS stirrup_schema (version integer NOT NULL)");
                for (int next = version(statement); next < VERSIONS.size(); next++) {
                    for (String step : VERSIONS.get(next)) {
                        statement.execute(step);
                    }
                    statement.execute("DELETE FROM stirrup_schema");
                    statement.execute("INSERT INTO stirrup_schema VALUES (" + (next + 1) + ")");
                }
            }
            if (version > VERSIONS.size()) {
                throw new SQLException("its tables are of version " + version + ", this program knows version "
                        + VERSIONS.size() + ": a newer Stirrup made them");
            }
            connection.commit();
        } catch (SQLException e) {
            if (!connection.isClosed()) {
                connection.rollback();
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    /** 0 when there are no tables. */
    private static int version(Statement statement) throws SQLException {
        try (ResultSet there = statement.executeQuery("SELECT to_regclass('stirrup_schema') IS NOT NULL")) {
            there.next();
            if (!there.getBoolean(1)) {
                return 0;
            }
        }
        try (ResultSet version = statement.executeQuery("SELECT coalesce(max(version), 0) FROM stirrup_schema")) {
            version.next();
            return version.getInt(1);
        }
    }

    /** Whether the server writes to the disk at all; without, a loss of power costs leases or the whole database. */
    static boolean isSynced(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet fsync = statement.executeQuery("SELECT current_setting('fsync')")) {
            fsync.next();
            return fsync.getString(1).equals("on");
        }
    }
}
