package org.stirrup.lease.postgresql.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded number of connections. Once the database is found to be away everybody is told so at once, and one thread
 * looks for it again until it is there.
 */
public final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration WAIT = Duration.ofSeconds(2);

    /** One that lay idle for longer is tried before it is used: the database may have been restarted. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What is done with a connection. */
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private record Idle(Connection connection, long since) {}

    private final String place;
    private final Login login;
    private final boolean reading;
    private final Semaphore free;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final ScheduledExecutorService seeker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "stirrup-postgresql"));

    /** Why there is no connection; empty while there is. */
    private volatile Optional<String> away = Optional.of("not connected yet");

    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean synced = true;
    private final CountDownLatch tried = new CountDownLatch(1);

    /**
     * Looks for the database at once, and does not wait for it.
     *
     * @param place of the database, for people
     * @param limit how many connections
     * @param reading whether nothing is changed in it
     */
    public Connections(String place, Login login, int limit, boolean reading) {
        this.place = place;
        this.login = login;
        this.reading = reading;
        this.free = new Semaphore(limit);
        seeker.execute(this::seek);
    }

    /**
     * Does something with a connection of its own, which commits each statement by itself.
     *
     * @throws SQLException when the database is away, does not answer in time, or refuses
     */
    public <T> T use(Work<T> work) throws SQLException {
        awaitFirst();
        refuseWhileAway();
        acquire();
        try {
            refuseWhileAway();
            Connection connection = connection();
            try {
                T result = work.with(connection);
                giveBack(connection);
                return result;
            } catch (SQLException e) {
                if (isBroken(connection, e)) {
                    close(connection);
                    lost(e);
                } else {
                    failure = Optional.of(text(e));
                    giveBack(connection);
                }
                throw e;
            } catch (RuntimeException e) {
                close(connection);
                throw e;
            }
        } finally {
            free.release();
        }
    }

    /** Before the first attempt has ended nobody knows whether it is away. */
    private void awaitFirst() throws SQLException {
        try {
            tried.await(Login.CONNECT_SECONDS + 2L, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for the first connection", e);
        }
    }

    private void refuseWhileAway() throws SQLException {
        Optional<String> reason = away;
        if (reason.isPresent()) {
            throw new SQLException(reason.get());
        }
    }

    private void acquire() throws SQLException {
        try {
            if (!free.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLException("all connections to it are busy for " + WAIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection", e);
        }
    }

    private Connection connection() throws SQLException {
        for (Optional<Idle> one = takeIdle(); one.isPresent(); one = takeIdle()) {
            Connection connection = one.get().connection();
            if (System.nanoTime() - one.get().since() < FRESH_NANOS || connection.isValid(1)) {
                return connection;
            }
            close(connection);
        }
        try {
            return login.open();
        } catch (SQLException e) {
            lost(e);
            throw e;
        }
    }

    private Optional<Idle> takeIdle() {
        synchronized (idle) {
            return Optional.ofNullable(idle.pollFirst());
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        synchronized (idle) {
            if (!seeker.isShutdown()) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
                return;
            }
        }
        close(connection);
    }

    /** Class 08: connection exception; 57P01 to 57P03: shut down, crashed, not up yet (PostgreSQL, appendix A). */
    private static boolean isBroken(Connection connection, SQLException e) throws SQLException {
        String state = String.valueOf(e.getSQLState());
        return connection.isClosed() || state.startsWith("08") || state.matches("57P0[123]");
    }

    /** All other connections are to the same database. */
    private void lost(SQLException e) {
        synchronized (this) {
            if (away.isPresent()) {
                return;
            }
            away = Optional.of(text(e));
        }
        LOG.error("{} is away: {}. No lease is given until it is back", place, text(e));
        closeIdle();
        if (!seeker.isShutdown()) {
            seeker.execute(this::seek);
        }
    }

    private void seek() {
        if (away.isEmpty()) {
            return;
        }
        try {
            Connection connection = login.open();
            try {
                Schema.prepare(connection, reading);
                synced = Schema.isSynced(connection);
                giveBack(connection);
            } catch (SQLException e) {
                close(connection);
                throw e;
            }
            away = Optional.empty();
            failure = Optional.empty();
            LOG.info("{} is there", place);
        } catch (SQLException | RuntimeException e) {
            String reason = text(e);
            if (!away.equals(Optional.of(reason))) {
                LOG.error("{} cannot be used: {}. No lease is given until it can be", place, reason);
            }
            away = Optional.of(reason);
            if (!seeker.isShutdown()) {
                seeker.schedule(this::seek, RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            tried.countDown();
        }
    }

    private static String text(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.replaceAll("\\s*\\n\\s*", "; ");
    }

    /** Why nothing can be done now; empty when something can. */
    public Optional<String> away() {
        return away;
    }

    /** What the database refused last, unless something was done since. */
    public Optional<String> failure() {
        return failure;
    }

    /** Something was done: what was refused before is over. */
    public void worked() {
        if (failure.isPresent()) {
            failure = Optional.empty();
        }
    }

    /** Whether the server syncs what it writes. */
    public boolean isSynced() {
        return synced;
    }

    private void closeIdle() {
        for (Optional<Idle> one = takeIdle(); one.isPresent(); one = takeIdle()) {
            close(one.get().connection());
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection was not closed cleanly: {}", e.getMessage());
        }
    }

    /** What is being done is done to its end. */
    @Override
    public void close() {
        synchronized (idle) {
            seeker.shutdownNow();
        }
        closeIdle();
    }
}
