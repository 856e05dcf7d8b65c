package org.stirrup.loader.grub;

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
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootLoader.ConfigFile;
import org.stirrup.api.boot.BootLoader.Offer;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.BootLoaderContract;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

class GrubLoaderTest extends BootLoaderContract {
    private static final ResourcePath CONFIG = ResourcePath.of("/grub/grub.cfg");

    @TempDir
    Path folder;

    @Override
    protected BootLoader loader() throws IOException {
        install(folder, "shimx64.efi.signed", "grubnetx64.efi.signed", "shimaa64.efi.signed", "grubnetaa64.efi.signed");
        return withFolders(folder.toString());
    }

    @Override
    protected BootClient ownClient() {
        return Machines.uefi();
    }

    @Override
    protected Optional<ResourcePath> configPath() {
        return Optional.of(CONFIG);
    }

    @Test
    void uefiMachinesGetTheShimOfTheirPlatform() throws IOException {
        assertEquals(new Offer.BootFile("shimx64.efi"), offer(Stage.PXE_ROM, Architecture.UEFI_X64));
        assertEquals(new Offer.BootFile("shimaa64.efi"), offer(Stage.PXE_ROM, Architecture.UEFI_ARM64));
    }

    @Test
    void othersAreToldWhyNot() throws IOException {
        assertEquals(
                new Offer.NotMine("BIOS (0) firmware, shim and GRUB are programs for UEFI_X64 and UEFI_ARM64"),
                loader().offer(Machines.bios(), Machines.SERVER));
        assertEquals(
                new Offer.NotMine("UEFI HTTP Boot, after which a signed GRUB does not find its server"),
                offer(Stage.HTTP_BOOT, Architecture.HTTP_X64));
        assertEquals(
                new Offer.NotMine("iPXE is running, which needs no other loader"),
                offer(Stage.IPXE, Architecture.UEFI_X64));
    }

    /** Shim asks for GRUB, and for MokManager, beside itself and by these names. */
    @Test
    void theSignedProgramsAreShownUnderTheNamesThatTheChainAsksFor() throws IOException {
        BootLoader loader = loader();
        install(folder, "mmx64.efi.signed", "grubx64.efi.signed", "secret");
        assertEquals("program shimx64.efi.signed", text(loader, "shimx64.efi"));
        assertEquals("program grubnetx64.efi.signed", text(loader, "grubx64.efi"));
        assertEquals("program grubnetaa64.efi.signed", text(loader, "grubaa64.efi"));
        assertEquals("program mmx64.efi.signed", text(loader, "mmx64.efi"));
        for (String other : List.of(
                "secret", "shimx64.efi.signed", "x/shimx64.efi", "revocations_sbat.efi", "grub/x86_64-efi/fs.lst")) {
            assertEquals(Optional.empty(), loader.program(ResourcePath.of(other)), other);
        }
    }

    @Test
    void withoutThePackagesItSaysWhichToInstallAndThePackageIsSeenAtOnce(@TempDir Path bare) throws IOException {
        GrubLoader loader = withFolders(bare.toString());
        String packages = " is not installed: apt install shim-signed grub-efi-amd64-signed"
                + " (or dnf install shim-x64 grub2-efi-x64)";
        assertEquals(new Offer.NotMine("shimx64.efi" + packages), loader.offer(Machines.uefi(), Machines.SERVER));
        assertEquals(1, loader.findings().size());
        assertEquals(Finding.Severity.WARNING, loader.findings().get(0).severity());

        install(bare, "shimx64.efi.signed");
        assertEquals(new Offer.NotMine("grubx64.efi" + packages), loader.offer(Machines.uefi(), Machines.SERVER));
        assertEquals(1, loader.findings().size());

        install(bare, "grubnetx64.efi.signed");
        assertInstanceOf(Offer.BootFile.class, loader.offer(Machines.uefi(), Machines.SERVER));
        assertEquals(List.of(), loader.findings());
    }

    /** RHEL and its relatives: the names without .signed, and GRUB looks for its file where it came from. */
    @Test
    void theVendorsFolderOfTheSystemPartitionWillDo(@TempDir Path redhat) throws IOException {
        install(redhat, "shimx64.efi", "grubx64.efi");
        GrubLoader loader = withFolders(redhat.toString());
        assertEquals(new Offer.BootFile("shimx64.efi"), loader.offer(Machines.uefi(), Machines.SERVER));
        assertEquals("program grubx64.efi", text(loader, "grubx64.efi"));
        assertInstanceOf(
                ConfigFile.Text.class,
                loader.config(ResourcePath.of("/grub.cfg"), Machines.uefi(), Machines.SERVER, Menus.choice()));
    }

