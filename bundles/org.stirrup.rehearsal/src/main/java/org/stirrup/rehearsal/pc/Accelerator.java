package org.stirrup.rehearsal.pc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.stirrup.rehearsal.process.WorkFolder;

/**
 * Whether virtual PCs run on the processor itself. That the device is there proves nothing: on some machines a guest then
 * stays silent. So one is run, a boot sector that writes a letter to the debug port.
 */
final class Accelerator {
    private static final Path DEVICE = Path.of("/dev/kvm");
    private static final int SECTOR = 512;

    /** mov al,'K'; out 0xe9,al; hlt; and again. */
    private static final byte[] PROGRAM = {(byte) 0xb0, 0x4b, (byte) 0xe6, (byte) 0xe9, (byte) 0xf4, (byte) 0xeb, -3};

    private static final long PATIENCE_SECONDS = 3;
    private static String found = "";

    private Accelerator() {}

    /** {@code kvm} or {@code tcg}; looked up once. @param qemu for x86 */
    static synchronized String of(WorkFolder work, Path qemu) throws IOException, InterruptedException {
        if (found.isEmpty()) {
            found = Files.isWritable(DEVICE) && speaks(work, qemu) ? "kvm" : "tcg";
        }
        return found;
    }

    private static boolean speaks(WorkFolder work, Path qemu) throws IOException, InterruptedException {
        byte[] sector = Arrays.copyOf(PROGRAM, SECTOR);
        sector[SECTOR - 2] = 0x55;
        sector[SECTOR - 1] = (byte) 0xaa;
        Path disk = work.file("accelerator.img");
        Path said = work.file("accelerator.out");
        Files.write(disk, sector);
        Process guest = work.begin(
                List.of(
                        qemu.toString(),
                        "-M",
                        "pc",
                        "-accel",
                        "kvm",
                        "-m",
                        "32",
                        "-display",
                        "none",
                        "-serial",
                        "none",
                        "-monitor",
                        "none",
                        "-nodefaults",
                        "-device",
                        "isa-debugcon,chardev=d",
                        "-chardev",
                        "file,id=d,path=" + said.getFileName(),
                        "-drive",
                        "file=" + disk.getFileName() + ",format=raw,if=floppy,readonly=on"),
                work.file("accelerator.log"));
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (guest.isAlive() && System.nanoTime() < end) {
                if (Files.exists(said) && Files.readString(said).contains("K")) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return false;
        } finally {
            guest.destroyForcibly().waitFor();
        }
    }
}
