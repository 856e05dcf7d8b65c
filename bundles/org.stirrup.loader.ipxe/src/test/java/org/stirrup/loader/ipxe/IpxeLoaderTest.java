package org.stirrup.loader.ipxe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
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
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.BootLoaderContract;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

class IpxeLoaderTest extends BootLoaderContract {
    private static final BootServer TFTP_ONLY =
            new BootServer(Machines.SERVER_ADDRESS, Map.of("tftp", URI.create("tftp://192.168.77.1/")));
    private static final BootServer NO_SERVER = new BootServer(Machines.SERVER_ADDRESS, Map.of());

    @TempDir
    Path folder;

    @Override
    protected BootLoader loader() throws IOException {
        install(folder, "undionly.kpxe", "snponly.efi", "ipxe.efi");
        return with(folder, "snponly", "exit");
    }

    @Override
    protected BootClient ownClient() {
        return Machines.uefi();
    }

    @Override
    protected Optional<ResourcePath> configPath() {
        return Optional.of(ResourcePath.of("ipxe/boot.ipxe"));
    }

    @Test
    void eachFirmwareGetsTheProgramThatIsBuiltForIt() throws IOException {
        assertEquals("ipxe/undionly.kpxe", file(loader(), rom(Stage.PXE_ROM, 0), Machines.SERVER));
        assertEquals("ipxe/snponly.efi", file(loader(), rom(Stage.PXE_ROM, 7), Machines.SERVER));
        assertEquals("http://192.168.77.1/ipxe/snponly.efi", file(loader(), rom(Stage.HTTP_BOOT, 16), Machines.SERVER));
        install(Files.createDirectories(folder.resolve("arm64-efi")), "snponly.efi");
        install(folder, "ipxe-i386.efi");
        assertEquals("ipxe/arm64/snponly.efi", file(loader(), rom(Stage.PXE_ROM, 11), Machines.SERVER));
        assertEquals(
                "http://192.168.77.1/ipxe/arm64/snponly.efi",
                file(loader(), rom(Stage.HTTP_BOOT, 19), Machines.SERVER));
        assertEquals("ipxe/i386/ipxe.efi", file(loader(), rom(Stage.PXE_ROM, 6), Machines.SERVER));
    }

    /** It would load itself for ever. */
    @Test
    void whatIsIpxeAlreadyIsNeverSentIpxeButTheScript() throws IOException {
        for (BootClient client : Machines.all()) {
            if (client.stage() == Stage.IPXE) {
                assertEquals("http://192.168.77.1/ipxe/boot.ipxe", file(loader(), client, Machines.SERVER));
                assertEquals("tftp://192.168.77.1/ipxe/boot.ipxe", file(loader(), client, TFTP_ONLY));
                assertInstanceOf(Offer.NotMine.class, loader().offer(client, NO_SERVER));
            }
        }
    }

    @Test
    void httpBootWithoutAnHttpServerIsNotOffered() throws IOException {
        assertEquals(
                new Offer.NotMine(
                        "UEFI HTTP Boot needs the HTTP server, and there is none: put http.feature.json into features/"),
                loader().offer(rom(Stage.HTTP_BOOT, 16), TFTP_ONLY));
    }

    @Test
    void withoutThePackageItSaysWhichToInstallAndThePackageIsSeenAtOnce(@TempDir Path bare) throws IOException {
        IpxeLoader loader = with(bare, "snponly", "exit");
        assertEquals(
                new Offer.NotMine("snponly.efi, ipxe.efi are not installed for UEFI_X64: apt install ipxe (or dnf"
                        + " install ipxe-bootimgs-x86)"),
                loader.offer(Machines.uefi(), Machines.SERVER));
        assertEquals(
                List.of(new Finding(
                        Finding.Severity.WARNING,
                        "ipxe",
                        "snponly.efi, ipxe.efi, undionly.kpxe are not installed: iPXE starts no machine of UEFI_X64 or"
                                + " of BIOS; looked in [" + bare + "]",
                        "apt install ipxe (or dnf install ipxe-bootimgs-x86)")),
                loader.findings());
        assertEquals("http://192.168.77.1/ipxe/boot.ipxe", file(loader, Machines.bios(), Machines.SERVER));

        install(bare, "ipxe-x86_64.efi");
        assertEquals("ipxe/ipxe.efi", file(loader, Machines.uefi(), Machines.SERVER));
        install(bare, "undionly.kpxe");
        assertEquals(List.of(), loader.findings());
    }

