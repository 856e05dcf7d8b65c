package org.stirrup.loader.grub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootLoader.ConfigFile;
import org.stirrup.api.boot.BootLoader.Offer;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.BootLoaderContract;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

/** With a script in place of grub-mkimage, which writes down how it was called. The real one is in the boot tests. */
class GrubCoreLoaderTest extends BootLoaderContract {
    private static final ResourcePath CONFIG = ResourcePath.of("/grub/i386-pc/grub.cfg");
    private static final ResourcePath PROGRAM = ResourcePath.of("grub/i386-pc/core.0");

    @TempDir
    Path work;

    @Override
    protected BootLoader loader() throws IOException {
        modules("i386-pc");
        mkimage("while [ $# -gt 1 ]; do all=\"$all $1\"; shift; done; echo made $all > $1");
        GrubCoreLoader loader = bare();
        loader.look();
        return loader;
    }

    @Override
    protected BootClient ownClient() {
        return Machines.bios();
    }

    @Override
    protected Optional<ResourcePath> configPath() {
        return Optional.of(CONFIG);
    }

    @Test
    void biosAndUefiOf32BitsEachGetTheirs() throws IOException {
        BootLoader loader = loader();
        assertEquals(new Offer.BootFile("grub/i386-pc/core.0"), offer(loader, Stage.PXE_ROM, 0));
        assertEquals(
                new Offer.NotMine("GRUB's modules for i386-efi are not installed: apt install grub-efi-ia32-bin"
                        + " grub-common (or dnf install grub2-efi-ia32-modules grub2-tools)"),
                offer(loader, Stage.PXE_ROM, 6));
        modules("i386-efi");
        ((GrubCoreLoader) loader).look();
        assertEquals(new Offer.BootFile("grub/i386-efi/core.efi"), offer(loader, Stage.PXE_ROM, 6));
        assertEquals(
                new Offer.NotMine("UEFI_X64 (7) firmware, this GRUB is made for BIOS and UEFI_IA32"),
                offer(loader, Stage.PXE_ROM, 7));
        assertInstanceOf(Offer.NotMine.class, offer(loader, Stage.HTTP_BOOT, 15));
        assertInstanceOf(Offer.NotMine.class, loader.offer(Machines.bootp(), Machines.SERVER));
        assertEquals(
                new Offer.NotMine("another DHCP server gives the address, and GRUB looks there for its files"),
                loader.offer(Machines.bios().withAddressedBy(BootClient.AddressedBy.ANOTHER_SERVER), Machines.SERVER));
    }

    @Test
    void itIsMadeOnceAndAgainWhenThePackageChanges() throws IOException {
        GrubCoreLoader loader = (GrubCoreLoader) loader();
        Path image = work.resolve("out/i386-pc/core.0");
        assertTrue(Files.readString(image).contains("-p /grub/i386-pc pxe biosdisk"), Files.readString(image));
        Files.writeString(image, "as it was made");
        loader.look();
        assertEquals("as it was made", Files.readString(image));
        Files.writeString(work.resolve("modules/i386-pc/kernel.img"), "of the next version");
        loader.look();
        assertTrue(Files.readString(image).startsWith("made "), Files.readString(image));
    }

    @Test
    void untilItIsLookedForNothingIsOfferedAndThePackageIsSeenLater(@TempDir Path empty) throws IOException {
        GrubCoreLoader loader = new GrubCoreLoader(
                ProgramFolders.of(work.resolve("bin").toString()), empty, new ProgramFolders(List.of()));
        loader.configure(config(empty.toString(), "chain"), Map.of());
        assertEquals(new Offer.NotMine("GRUB is being made just now"), offer(loader, Stage.PXE_ROM, 0));
        loader.look();
        assertEquals(
                new Offer.NotMine("GRUB's modules for i386-pc are not installed: apt install grub-pc-bin grub-common"
                        + " (or dnf install grub2-pc-modules grub2-tools)"),
                offer(loader, Stage.PXE_ROM, 0));
        assertEquals(Optional.empty(), loader.program(PROGRAM));
    }

