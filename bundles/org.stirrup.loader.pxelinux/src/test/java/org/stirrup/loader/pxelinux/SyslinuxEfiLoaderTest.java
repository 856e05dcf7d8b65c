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
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootLoader.Offer;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.BootLoaderContract;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

class SyslinuxEfiLoaderTest extends BootLoaderContract {
    private static final ResourcePath CONFIG = ResourcePath.of("syslinux/efi64/pxelinux.cfg/default");

    @TempDir
    Path folder;

    @Override
    protected BootLoader loader() throws IOException {
        install("efi64/syslinux.efi", "efi64/ldlinux.e64", "efi64/menu.c32", "efi64/libutil.c32");
        install("efi32/syslinux.efi", "efi32/ldlinux.e32");
        return with("tftp");
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
    void eachKindOfFirmwareHasItsOwnFolder() throws IOException {
        assertEquals(new Offer.BootFile("syslinux/efi64/syslinux.efi"), offer(loader(), Stage.PXE_ROM, 7));
        assertEquals(new Offer.BootFile("syslinux/efi32/syslinux.efi"), offer(loader(), Stage.PXE_ROM, 6));
        assertTrue(loader().program(ResourcePath.of("syslinux/efi64/menu.c32")).isPresent());
        for (String other : List.of("syslinux.efi", "efi64/syslinux.efi", "syslinux/efi64/ldlinux.e32", "menu.c32")) {
            assertEquals(Optional.empty(), loader().program(ResourcePath.of(other)), other);
        }
    }

    @Test
    void othersAreToldWhyNot() throws IOException {
        assertEquals(
                new Offer.NotMine("UEFI_ARM64 (11) firmware, syslinux.efi is a program for UEFI_X64 and UEFI_IA32"),
                offer(loader(), Stage.PXE_ROM, 11));
        assertInstanceOf(Offer.NotMine.class, offer(loader(), Stage.HTTP_BOOT, 16));
        assertInstanceOf(Offer.NotMine.class, offer(loader(), Stage.IPXE, 7));
    }

    /** Its own folder is put before every name but those that begin with two colons. */
    @Test
    void kernelsAreNamedFromTheRootOfTheServer() throws IOException {
        assertTrue(config(loader()).contains("KERNEL ::pub/CentOS-7/images/pxeboot/vmlinuz\n"));
        assertTrue(config(with("http")).contains("KERNEL http://192.168.77.1/pub/CentOS-7/images/pxeboot/vmlinuz\n"));
    }

    @Test
    void whatIsMissingIsSaidOnceSomethingIsThere(@TempDir Path empty) throws IOException {
        SyslinuxEfiLoader bare = new SyslinuxEfiLoader(new ProgramFolders(List.of()));
        bare.configure(config(empty.toString(), "tftp"), Map.of());
        assertEquals(List.of(), bare.findings());
        assertEquals(
                new Offer.NotMine("syslinux.efi is not installed for UEFI_X64: apt install syslinux-efi"
                        + " syslinux-common (or dnf install syslinux-efi64, which Fedora has)"),
                offer(bare, Stage.PXE_ROM, 7));
        Files.createFile(Files.createDirectory(empty.resolve("efi64")).resolve("syslinux.efi"));
        List<Finding> findings = bare.findings();
        assertEquals(1, findings.size());
        assertTrue(findings.get(0).message().startsWith("ldlinux.e64 is not installed"), findings::toString);
    }

    @Test
    void aWrongSettingIsNamedAndTheLastGoodOneStays() throws IOException {
        SyslinuxEfiLoader loader = (SyslinuxEfiLoader) loader();
        loader.configure(config("lib", "floppy"), Map.of("service.ranking", "high"));
        assertEquals(
                List.of(
                        "folders=lib: 'lib' is not an absolute path; what was in force stays",
                        "kernelsBy=floppy: nothing that kernels come by; what was in force stays",
                        "service.ranking=high: not a number; what was in force stays"),
                loader.findings().stream().map(Finding::message).toList());
        assertInstanceOf(Offer.BootFile.class, loader.offer(Machines.uefi(), Machines.SERVER));
    }

    private static Offer offer(BootLoader loader, Stage stage, int architecture) {
        return loader.offer(
                Machines.client(stage, Optional.of(new Architecture(architecture)), "PXEClient"), Machines.SERVER);
    }

    private static String config(BootLoader loader) {
        return assertInstanceOf(
                        BootLoader.ConfigFile.Text.class,
                        loader.config(CONFIG, Machines.uefi(), Machines.SERVER, Menus.choice()))
                .text();
    }

    private BootLoader with(String kernelsBy) {
        SyslinuxEfiLoader loader = new SyslinuxEfiLoader(new ProgramFolders(List.of()));
        loader.configure(config(folder.toString(), kernelsBy), Map.of());
        return loader;
    }

    private void install(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "program " + name);
        }
    }

    private static EfiConfig config(String folders, String kernelsBy) {
        return new EfiConfig() {
            @Override
            public Class<EfiConfig> annotationType() {
                return EfiConfig.class;
            }

            @Override
            public String folders() {
                return folders;
            }

            @Override
            public String kernelsBy() {
                return kernelsBy;
            }

            @Override
            public int service_ranking() {
                return -30;
            }
        };
    }
}
