package org.stirrup.menu.memtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.Machines;

class MemtestTest {
    private static final Label LABEL =
            new Label("memtest", "Memory test", Optional.of('m'), Optional.empty(), Label.Start.BY_HAND);

    @TempDir
    Path boot;

    private Memtest memtest;

    @BeforeEach
    void start() {
        memtest = new Memtest(config(boot.toString(), "auto"), Map.of());
    }

    @Test
    void eachFirmwareGetsItsOwnProgram() throws IOException {
        install();
        assertEquals(
                new MenuEntry.Linux(LABEL, ResourcePath.of("memtest/memtest86.bin"), List.of(), List.of()),
                memtest.entry(LABEL, Machines.bios()));
        assertEquals(
                new MenuEntry.Chain(LABEL, ResourcePath.of("memtest/memtest86x64.efi")),
                memtest.entry(LABEL, Machines.uefi()));
        assertEquals(
                Optional.of("memtest86+ is for x86 machines, this one is UEFI_ARM64"),
                because(client(Architecture.UEFI_ARM64)));
        assertEquals(
                Optional.of("it is not known whether this machine has BIOS or UEFI firmware"),
                because(Machines.stranger()));
    }

    @Test
    void whereItIsNotInstalledItIsNotOfferedAndSaysWhatInstallsItWhenAskedFor() throws IOException {
        assertFalse(memtest.offersItself(Machines.bios()));
        assertFalse(memtest.isInstalled());
        assertEquals(
                Optional.of("memtest86+ is not installed: apt install memtest86+ (or dnf install memtest86+)"),
                because(Machines.bios()));
        install();
        assertTrue(memtest.offersItself(Machines.bios()));
        assertTrue(memtest.offersItself(Machines.uefi()));
        assertFalse(memtest.offersItself(client(Architecture.UEFI_IA32)), "that build is not there");
        assertFalse(memtest.offersItself(Machines.stranger()));
        memtest.configure(config(boot.toString(), "no"), Map.of());
        assertFalse(memtest.offersItself(Machines.bios()));
        assertEquals(Optional.empty(), because(Machines.bios()), "an own entry has it all the same");
    }

    @Test
    void itsProgramsAreInTheContentTree() throws IOException {
        install();
        Lookup.Found found = assertInstanceOf(Lookup.Found.class, memtest.find(ResourcePath.of("memtest86x64.efi")));
        assertEquals(3, found.resource().size());
        assertInstanceOf(Lookup.Folder.class, memtest.find(ResourcePath.ROOT));
        assertInstanceOf(Lookup.Absent.class, memtest.find(ResourcePath.of("memtest86ia32.efi")));
        assertInstanceOf(Lookup.Absent.class, memtest.find(ResourcePath.of("passwd")));
        assertEquals(
                List.of("memtest86.bin", "memtest86x64.efi"),
                memtest.list(ResourcePath.ROOT).stream().map(it -> it.name()).toList());
        assertEquals(List.of(), memtest.list(ResourcePath.of("x")));
    }

    @Test
    void aWrongSettingLeavesWhatWasInForce() throws IOException {
        install();
        memtest.configure(config("boot", "sometimes"), Map.of());
        assertEquals(
                List.of(
                        "folders=boot: 'boot' is not an absolute path; what was in force stays",
                        "offer=sometimes: no such choice; what was in force stays"),
                memtest.findings().stream().map(it -> it.message()).toList());
        assertTrue(memtest.offersItself(Machines.bios()));
    }

    /** As Debian's package does it. */
    private void install() throws IOException {
        Files.writeString(boot.resolve("memtest86+x64.bin"), "bi");
        Files.writeString(boot.resolve("memtest86+x64.efi"), "efi");
    }

    private Optional<String> because(BootClient client) {
        return Optional.of(memtest.entry(LABEL, client))
                .filter(MenuEntry.Unavailable.class::isInstance)
                .map(it -> ((MenuEntry.Unavailable) it).because());
    }

    private static BootClient client(Architecture architecture) {
        return Machines.client(BootClient.Stage.PXE_ROM, Optional.of(architecture), "PXEClient");
    }

    private static MemtestConfig config(String folders, String offer) {
        return new MemtestConfig() {
            @Override
            public String folders() {
                return folders;
            }

            @Override
            public String offer() {
                return offer;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return MemtestConfig.class;
            }
        };
    }
}