    @Test
    void onlyTheLastOfTheNamesThatGrubTriesIsRendered() throws IOException {
        for (String name :
                List.of("grub.cfg-01-52-54-00-77-00-10", "grub.cfg-C0A84D64", "grub.cfg-C0", "x86_64-efi/grub.cfg")) {
            assertInstanceOf(
                    ConfigFile.NotMine.class,
                    loader().config(ResourcePath.of("grub/" + name), Machines.uefi(), Machines.SERVER, Menus.choice()));
        }
    }

    @Test
    void aFileOfTheUsersForOneMachineIsGivenAlsoToAGrubThatDoesNotAskForIt(@TempDir Path files) throws IOException {
        GrubLoader loader = new GrubLoader(new ProgramFolders(List.of(files)));
        Path grub = Files.createDirectories(files.resolve("grub"));
        assertTrue(config(loader, Machines.SERVER).startsWith("# Rendered for 52:54:00:77:00:10\n"));
        Files.writeString(grub.resolve("grub.cfg-C0A8"), "for a network");
        assertEquals("for a network", config(loader, Machines.SERVER));
        Files.writeString(grub.resolve("grub.cfg-C0A84D64"), "for an address");
        assertEquals("for an address", config(loader, Machines.SERVER));
        Files.writeString(grub.resolve("grub.cfg-01-52-54-00-77-00-10"), "for a card");
        assertEquals("for a card", config(loader, Machines.SERVER));
    }

    /** After the configuration a menu may wait for ever; after a kernel of its the RAM disk has to follow. */
    @Test
    void eachLinkOfTheChainSaysWhatItMeansThatItIsTheLast() throws IOException {
        BootLoader loader = loader();
        ResourcePath kernel = Menus.centos().kernel();
        assertEquals(Optional.empty(), loader.stopped(kernel));
        config(loader, Machines.SERVER);
        for (ResourcePath link : List.of(ResourcePath.of("shimx64.efi"), ResourcePath.of("grubx64.efi"), kernel)) {
            assertTrue(loader.stopped(link).orElseThrow().contains("did not"), link::toString);
        }
        assertEquals(Optional.empty(), loader.stopped(CONFIG));
        assertEquals(Optional.empty(), loader.stopped(Menus.centos().initrds().get(0)));
    }

    @Test
    void aWrongSettingIsNamedAndTheLastGoodOneStays() throws IOException {
        loader();
        GrubLoader loader = withFolders(folder.toString());
        loader.configure(config("lib/shim", "reboot"), Map.of("felix.fileinstall.filename", "file:/etc/x.cfg"));
        assertEquals(
                List.of(
                        "folders=lib/shim: 'lib/shim' is not an absolute path; what was in force stays",
                        "localBoot=reboot: not a way to boot the disk; what was in force stays"),
                loader.findings().stream().map(Finding::message).toList());
        assertInstanceOf(Offer.BootFile.class, loader.offer(Machines.uefi(), Machines.SERVER));
        assertTrue(config(loader, Machines.SERVER).contains("chainloader"));

        loader.configure(config(folder.toString(), "exit"), Map.of());
        assertEquals(List.of(), loader.findings());
        assertTrue(config(loader, Machines.SERVER).contains("--id local {\n  exit\n}"));
    }

    private Offer offer(Stage stage, Architecture architecture) throws IOException {
        return loader().offer(Machines.client(stage, Optional.of(architecture), "PXEClient"), Machines.SERVER);
    }

    private static String config(BootLoader loader, BootServer server) {
        return assertInstanceOf(ConfigFile.Text.class, loader.config(CONFIG, Machines.uefi(), server, Menus.choice()))
                .text();
    }

    private static String text(BootLoader loader, String path) throws IOException {
        var resource = loader.program(ResourcePath.of(path)).orElseThrow();
        try (var in = Resource.stream(resource.open(), 0)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static GrubLoader withFolders(String folders) {
        GrubLoader loader = new GrubLoader(new ProgramFolders(List.of()));
        loader.configure(config(folders, "chain"), Map.of());
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

            @Override
            public int service_ranking() {
                return 20;
            }
        };
    }
}
