package org.stirrup.testkit.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.stirrup.testkit.net.FreePorts;
import org.stirrup.testkit.process.Program;
import org.stirrup.testkit.process.SmallDisk;

/**
 * A real PostgreSQL of a test's own: in a folder that goes with it, on the loopback interface, as a user who is not
 * root. User {@link #USER} with {@link #PASSWORD}, database {@link #DATABASE}.
 */
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "stirrup";
    public static final String PASSWORD = "a secret of Postgres";
    public static final String DATABASE = "postgres";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 20;

    private final Path folder;
    private final Path binaries;
    private final Place place;
    private final List<String> options;
    private int port = FreePorts.one();
    private Optional<Process> process = Optional.empty();

    /**
     * Where it runs.
     *
     * @param prefix of its commands: {@code ip netns exec lab}
     * @param host address that it listens on
     * @param data where its files are; empty for its own folder
     */
    public record Place(List<String> prefix, String host, Optional<Path> data) {
        static final Place LOOPBACK = new Place(List.of(), "127.0.0.1", Optional.empty());

        public static Place inNamespace(String namespace, String host) {
            return new Place(List.of("ip", "netns", "exec", namespace), host, Optional.empty());
        }

        public static Place on(SmallDisk disk) {
            return new Place(
                    disk.prefix(), "127.0.0.1", Optional.of(disk.inside().resolve("data")));
        }
    }

    /** Why there can be no server here, for an assumption; empty when there can. */
    public static Optional<String> missing() {
        if (binaries().isEmpty()) {
            return Optional.of("needs PostgreSQL's initdb and postgres: install the package postgresql");
        }
        return isRoot() && !Program.installed("setpriv")
                ? Optional.of("needs setpriv, of util-linux: the server refuses to run as root")
                : Optional.empty();
    }

    /** Makes a database cluster in a fresh folder and starts it. @param options of the server: {@code fsync=off} */
    public static PostgresServer start(String... options) throws IOException, InterruptedException {
        return start(Place.LOOPBACK, options);
    }

    /** As {@link #start(String...)}, elsewhere. */
    public static PostgresServer start(Place place, String... options) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("stirrup-postgres");
        PostgresServer server = new PostgresServer(folder, binaries().orElseThrow(), place, options);
        server.initialise();
        server.up();
        return server;
    }

    private PostgresServer(Path folder, Path binaries, Place place, String... options) throws IOException {
        this.folder = folder;
        this.binaries = binaries;
        this.place = place;
        this.options = List.of(options);
    }

    private static Optional<Path> binaries() {
        List<Path> places = new ArrayList<>();
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.sorted(Comparator.reverseOrder())
                        .map(version -> version.resolve("bin"))
                        .forEach(places::add);
            } catch (IOException e) {
                System.err.println(debian + " cannot be listed: " + e);
            }
        }
        Arrays.stream(System.getenv("PATH").split(":")).map(Path::of).forEach(places::add);
        return places.stream()
                .filter(place ->
                        Files.isExecutable(place.resolve("initdb")) && Files.isExecutable(place.resolve("postgres")))
                .findFirst();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void initialise() throws IOException, InterruptedException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        if (isRoot()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            String account = account();
            for (Path path : List.of(folder, password)) {
                Files.setOwner(
                        path,
                        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account));
            }
        }
        Program.Result made = Program.run(asUser(
                        binaries.resolve("initdb").toString(),
                        "--pgdata=" + data(),
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")
                .toArray(String[]::new));
        if (made.status() != 0) {
            throw new IOException("initdb: " + made.text() + made.errors());
        }
        if (place.data().isEmpty()) {
            Files.writeString(
                    data().resolve("pg_hba.conf"), "host all all samenet scram-sha-256\n", StandardOpenOption.APPEND);
        }
    }

    private Path data() {
        return place.data().orElse(folder.resolve("data"));
    }

    /** The package's own account where there is one. */
    private static String account() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.anyMatch(line -> line.startsWith("postgres:")) ? "postgres" : "nobody";
        }
    }

    private List<String> asUser(String... command) throws IOException {
        List<String> whole = new ArrayList<>(place.prefix());
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=" + account(), "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    /** Starts it; returns when it takes connections. */
    public void up() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<String> command = asUser(
                    binaries.resolve("postgres").toString(),
                    "-D",
                    data().toString(),
                    "-p",
                    Integer.toString(port),
                    "-k",
                    folder.toString(),
                    "-h",
                    place.host());
            options.forEach(option -> command.addAll(List.of("-c", option)));
            Process started =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            List<String> said = new ArrayList<>();
            if (isReady(started, said)) {
                process = Optional.of(started);
                return;
            }
            // Its port was taken meanwhile, or children of one that was killed are not gone yet.
            if (said.stream().anyMatch(line -> line.contains("Address already in use"))) {
                port = FreePorts.one();
            }
            if (attempt == ATTEMPTS - 1) {
                throw new IOException("postgres does not start: " + String.join("\n", said));
            }
            started.waitFor(1, TimeUnit.SECONDS);
        }
    }

    private static boolean isReady(Process started, List<String> said) throws InterruptedException {
        CountDownLatch decided = new CountDownLatch(1);
        boolean[] ready = {false};
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = started.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    synchronized (said) {
                        said.add(line);
                    }
                    if (line.contains("database system is ready to accept connections")) {
                        ready[0] = true;
                        decided.countDown();
                    }
                }
            } catch (IOException e) {
                said.add("output broke off: " + e);
            }
            decided.countDown();
        });
        reader.setDaemon(true);
        reader.start();
        if (!decided.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            started.destroyForcibly();
            said.add("not ready in " + LIMIT);
        }
        return ready[0];
    }

    /** Starts it again when it ended by itself: a full disk is one reason for it. */
    public void revive() throws IOException, InterruptedException {
        Process running = process.orElseThrow();
        if (!running.isAlive()) {
            process = Optional.empty();
            up();
        }
    }

    /** SIGKILL to all of it, as a crash of the machine would. */
    public void kill() throws InterruptedException {
        Process running = process.orElseThrow();
        List<ProcessHandle> children = running.descendants().toList();
        running.toHandle().destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        running.waitFor();
        process = Optional.empty();
    }

    /** Fast shutdown: connections are broken off, everything is written. */
    public void down() throws IOException, InterruptedException {
        Process running = process.orElseThrow();
        Program.run("kill", "-INT", Long.toString(running.pid()));
        if (!running.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("postgres does not stop");
        }
        process = Optional.empty();
    }

    public int port() {
        return port;
    }

    /** For JDBC, without user and password. */
    public String url() {
        return "jdbc:postgresql://" + place.host() + ":" + port + "/" + DATABASE;
    }

    /** A file with the password, readable for this process. */
    public Path passwordFile() {
        return folder.resolve("password");
    }

    /** Runs SQL with the package's own client, psql; one line a row. */
    public String sql(String statement) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(place.prefix());
        command.addAll(List.of("env", "PGPASSWORD=" + PASSWORD, "psql", "-h", place.host()));
        command.addAll(List.of("-p", Integer.toString(port), "-U", USER, "-d", DATABASE, "-Atqc", statement));
        Program.Result result = Program.run(command.toArray(String[]::new));
        if (result.status() != 0) {
            throw new IOException(result.errors());
        }
        return result.text().strip();
    }

    @Override
    public void close() throws IOException {
        if (process.isPresent()) {
            try {
                kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while postgres ends; left behind: " + folder, e);
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
