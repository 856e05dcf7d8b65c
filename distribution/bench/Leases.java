import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.lease.embedded.file.LeaseFile;
import org.stirrup.lease.embedded.store.DurableLeases;
import org.stirrup.lease.postgresql.database.Connections;
import org.stirrup.lease.postgresql.database.Login;
import org.stirrup.lease.postgresql.store.LeaseTable;
import org.stirrup.testkit.database.PostgresServer;

/** See the script {@code leases} beside this. */
public final class Leases {
    private static final int SECONDS = 4;

    /** As many as the server has lanes. */
    private static final int CALLERS = 24;

    private static final int MILLION = 1_000_000;
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("stirrup-bench");
        try {
            double syncs = syncs(folder.resolve("plain"));
            System.out.printf("disk: %.0f syncs of 4 KiB a second%n", syncs);
            List<String> parts = arguments.length == 0 ? List.of("embedded", "postgresql", "million") : List.of(arguments);
            if (parts.contains("embedded")) {
                embedded(folder, syncs);
            }
            Optional<String> missing = PostgresServer.missing();
            if (parts.contains("postgresql") && missing.isPresent()) {
                System.out.println("postgresql: skipped: " + missing.get());
            } else if (parts.contains("postgresql")) {
                postgresql(syncs);
            }
            if (parts.contains("million")) {
                million(folder);
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static double syncs(Path file) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(4096);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            long count = 0;
            for (; System.nanoTime() < end; count++) {
                channel.write(page.clear(), (count % 256) * 4096);
                channel.force(false);
            }
            return count / (double) SECONDS;
        }
    }

    private static DurableLeases open(Path path) {
        LeaseFile.Opened opened = LeaseFile.open(path);
        return new DurableLeases(path.toString(), (LeaseFile.Opened.Ready) opened);
    }

    private static void embedded(Path folder, double syncs) throws Exception {
        double single = 0;
        for (int callers : new int[] {1, 8, CALLERS, 64}) {
            try (DurableLeases store = open(folder.resolve("callers" + callers + ".log"))) {
                fill(store, 10_000);
                renewals(store, callers, 10_000, 1);
                double rate = renewals(store, callers, 10_000, SECONDS);
                single = single == 0 ? rate : single;
                System.out.printf(
                        "embedded: %2d callers: %6.0f leases/s, %4.1f x one caller, %.2f x the disk's syncs%n",
                        callers, rate, rate / single, rate / syncs);
            }
        }
        try (DurableLeases few = open(folder.resolve("few.log"));
                DurableLeases many = open(folder.resolve("many.log"))) {
            fill(few, 100);
            fill(many, 100_000);
            flat("embedded", few, many);
            System.out.printf(
                    "embedded: file of 100 leases %d kB, of 100,000 leases %d kB%n",
                    Files.size(folder.resolve("few.log")) >> 10, Files.size(folder.resolve("many.log")) >> 10);
        }
    }

    private static void postgresql(double syncs) throws Exception {
        try (PostgresServer server = PostgresServer.start();
                Connections connections = new Connections(
                        server.url(),
                        new Login(server.url(), PostgresServer.USER, Optional.of(server.passwordFile()), ""),
                        CALLERS,
                        false)) {
            LeaseTable store = new LeaseTable(server.url(), () -> connections);
            fill(store, 100);
            renewals(store, CALLERS, 100, 2);
            double few = renewals(store, CALLERS, 100, SECONDS);
            fill(store, 100_000);
            renewals(store, CALLERS, 100_000, 1);
            double many = renewals(store, CALLERS, 100_000, SECONDS);
            System.out.printf(
                    "postgresql: %2d callers: %6.0f leases/s, %.2f x the disk's syncs%n", CALLERS, few, few / syncs);
            System.out.printf(
                    "postgresql: with 100,000 leases %6.0f/s = %.2f x with 100%n", many, many / few);
        }
    }

    /** What was done, and what it cost this process: other programs of the machine do not show in that. */
    private record Cost(double done, double seconds, double processor, double written) {
        static Cost none() {
            return new Cost(0, 0, 0, 0);
        }