    @Test
    void theBuildWithItsOwnDriversCanBePreferred() throws IOException {
        install(folder, "snponly.efi", "ipxe.efi");
        assertEquals("ipxe/ipxe.efi", file(with(folder, "ipxe", "exit"), Machines.uefi(), Machines.SERVER));
    }

    @Test
    void theUsersOwnProgramComesFirstAndNothingElseIsShown(@TempDir Path files) throws IOException {
        install(folder, "snponly.efi", "secret.txt");
        Files.writeString(files.resolve("snponly.efi"), "an iPXE of the user's own");
        IpxeLoader loader = new IpxeLoader(new ProgramFolders(List.of(files)));
        loader.configure(config(folder, "snponly", "exit"), Map.of());
        assertEquals(
                25,
                loader.program(ResourcePath.of("ipxe/snponly.efi"))
                        .orElseThrow()
                        .size());
        assertEquals(Optional.empty(), loader.program(ResourcePath.of("ipxe/secret.txt")));
        assertEquals(Optional.empty(), loader.program(ResourcePath.of("snponly.efi")));
    }

    /** In whatever folder that program was which asks for it; the address comes first, it has none yet. */
    @Test
    void autoexecIsAlwaysAnswered() throws IOException {
        for (String path : List.of("autoexec.ipxe", "ipxe/autoexec.ipxe", "tools/autoexec.ipxe")) {
            String text = text(loader(), path, Machines.SERVER);
            assertTrue(text.startsWith("#!ipxe\n# Rendered for 52:54:00:77:00:10\ndhcp ||\n"), text);
        }
        assertTrue(text(loader(), "ipxe/boot.ipxe", NO_SERVER).contains("kernel tftp://192.168.77.1/pub/"));
    }

    @Test
    void aWrongSettingIsNamedAndTheLastGoodOneStays() throws IOException {
        IpxeLoader loader = (IpxeLoader) loader();
        loader.configure(
                config(Path.of("lib"), "both", "reboot"),
                Map.of("felix.fileinstall.filename", "file:/etc/x.cfg", "service.ranking", "high"));
        assertEquals(
                List.of(
                        "folders=lib: 'lib' is not an absolute path; what was in force stays",
                        "efiProgram=both: no such build; what was in force stays",
                        "localBoot=reboot: not a way to boot the disk; what was in force stays",
                        "service.ranking=high: not a number; what was in force stays"),
                loader.findings().stream().map(Finding::message).toList());
        assertEquals("/etc/x.cfg", loader.findings().get(0).source());
        assertEquals("ipxe/snponly.efi", file(loader, Machines.uefi(), Machines.SERVER));

        loader.configure(config(folder, "snponly", "sanboot"), Map.of("service.ranking", "10"));
        assertEquals(List.of(), loader.findings());
        assertTrue(text(loader, "ipxe/boot.ipxe", Machines.SERVER).contains("sanboot --no-describe --drive 0x80"));
    }

    private static BootClient rom(Stage stage, int architecture) {
        return Machines.client(stage, Optional.of(new Architecture(architecture)), "PXEClient");
    }

    private static String file(BootLoader loader, BootClient client, BootServer server) {
        return assertInstanceOf(Offer.BootFile.class, loader.offer(client, server), client::toString)
                .file();
    }

    private static String text(BootLoader loader, String path, BootServer server) {
        ConfigFile file = loader.config(ResourcePath.of(path), Machines.uefi(), server, Menus.choice());
        return assertInstanceOf(ConfigFile.Text.class, file).text();
    }

    private static IpxeLoader with(Path folder, String efiProgram, String localBoot) {
        IpxeLoader loader = new IpxeLoader(new ProgramFolders(List.of()));
        loader.configure(config(folder, efiProgram, localBoot), Map.of());
        return loader;
    }

    private static void install(Path folder, String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "program " + name);
        }
    }

    private static Config config(Path folder, String efiProgram, String localBoot) {
        return new Config() {
            @Override
            public Class<Config> annotationType() {
                return Config.class;
            }

            @Override
            public String folders() {
                return folder.toString();
            }

            @Override
            public String efiProgram() {
                return efiProgram;
            }

            @Override
            public String localBoot() {
                return localBoot;
            }

            @Override
            public int service_ranking() {
                return -10;
            }
        };
    }
}
