package org.stirrup.lease.postgresql.store;

import java.net.Inet4Address;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.postgresql.database.Connections;

/**
 * Leases in the table {@code stirrup_lease}. Nothing is kept in memory: the database is the truth for all appliances
 * that use it. Compare-and-set is one statement, whose condition the database checks again on the row as it is when
 * somebody else's change of it was waited for (PostgreSQL, section 13.2.1).
 */
public final class LeaseTable implements LeaseBackend {
    private static final String SELECT = "SELECT " + LeaseRow.COLUMNS + " FROM stirrup_lease ";

    private static final String STANDS = " WHERE address = ? AND client = ? AND mac = ?"
            + " AND hostname IS NOT DISTINCT FROM ? AND state = ? AND starts = ? AND expires IS NOT DISTINCT FROM ?";

    private static final String INSERT = "INSERT INTO stirrup_lease (" + LeaseRow.COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO NOTHING";

    private static final String REPLACE =
            "UPDATE stirrup_lease SET (" + LeaseRow.COLUMNS + ") = (?, ?, ?, ?, ?, ?, ?)" + STANDS;

    private static final String REMOVE = "DELETE FROM stirrup_lease" + STANDS;

    private final String place;
    private final Supplier<Connections> connections;

    /**
     * @param place of the database, for people
     * @param connections to it at this moment
     */
    public LeaseTable(String place, Supplier<Connections> connections) {
        this.place = place;
        this.connections = connections;
    }

    @Override
    public String name() {
        return "postgresql " + place;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean insert(Lease lease) throws LeaseStoreException {
        return use("lease not saved", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                LeaseRow.set(insert, 1, lease);
                return insert.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean replace(Lease expected, Lease next) throws LeaseStoreException {
        if (!expected.address().equals(next.address())) {
            throw new IllegalArgumentException(
                    "a lease of " + expected.address().getHostAddress() + " cannot become one of "
                            + next.address().getHostAddress());
        }
        return use("lease not saved", connection -> {
            try (PreparedStatement replace = connection.prepareStatement(REPLACE)) {
                LeaseRow.set(replace, 1, next);
                LeaseRow.set(replace, 1 + LeaseRow.WIDTH, expected);
                return replace.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean remove(Lease expected) throws LeaseStoreException {
        return use("lease not removed", connection -> {
            try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
                LeaseRow.set(remove, 1, expected);
                return remove.executeUpdate() == 1;
            }
        });
    }

    @Override
    public List<Boolean> change(List<Change> changes) throws LeaseStoreException {
        // In order of address, so that two appliances that do this wait for each other and not in a circle.
        TreeMap<Long, Integer> order = new TreeMap<>();
        for (int i = 0; i < changes.size(); i++) {
            order.put(LeaseRow.number(changes.get(i).next().address()), i);
        }
        List<Boolean> made = new ArrayList<>(Collections.nCopies(changes.size(), false));
        return use("leases not saved", connection -> {
            connection.setAutoCommit(false);
            try {
                inserts(connection, changes, List.copyOf(order.values()), made);
                replaces(connection, changes, List.copyOf(order.values()), made);
                connection.commit();
                return made;
            } catch (SQLException e) {
                if (!connection.isClosed()) {
                    connection.rollback();
                }
                throw e;
            }
        });
    }

    private static void inserts(Connection connection, List<Change> changes, List<Integer> order, List<Boolean> made)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            List<Integer> batch = new ArrayList<>();
            for (int i : order) {
                if (changes.get(i).expected().isEmpty()) {
                    LeaseRow.set(insert, 1, changes.get(i).next());
                    insert.addBatch();
                    batch.add(i);
                }
            }
            execute(insert, batch, made);
        }
    }

    private static void replaces(Connection connection, List<Change> changes, List<Integer> order, List<Boolean> made)
            throws SQLException {
        try (PreparedStatement replace = connection.prepareStatement(REPLACE)) {
            List<Integer> batch = new ArrayList<>();
            for (int i : order) {
                Change change = changes.get(i);
                if (change.expected().isPresent()) {
                    LeaseRow.set(replace, 1, change.next());
                    LeaseRow.set(replace, 1 + LeaseRow.WIDTH, change.expected().get());
                    replace.addBatch();
                    batch.add(i);
                }
            }
            execute(replace, batch, made);
        }
    }

    private static void execute(PreparedStatement statement, List<Integer> batch, List<Boolean> made)
            throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        int[] counts = statement.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            made.set(batch.get(i), counts[i] == 1);
        }
    }

    @Override
    public Optional<Lease> byAddress(Inet4Address address) throws LeaseStoreException {
        return query(SELECT + "WHERE address = ?", statement -> statement.setLong(1, LeaseRow.number(address))).stream()
                .findFirst();
    }

    @Override
    public List<Lease> byClient(ClientKey client) throws LeaseStoreException {
        List<Lease> leases = query(SELECT + "WHERE client = ?", statement -> statement.setString(1, client.text()));
        return leases.stream()
                .sorted(Comparator.comparing(Lease::starts)
                        .reversed()
                        .thenComparing(lease -> LeaseRow.number(lease.address())))
                .toList();
    }

    @Override
    public List<Lease> expired(Instant now, int limit) throws LeaseStoreException {
        return query(SELECT + "WHERE expires <= ? ORDER BY expires, address LIMIT ?", statement -> {
            statement.setBigDecimal(1, LeaseRow.seconds(now));
            statement.setInt(2, limit);
        });
    }

    @Override
    public List<Lease> page(Optional<Inet4Address> after, int limit) throws LeaseStoreException {
        return query(SELECT + "WHERE address > ? ORDER BY address LIMIT ?", statement -> {
            statement.setLong(1, after.map(LeaseRow::number).orElse(-1L));
            statement.setInt(2, limit);
        });
    }

    /** Fills in a question. */
    private interface Question {
        void to(PreparedStatement statement) throws SQLException;
    }

    private List<Lease> query(String sql, Question question) throws LeaseStoreException {
        return use("leases not read", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                question.to(statement);
                List<Lease> leases = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        leases.add(LeaseRow.read(rows));
                    }
                }
                return leases;
            }
        });
    }

    private <T> T use(String otherwise, Connections.Work<T> work) throws LeaseStoreException {
        Connections now = connections.get();
        try {
            T result = now.use(work);
            now.worked();
            return result;
        } catch (SQLException e) {
            throw new LeaseStoreException(otherwise + ", " + place + ": " + e.getMessage(), e);
        }
    }
}
