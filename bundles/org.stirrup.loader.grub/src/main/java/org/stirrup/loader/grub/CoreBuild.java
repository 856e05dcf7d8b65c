package org.stirrup.loader.grub;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.content.ResourcePath;

/**
 * The kinds of GRUB that no package has ready for the network: they are put together here from the package's modules, all
 * in one file, so that GRUB asks for nothing but its configuration.
 */
enum CoreBuild {
    BIOS(
            Platform.BIOS,
            "i386-pc",
            "i386-pc-pxe",
            "core.0",
            "apt install grub-pc-bin grub-common (or dnf install grub2-pc-modules grub2-tools)",
            "pxe",
            "biosdisk",
            "linux16",
            "vbe",
            "vga"),
    IA32(
            Platform.UEFI_IA32,
            "i386-efi",
            "i386-efi",
            "core.efi",
            "apt install grub-efi-ia32-bin grub-common (or dnf install grub2-efi-ia32-modules grub2-tools)",
            "efinet",
            "all_video");

    private final Platform platform;
    private final String target;
    private final String format;
    private final String file;
    private final String install;
    private final List<String> modules;

    CoreBuild(Platform platform, String target, String format, String file, String install, String... modules) {
        this.platform = platform;
        this.target = target;
        this.format = format;
        this.file = file;
        this.install = install;
        this.modules = List.of(modules);
    }

    static Optional<CoreBuild> of(Platform platform) {
        return Arrays.stream(values())
                .filter(build -> build.platform == platform)
                .findFirst();
    }

    static Optional<CoreBuild> ofProgram(ResourcePath path) {
        return Arrays.stream(values())
                .filter(build -> build.path().equals(path))
                .findFirst();
    }

    static Optional<CoreBuild> ofConfig(ResourcePath path) {
        return Arrays.stream(values())
                .filter(build -> build.config().equals(path))
                .findFirst();
    }

    /** Where it is in the content tree. */
    ResourcePath path() {
        return folder().resolve(file);
    }

    /** What it asks for. */
    ResourcePath config() {
        return folder().resolve("grub.cfg");
    }

    /** Where it is in the content tree, and what is built into it as the place of its configuration. */
    ResourcePath folder() {
        return ResourcePath.of("grub/" + target);
    }

    /** The name that GRUB gives to what it runs on, and to the folder of its modules: i386-pc. */
    String target() {
        return target;
    }

    /** The part of the package that shows it is there. */
    String kernel() {
        return target + "/kernel.img";
    }

    /** {@code grub-mkimage}'s name for what it is to make. */
    String format() {
        return format;
    }

    /** What is built in, so that nothing has to be fetched one by one. */
    List<String> modules() {
        return Stream.concat(
                        modules.stream(),
                        Stream.of(("tftp normal configfile linux chain boot echo test true regexp sleep minicmd ls"
                                        + " part_msdos part_gpt fat ext2 password_pbkdf2 reboot halt gzio")
                                .split(" ")))
                .toList();
    }

    /** Which packages have the modules and what puts them together. */
    String install() {
        return install;
    }
}
