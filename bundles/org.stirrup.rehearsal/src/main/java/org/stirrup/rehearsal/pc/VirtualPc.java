package org.stirrup.rehearsal.pc;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.stirrup.api.rehearsal.Firmware;
import org.stirrup.api.rehearsal.Lack;
import org.stirrup.api.rehearsal.Order;
import org.stirrup.rehearsal.process.WorkFolder;

/** A PC that is switched on. */
public final class VirtualPc implements AutoCloseable {
    /** Of its disk, of which only what is written takes up room. */
    private static final long DISK_BYTES = 16L << 30;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Monitor monitor;
    private final Path dump;
    private final Path log;

    private VirtualPc(Process process, Monitor monitor, Path dump, Path log) {
        this.process = process;
        this.monitor = monitor;
        this.dump = dump;
        this.log = log;
    }

    /** What is not there for a PC with this firmware. */
    public static List<Lack> lacks(Firmware firmware) {
        return Parts.ofThisMachine().lacks(firmware);
    }

    /**
     * Switches one on. It ends with the thread that calls this.
     *
     * @param beside a process in whose network namespace it is
     * @param tap the cable's end there
     */
    public static VirtualPc on(WorkFolder work, Order order, long beside, String tap)
            throws IOException, InterruptedException {
        Parts parts = Parts.ofThisMachine();
        Path disk = work.file("disk");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(DISK_BYTES);
        }
        Path variables = work.file("variables.fd");
        if (parts.flash(order.firmware()).isPresent()) {
            Files.copy(parts.flash(order.firmware()).get().variables(), variables);
        }
        Path socket = work.file("qmp");
        String accelerator = order.firmware() == Firmware.ARM64
                ? "tcg"
                : Accelerator.of(work, parts.qemu(order.firmware()).orElseThrow());
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=/proc/" + beside + "/ns/net", "--"));
        command.addAll(new PcCommand(parts, accelerator, tap, disk, variables, socket).of(order));
        Path log = work.file("qemu.log");
        Process process = work.begin(command, log);
        return new VirtualPc(process, monitor(process, socket, log), work.file("screen.ppm"), log);
    }

    private static Monitor monitor(Process process, Path socket, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return new Monitor(socket);
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new IOException(
                            "QEMU does not start: " + Files.readString(log).strip(), notYet);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    public boolean isOn() {
        return process.isAlive();
    }

    /** What QEMU itself said, such as why it ended; empty when it said nothing. */
    public String said() throws IOException {
        return Files.readString(log).strip();
    }

    /** Its screen as a PNG. @throws IOException also when it was switched off meanwhile */
    public byte[] screen() throws IOException {
        monitor.screendump(dump);
        return Picture.png(Files.readAllBytes(dump));
    }

    /** Presses a key. @param key as QEMU calls it */
    public void press(String key) throws IOException {
        monitor.press(key);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        monitor.close();
    }
}