    /** Others start the same machines: it is silent until somebody ranks it before them. */
    @Test
    void whoWantsItIsToldWhatIsMissing(@TempDir Path empty) throws IOException {
        GrubCoreLoader loader = bare();
        loader.configure(config(empty.toString(), "chain"), Map.of("service.ranking", "-20"));
        assertEquals(List.of(), loader.findings());
        loader.configure(config(empty.toString(), "chain"), Map.of("service.ranking", "10"));
        Finding finding = loader.findings().get(0);
        assertEquals(
                "GRUB for i386-pc cannot be made: GRUB's modules for i386-pc are not installed; looked in [" + empty
                        + "]",
                finding.message());
        assertTrue(finding.remedy().contains("grub-pc-bin"), finding::remedy);
    }

    @Test
    void aFailureIsSaidInItsOwnWords() throws IOException {
        modules("i386-pc");
        mkimage("echo first line; echo no such module: tftp; exit 3");
        GrubCoreLoader loader = bare();
        loader.look();
        String because = "grub-mkimage ended with 3: no such module: tftp";
        Offer.NotMine notMine = assertInstanceOf(Offer.NotMine.class, offer(loader, Stage.PXE_ROM, 0));
        assertTrue(notMine.because().endsWith(because), notMine::because);
        assertTrue(loader.findings().get(0).message().contains(because), loader.findings()::toString);
    }

    @Test
    void theUsersFilesForOneMachineCount() throws IOException {
        BootLoader loader = loader();
        Path grub = Files.createDirectories(work.resolve("files/grub/i386-pc"));
        Files.writeString(grub.resolveSibling("grub.cfg-01-52-54-00-77-00-10"), "for a card");
        assertEquals("for a card", text(loader));
        Files.writeString(grub.resolve("grub.cfg-C0A8"), "for a network of BIOS machines");
        assertEquals("for a network of BIOS machines", text(loader));
    }

    @Test
    void onABiosMachineNoProgramIsStartedAndTheDiskIsItsBootSector() throws IOException {
        String text = assertInstanceOf(
                        ConfigFile.Text.class, loader().config(CONFIG, Machines.bios(), Machines.SERVER, Menus.odd()))
                .text();
        assertTrue(text.contains("menuentry 'Memory test (GRUB starts no network program on a BIOS machine)'"), text);
        assertTrue(text.contains("  set root=(hd0)\n  chainloader +1\n  boot\n  exit\n"), text);
    }

    @Test
    void aWrongSettingIsNamedAndTheLastGoodOneStays() throws IOException {
        GrubCoreLoader loader = (GrubCoreLoader) loader();
        loader.configure(config("lib", "reboot"), Map.of("service.ranking", "high"));
        assertEquals(
                List.of(
                        "folders=lib: 'lib' is not an absolute path; what was in force stays",
                        "localBoot=reboot: not a way to boot the disk; what was in force stays",
                        "service.ranking=high: not a number; what was in force stays"),
                loader.findings().stream().map(Finding::message).toList());
        loader.look();
        assertInstanceOf(Offer.BootFile.class, offer(loader, Stage.PXE_ROM, 0));
    }

    private static Offer offer(BootLoader loader, Stage stage, int architecture) {
        return loader.offer(
                Machines.client(stage, Optional.of(new Architecture(architecture)), "PXEClient"), Machines.SERVER);
    }

    private static String text(BootLoader loader) {
        return assertInstanceOf(
                        ConfigFile.Text.class, loader.config(CONFIG, Machines.bios(), Machines.SERVER, Menus.choice()))
                .text();
    }

    private GrubCoreLoader bare() {
        GrubCoreLoader loader = new GrubCoreLoader(
                ProgramFolders.of(work.resolve("bin").toString()),
                work.resolve("out"),
                ProgramFolders.of(work.resolve("files").toString()));
        loader.configure(config(work.resolve("modules").toString(), "chain"), Map.of());
        return loader;
    }

    private void modules(String target) throws IOException {
        Files.writeString(
                Files.createDirectories(work.resolve("modules/" + target)).resolve("kernel.img"), "kernel");
    }

    private void mkimage(String script) throws IOException {
        Path tool = Files.createDirectories(work.resolve("bin")).resolve("grub-mkimage");
        Files.writeString(tool, "#!/bin/sh\n" + script + "\n");
        assertTrue(tool.toFile().setExecutable(true));
    }

    private static CoreConfig config(String folders, String localBoot) {
        return new CoreConfig() {
            @Override
            public Class<CoreConfig> annotationType() {
                return CoreConfig.class;
            }

            @Override
            public String folders() {
                return folders;
            }

            @Override
            public String localBoot() {
                return localBoot;
            }

            @Override
            public int service_ranking() {
                return -20;
            }
        };
    }
}
