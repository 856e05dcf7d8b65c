package org.stirrup.rehearsal.pc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.stirrup.api.rehearsal.Firmware;
import org.stirrup.api.rehearsal.Order;

/**
 * How QEMU is called.
 *
 * @param accelerator {@code kvm} or {@code tcg}
 * @param tap name of the cable's end in QEMU's network namespace
 * @param disk an empty disk, raw
 * @param variables UEFI's own copy of its variables; not used for a BIOS
 * @param monitor socket on which it takes orders
 */
record PcCommand(Parts parts, String accelerator, String tap, Path disk, Path variables, Path monitor) {
    List<String> of(Order order) {
        Firmware firmware = order.firmware();
        List<String> words = new ArrayList<>();
        words.add(parts.qemu(firmware).orElseThrow().toString());
        words.addAll(machine(firmware));
        words.addAll(List.of(
                "-m",
                Integer.toString(order.memory()),
                "-smp",
                "1",
                "-uuid",
                uuid(order).toString()));
        if (firmware != Firmware.BIOS) {
            Parts.Flash flash = parts.flash(firmware).orElseThrow();
            words.addAll(List.of(
                    "-drive", "if=pflash,format=raw,unit=0,readonly=on,file=" + escaped(flash.code()),
                    "-drive", "if=pflash,format=raw,unit=1,file=" + escaped(variables)));
        }
        // Without a ROM on the card UEFI takes its own driver; with one, that one's iPXE would take its place.
        String rom = firmware == Firmware.BIOS ? "" : ",romfile=";
        words.addAll(List.of(
                "-netdev", "tap,id=n0,ifname=" + tap + ",script=no,downscript=no",
                "-device", "virtio-net-pci,netdev=n0,mac=" + order.mac().text() + ",bootindex=1" + rom,
                "-drive", "file=" + escaped(disk) + ",format=raw,if=none,id=d0,cache=unsafe,discard=unmap",
                "-device", "virtio-blk-pci,drive=d0,bootindex=2",
                "-device", "virtio-rng-pci"));
        if (firmware == Firmware.ARM64) {
            words.addAll(List.of("-device", "virtio-gpu-pci", "-device", "qemu-xhci", "-device", "usb-kbd"));
        }
        words.addAll(List.of(
                "-display",
                "none",
                "-serial",
                "null",
                "-monitor",
                "none",
                "-qmp",
                "unix:" + escaped(monitor) + ",server=on,wait=off",
                "-no-reboot"));
        return words;
    }

    private List<String> machine(Firmware firmware) {
        return switch (firmware) {
            case BIOS -> List.of("-M", "pc", "-accel", accelerator, "-vga", "std");
            case UEFI -> List.of("-M", "q35,smm=off", "-accel", accelerator, "-vga", "std");
            case UEFI_HTTP ->
                List.of(
                        "-M",
                        "q35,smm=off",
                        "-accel",
                        accelerator,
                        "-vga",
                        "std",
                        "-fw_cfg",
                        "name=opt/org.tianocore/IPv4PXESupport,string=n",
                        "-fw_cfg",
                        "name=opt/org.tianocore/IPv6PXESupport,string=n");
            case UEFI_SECURE_BOOT ->
                List.of(
                        "-M",
                        "q35,smm=on",
                        "-accel",
                        accelerator,
                        "-vga",
                        "std",
                        "-global",
                        "driver=cfi.pflash01,property=secure,value=on",
                        "-global",
                        "ICH9-LPC.disable_s3=1");
            // Another processor's, so always in software.
            case ARM64 -> List.of("-M", "virt", "-accel", "tcg", "-cpu", "cortex-a57");
        };
    }

    /** The same for the same machine, as a real one's is. */
    private static UUID uuid(Order order) {
        return UUID.nameUUIDFromBytes(order.mac().text().getBytes(StandardCharsets.UTF_8));
    }

    /** QEMU takes a comma for the end of a value unless it is doubled. */
    private static String escaped(Path path) {
        return path.toString().replace(",", ",,");
    }
}
