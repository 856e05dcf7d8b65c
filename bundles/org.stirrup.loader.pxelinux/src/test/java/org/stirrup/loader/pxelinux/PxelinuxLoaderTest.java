package org.stirrup.loader.pxelinux;

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
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootLoader.Offer;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.BootLoaderContract;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

class PxelinuxLoaderTest extends BootLoaderContract {
    private static final ResourcePath DEFAULT = ResourcePath.of("pxelinux.cfg/default");

    @TempDir
    Path folder;

    @Override
    protected BootLoader loader() throws IOException {
        install(folder, "pxelinux.0", "ldlinux.c32", "menu.c32", "libutil.c32");
        return withFolders(folder.toString());
    }

    @Override
    protected BootClient ownClient() {
        return Machines.bios();
    }

    @Override
    protected Optional<ResourcePath> configPath() {
        return Optional.of(DEFAULT);
    }

    @Test
    void biosMachinesOfEveryStageAreItsOwn() throws IOException {
        Optional<Architecture> bios = Optional.of(Architecture.BIOS);
        for (BootClient client : List.of(
                Machines.bios(), Machines.bootp(), Machines.client(BootClient.Stage.PXE_ROM, bios, "PXEClient"))) {
            Offer.BootFile file = assertInstanceOf(Offer.BootFile.class, loader().offer(client, Machines.SERVER));
            assertEquals("pxelinux.0", file.file());
            assertEquals(Map.of(), file.options());
        }
    }

    @Test
    void uefiMachinesAreNot() throws IOException {
        assertEquals(
                new Offer.NotMine("UEFI_X64 (7) firmware, pxelinux.0 is a BIOS program"),
                loader().offer(Machines.uefi(), Machines.SERVER));
    }

    @Test
    void withoutThePackageItSaysWhichToInstallAndThePackageIsSeenAtOnce(@TempDir Path bare) throws IOException {
        PxelinuxLoader loader = withFolders(bare.toString());
        String because = assertInstanceOf(Offer.NotMine.class, loader.offer(Machines.bios(), Machines.SERVER))
                .because();
        assertEquals(
                "pxelinux.0 is not installed: apt install pxelinux syslinux-common (or dnf install syslinux-tftpboot)",
                because);
        assertEquals(Finding.Severity.ERROR, loader.findings().get(0).severity());

        install(bare, "pxelinux.0", "ldlinux.c32");
        assertInstanceOf(Offer.BootFile.class, loader.offer(Machines.bios(), Machines.SERVER));
        assertEquals(Finding.Severity.WARNING, loader.findings().get(0).severity());

        install(bare, "menu.c32", "libutil.c32");
        assertEquals(List.of(), loader.findings());
    }

    @Test
    void nothingElseOfTheFoldersIsShown() throws IOException {
        BootLoader loader = loader();
        install(folder, "secret.txt");
        assertEquals(Optional.empty(), loader.program(ResourcePath.of("secret.txt")));
        assertEquals(Optional.empty(), loader.program(ResourcePath.of("x/pxelinux.0")));
        assertTrue(loader.program(ResourcePath.of("menu.c32")).isPresent());
    }

    @Test
    void onlyTheLastOfTheNamesThatPxelinuxTriesIsRendered() throws IOException {
        for (String name : List.of("44332211-6655-8877-99aa-bbccddeeff00", "01-52-54-00-77-00-10", "C0A84D64", "C0")) {
            assertInstanceOf(
                    BootLoader.ConfigFile.NotMine.class,
                    loader().config(
                                    ResourcePath.of("pxelinux.cfg/" + name),
                                    Machines.bios(),
                                    Machines.SERVER,
                                    Menus.choice()));
        }
    }

    @Test
    void aWrongSettingIsNamedAndTheLastGoodOneStays() throws IOException {
        install(folder, "pxelinux.0", "ldlinux.c32", "menu.c32", "libutil.c32");
        PxelinuxLoader loader = withFolders(folder.toString());
        loader.configure(config("lib/pxelinux", "7"), Map.of("felix.fileinstall.filename", "file:/etc/x.cfg"));

        assertEquals(
                List.of(
                        new Finding(
                                Finding.Severity.ERROR,
                                "/etc/x.cfg",
                                "folders=lib/pxelinux: 'lib/pxelinux' is not an absolute path; what was in force stays",
                                "write absolute paths separated by commas"),
                        new Finding(
                                Finding.Severity.ERROR,
                                "/etc/x.cfg",
                                "localBoot=7: not a way to boot the disk; what was in force stays",
                                "write -1 or 0")),
                loader.findings());
        assertInstanceOf(Offer.BootFile.class, loader.offer(Machines.bios(), Machines.SERVER));

        loader.configure(config(folder.toString(), "0"), Map.of());
        assertEquals(List.of(), loader.findings());
        assertTrue(assertInstanceOf(
                        BootLoader.ConfigFile.Text.class,
                        loader.config(DEFAULT, Machines.bios(), Machines.SERVER, Menus.choice()))
                .text()
                .contains("  LOCALBOOT 0\n"));
    }

    @Test
    void theUsersOwnFolderComesFirst(@TempDir Path files) throws IOException {
        install(folder, "pxelinux.0", "ldlinux.c32");
        Files.writeString(files.resolve("pxelinux.0"), "a pxelinux of the user's own");
        PxelinuxLoader loader = new PxelinuxLoader(List.of(files));
        loader.configure(config(folder.toString(), "-1"), Map.of());
        assertEquals(
                28, loader.program(ResourcePath.of("pxelinux.0")).orElseThrow().size());
    }

    private PxelinuxLoader withFolders(String folders) {
        PxelinuxLoader loader = new PxelinuxLoader(List.of());
        loader.configure(config(folders, "-1"), Map.of());
        return loader;
    }

    private static void install(Path folder, String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "program " + name);
        }
    }

    private static Config config(String folders, String localBoot) {
        return new Config() {
            @Override
            public Class<Config> annotationType() {
                return Config.class;
            }

            @Override
            public String folders() {
                return folders;
            }

            @Override
            public String localBoot() {
                return localBoot;
            }
        };
    }
}
