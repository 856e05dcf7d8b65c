package org.stirrup.lease.postgresql.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;

/** A lease as a row of {@code stirrup_lease}, and back, exactly. */
final class LeaseRow {
    static final String COLUMNS = "address, client, mac, hostname, state, starts, expires";

    /** How many parameters {@link #set} sets. */
    static final int WIDTH = 7;

    private static final int NANOS = 9;

    private LeaseRow() {}

    /** Sets parameters in the order of {@link #COLUMNS}, the first at an index. */
    static void set(PreparedStatement statement, int first, Lease lease) throws SQLException {
        statement.setLong(first, number(lease.address()));
        statement.setString(first + 1, lease.client().text());
        statement.setString(first + 2, lease.mac().text());
        if (lease.hostname().isPresent()) {
            statement.setBytes(first + 3, lease.hostname().get().getBytes(StandardCharsets.UTF_8));
        } else {
            statement.setNull(first + 3, Types.BINARY);
        }
        statement.setString(first + 4, lease.state().name());
        statement.setBigDecimal(first + 5, seconds(lease.starts()));
        if (lease.expires().isPresent()) {
            statement.setBigDecimal(first + 6, seconds(lease.expires().get()));
        } else {
            statement.setNull(first + 6, Types.NUMERIC);
        }
    }

    /** @throws SQLException also when the row is none of ours */
    static Lease read(ResultSet row) throws SQLException {
        long address = row.getLong(1);
        try {
            byte[] hostname = row.getBytes(4);
            return new Lease(
                    address(address),
                    new ClientKey(row.getString(2)),
                    new MacAddress(row.getString(3)),
                    Optional.ofNullable(hostname).map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                    Lease.State.valueOf(row.getString(5)),
                    instant(row.getBigDecimal(6)),
                    Optional.ofNullable(row.getBigDecimal(7)).map(LeaseRow::instant));
        } catch (IllegalArgumentException e) {
            throw new SQLException("the row of address " + address + " is no lease: " + e.getMessage(), e);
        }
    }

    static long number(Inet4Address address) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
    }

    private static Inet4Address address(long number) {
        try {
            return (Inet4Address) InetAddress.getByAddress(
                    ByteBuffer.allocate(4).putInt((int) number).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }

    static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), NANOS));
    }

    private static Instant instant(BigDecimal seconds) {
        long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
        long nanos = seconds.subtract(BigDecimal.valueOf(whole))
                .movePointRight(NANOS)
                .longValueExact();
        return Instant.ofEpochSecond(whole, nanos);
    }
}
