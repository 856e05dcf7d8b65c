package org.stirrup.rehearsal.pc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.rehearsal.Firmware;
import org.stirrup.api.rehearsal.Lack;

/** What virtual PCs are made of, as the systems' packages bring it. */
final class Parts {
    private static final List<String> X86 = List.of("qemu-system-x86_64", "/usr/libexec/qemu-kvm");
    private static final List<String> ARM = List.of("qemu-system-aarch64");

    /** The ROM of the network card; QEMU finds it by itself. */
    private static final List<String> CARD = List.of(
            "/usr/lib/ipxe/qemu/pxe-virtio.rom",
            "/usr/share/ipxe/qemu/pxe-virtio.rom",
            "/usr/share/qemu/pxe-virtio.rom",
            "/usr/share/ipxe.efi");

    private final Path root;
    private final List<Path> commands;

    /** @param root {@code /}; another one in tests */
    Parts(Path root, List<Path> commands) {
        this.root = root;
        this.commands = commands;
    }

    static Parts ofThisMachine() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/sbin:/usr/bin");
        return new Parts(Path.of("/"), Stream.of(path.split(":")).map(Path::of).toList());
    }

    /** The two flash chips of UEFI. */
    record Flash(Path code, Path variables) {}

    Optional<Path> qemu(Firmware firmware) {
        return first(firmware == Firmware.ARM64 ? ARM : X86);
    }

    /** Empty for a BIOS, and where it is not installed. */
    Optional<Flash> flash(Firmware firmware) {
        return switch (firmware) {
            case BIOS -> Optional.empty();
            case UEFI, UEFI_HTTP ->
                flash("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd")
                        .or(() -> flash("/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"))
                        .or(() -> flash("/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd"));
            case UEFI_SECURE_BOOT ->
                flash("/usr/share/OVMF/OVMF_CODE_4M.secboot.fd", "/usr/share/OVMF/OVMF_VARS_4M.ms.fd")
                        .or(() -> flash(
                                "/usr/share/edk2/ovmf/OVMF_CODE.secboot.fd",
                                "/usr/share/edk2/ovmf/OVMF_VARS.secboot.fd"));
            case ARM64 ->
                flash("/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd")
                        .or(() -> flash(
                                "/usr/share/edk2/aarch64/QEMU_EFI-pflash.raw",
                                "/usr/share/edk2/aarch64/vars-template-pflash.raw"));
        };
    }

    private Optional<Flash> flash(String code, String variables) {
        return first(List.of(code)).flatMap(first -> first(List.of(variables)).map(second -> new Flash(first, second)));
    }

    List<Lack> lacks(Firmware firmware) {
        List<Lack> lacks = new ArrayList<>();
        boolean arm = firmware == Firmware.ARM64;
        if (qemu(firmware).isEmpty()) {
            lacks.add(
                    arm
                            ? new Lack("QEMU for ARM is not installed", "apt install qemu-system-arm")
                            : new Lack(
                                    "QEMU is not installed", "apt install qemu-system-x86, or dnf install qemu-kvm"));
        }
        if (firmware == Firmware.BIOS && first(CARD).isEmpty()) {
            lacks.add(new Lack(
                    "the ROM of QEMU's network card is not installed",
                    "apt install ipxe-qemu, or dnf install ipxe-roms-qemu"));
        }
        if (firmware != Firmware.BIOS && flash(firmware).isEmpty()) {
            lacks.add(new Lack(
                    firmware.title() + " firmware is not installed",
                    arm
                            ? "apt install qemu-efi-aarch64, or dnf install edk2-aarch64"
                            : "apt install ovmf, or dnf install edk2-ovmf"));
        }
        return lacks;
    }

    /** The first that is there, of names of commands and absolute paths. */
    private Optional<Path> first(List<String> names) {
        return names.stream()
                .flatMap(name -> name.startsWith("/")
                        ? Stream.of(root.resolve(name.substring(1)))
                        : commands.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isReadable)
                .findFirst();
    }
}