        Cost and(LeaseBackend store, int count) throws Exception {
            double processorBefore = processorSeconds();
            double writtenBefore = bytesWritten();
            double more = Leases.renewals(store, CALLERS, count, SECONDS / 2) * SECONDS / 2;
            return new Cost(
                    done + more,
                    seconds + SECONDS / 2,
                    processor + processorSeconds() - processorBefore,
                    written + bytesWritten() - writtenBefore);
        }

        String text() {
            return String.format(
                    "%6.0f/s, %3.0f us of processor and %4.1f kB written for each",
                    done / seconds, processor / done * 1e6, written / done / 1024);
        }
    }

    private static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean)
                                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private static double bytesWritten() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/io"))) {
            return lines.filter(line -> line.startsWith("wchar: "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(7)))
                    .sum();
        }
    }

    /** In turns, so that a disk that slows down slows down both. */
    private static void flat(String name, LeaseBackend few, LeaseBackend many) throws Exception {
        Cost first = Cost.none();
        Cost second = Cost.none();
        for (int round = 0; round < 4; round++) {
            first = first.and(few, 100);
            second = second.and(many, 100_000);
        }
        System.out.println(name + ": with     100 leases " + first.text());
        System.out.println(name + ": with 100,000 leases " + second.text());
        System.out.printf(
                "%s: 100,000 leases to 100: %.2f x the renewals, %.2f x the processor time of each%n",
                name,
                second.done / first.done,
                second.processor / second.done / (first.processor / first.done));
    }

    private static void fill(LeaseBackend store, int count) throws Exception {
        List<LeaseBackend.Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i >= 100 || store.byAddress(address(i)).isEmpty()) {
                changes.add(new LeaseBackend.Change(Optional.empty(), lease(i, NOON)));
            }
            if (changes.size() == 1000 || i == count - 1) {
                store.change(changes);
                changes.clear();
            }
        }
    }

    /** What a server does with a renewal: looks the lease up and puts another in its place. */
    private static double renewals(LeaseBackend store, int callers, int count, int seconds) throws Exception {
        AtomicLong done = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + seconds * 1_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int first = caller;
            Thread thread = new Thread(() -> {
                try {
                    // Each caller has its own share, in no order: neighbours in a pool do not renew together.
                    int share = count / callers;
                    SplittableRandom random = new SplittableRandom(first);
                    while (System.nanoTime() < end) {
                        int i = first + callers * random.nextInt(share);
                        Lease before = store.byAddress(address(i)).orElseThrow();
                        if (!store.replace(before, lease(i, before.starts().plusSeconds(1)))) {
                            throw new IllegalStateException("somebody else was at " + before);
                        }
                        done.incrementAndGet();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return done.get() * 1e9 / (System.nanoTime() - begin);
    }

    private static void million(Path folder) throws Exception {
        Path path = folder.resolve("million.log");
        make(path);
        long empty = used();
        long begin = System.nanoTime();
        try (DurableLeases store = open(path)) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            long full = used();
            System.out.printf(
                    "1,000,000 leases: opened in %.1f s with a heap of at most %d MB, of which they take %d MB%n",
                    seconds, Runtime.getRuntime().maxMemory() >> 20, full - empty >> 20);
            System.out.printf(
                    "1,000,000 leases: %.0f renewals/s with %d callers%n",
                    renewals(store, CALLERS, MILLION, SECONDS), CALLERS);
        }
    }

    private static void make(Path path) throws Exception {
        long begin = System.nanoTime();
        try (DurableLeases store = open(path)) {
            fill(store, MILLION);
        }
        System.out.printf(
                "1,000,000 leases: made in %.0f s, file of %d MB%n",
                (System.nanoTime() - begin) / 1e9, Files.size(path) >> 20);
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Lease lease(int number, Instant starts) throws IOException {
        MacAddress mac = new MacAddress(String.format(
                "52:54:%02x:%02x:%02x:%02x", number >> 24 & 0xff, number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
        return new Lease(
                address(number),
                ClientKey.of(mac),
                mac,
                Optional.of("pc" + number),
                Lease.State.BOUND,
                starts,
                Optional.of(starts.plusSeconds(3600)));
    }

    private static Inet4Address address(int number) throws IOException {
        return (Inet4Address) InetAddress.getByAddress(
                ByteBuffer.allocate(4).putInt((10 << 24) + number).array());
    }
}
