package org.stirrup.loader.pxelinux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.BootLoaderContract;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

class PxelinuxLoaderTest extends BootLoaderContract {
    private static final ResourcePath DEFAULT = ResourcePath.of("pxelinux.cfg/default");
    private static final ResourcePath HTTP = ResourcePath.of("pxelinux.cfg/http");

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

    /** pxelinux.0 cannot do with the file that lpxelinux.0 gets, nor knows any other server's client of it. */
    @Test
    void kernelsByHttpAreInAFileThatOnlyLpxelinuxIsToldOf() throws IOException {
        install(folder, "pxelinux.0", "ldlinux.c32", "menu.c32", "libutil.c32");
        PxelinuxLoader loader = withFolders(folder.toString());
        loader.configure(config(folder.toString(), "lpxelinux", "-1"), Map.of());
        assertEquals("pxelinux.0", bootFile(loader, Machines.SERVER).file());
        assertEquals(
                "lpxelinux.0 is not installed: pxelinux.0 takes its place, and kernels come by TFTP",
                loader.findings().get(0).message());

        install(folder, "lpxelinux.0");
        assertEquals(List.of(), loader.findings());
        Offer.BootFile offer = bootFile(loader, Machines.SERVER);
        assertEquals("lpxelinux.0", offer.file());
        assertEquals("pxelinux.cfg/http", new String(offer.options().get(209), StandardCharsets.US_ASCII));
        assertTrue(text(loader, HTTP, Machines.SERVER)
                .contains("KERNEL http://192.168.77.1/pub/CentOS-7/images/pxeboot/vmlinuz\n"));
        assertTrue(text(loader, DEFAULT, Machines.SERVER).contains("KERNEL pub/CentOS-7/images/pxeboot/vmlinuz\n"));

        BootServer withoutHttp = new BootServer(
                Machines.SERVER_ADDRESS,
                Map.of("tftp", Machines.SERVER.endpoint("tftp").orElseThrow()));
        assertEquals(
                new Offer.BootFile("pxelinux.0").file(),
                bootFile(loader, withoutHttp).file());
        assertTrue(
                text(loader, HTTP, withoutHttp).contains("KERNEL pub/CentOS-7/images/pxeboot/vmlinuz\n"),
                "a client that was sent lpxelinux.0 before HTTP was taken away goes on by TFTP");
    }

    /** It goes on to look for the usual names then, in its own order. */
    @Test
    void lpxelinuxIsNotToldOfOurFileWhereTheUserHasOne(@TempDir Path files) throws IOException {
        install(folder, "lpxelinux.0", "ldlinux.c32");
        PxelinuxLoader loader = new PxelinuxLoader(new ProgramFolders(List.of(files)));
        loader.configure(config(folder.toString(), "lpxelinux", "-1"), Map.of());
        Path own = Files.createDirectories(files.resolve("pxelinux.cfg"));
        for (String name : List.of(
                "44332211-6655-8877-99aa-bbccddeeff00", "01-52-54-00-77-00-10", "C0A84D64", "C0A8", "default")) {
            assertInstanceOf(BootLoader.ConfigFile.Text.class, config(loader, HTTP, Machines.SERVER), name);
            Path file = Files.writeString(own.resolve(name), "of the user's own");
            assertInstanceOf(BootLoader.ConfigFile.NotMine.class, config(loader, HTTP, Machines.SERVER), name);
            Files.delete(file);
        }
    }

    @Test
    void theUsersOwnFolderComesFirst(@TempDir Path files) throws IOException {
        install(folder, "pxelinux.0", "ldlinux.c32");
        Files.writeString(files.resolve("pxelinux.0"), "a pxelinux of the user's own");
        PxelinuxLoader loader = new PxelinuxLoader(new ProgramFolders(List.of(files)));
        loader.configure(config(folder.toString(), "-1"), Map.of());
        assertEquals(
                28, loader.program(ResourcePath.of("pxelinux.0")).orElseThrow().size());
    }

    private static Offer.BootFile bootFile(BootLoader loader, BootServer server) {
        return assertInstanceOf(Offer.BootFile.class, loader.offer(Machines.bios(), server));
    }

    private static BootLoader.ConfigFile config(BootLoader loader, ResourcePath path, BootServer server) {
        return loader.config(path, Machines.bios(), server, Menus.choice());
    }

    private static String text(BootLoader loader, ResourcePath path, BootServer server) {
        return assertInstanceOf(BootLoader.ConfigFile.Text.class, config(loader, path, server))
                .text();
    }

    private PxelinuxLoader withFolders(String folders) {
        PxelinuxLoader loader = new PxelinuxLoader(new ProgramFolders(List.of()));
        loader.configure(config(folders, "-1"), Map.of());
        return loader;
    }

    private static void install(Path folder, String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "program " + name);
        }
    }

    private static Config config(String folders, String localBoot) {
        return config(folders, "pxelinux", localBoot);
    }

    private static Config config(String folders, String program, String localBoot) {
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
            public String program() {
                return program;
            }

            @Override
            public String localBoot() {
                return localBoot;
            }
        };
    }
}
