package org.stirrup.loader.raspberrypi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.QuirkRows;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.BootLoaderContract;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

class RaspberryPiLoaderTest extends BootLoaderContract {
    @TempDir
    Path folder;

    @Override
    protected BootLoader loader() throws IOException {
        write("bootcode.bin", "first");
        return new RaspberryPiLoader(new ProgramFolders(List.of(folder)));
    }

    @Override
    protected BootClient ownClient() {
        return Machines.client(
                Stage.PXE_ROM, Optional.of(Architecture.RASPBERRY_PI), "PXEClient:Arch:00000:UNDI:002001");
    }

    /** Its files are rendered for a Pi and a Linux kernel only. */
    @Override
    protected Optional<ResourcePath> configPath() {
        return Optional.empty();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String text(Optional<Resource> resource) throws IOException {
        try (InputStream in = Resource.stream(resource.orElseThrow().open(), 0)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void ordinaryPcsAreNotItsOwnWhateverTheirVendorClass() throws IOException {
        for (BootClient client : Machines.all()) {
            assertEquals(
                    new Offer.NotMine("not a Raspberry Pi"), loader().offer(client, Machines.SERVER), client::toString);
        }
    }

    @Test
    void withoutItsFilesItSaysWhatToCopyWhere() throws IOException {
        BootLoader loader = loader();
        Files.delete(folder.resolve("bootcode.bin"));
        assertEquals(
                new Offer.NotMine("no boot partition of Raspberry Pi OS is in files/raspberrypi/"),
                loader.offer(ownClient(), Machines.SERVER));
        write("start4.elf", "a Pi 4's");
        assertEquals(new Offer.BootFile("start4.elf"), loader.offer(ownClient(), Machines.SERVER));
    }

    @Test
    void aBoardsOwnFolderComesBeforeTheCommonOne() throws IOException {
        BootLoader loader = loader();
        write("start4.elf", "everybody's");
        write("overlays/vc4.dtbo", "an overlay");
        assertEquals("everybody's", text(loader.program(ResourcePath.of("9a0b1c2d/start4.elf"))));
        assertEquals("an overlay", text(loader.program(ResourcePath.of("9a0b1c2d/overlays/vc4.dtbo"))));
        assertEquals("everybody's", text(loader.program(ResourcePath.of("dc-a6-32-01-02-03/start4.elf"))));
        write("9a0b1c2d/start4.elf", "its own");
        assertEquals("its own", text(loader.program(ResourcePath.of("9a0b1c2d/start4.elf"))));
        assertEquals("everybody's", text(loader.program(ResourcePath.of("00000000/start4.elf"))));
        assertEquals(Optional.empty(), loader.program(ResourcePath.of("9a0b1c2d/recovery.elf")));
        assertEquals(Optional.empty(), loader.program(ResourcePath.of("else/start4.elf")));
    }

    @Test
    void theDefaultEntryIsRenderedWhereTheUserHasNotWrittenTheFile() throws IOException {
        BootLoader loader = loader();
        assertEquals(new ConfigFile.Text("""
                        arm_64bit=1
                        kernel=stirrup/pub/CentOS-7/images/pxeboot/vmlinuz
                        initramfs stirrup/pub/CentOS-7/images/pxeboot/initrd.img followkernel
                        """), config(loader, "9a0b1c2d/config.txt", ownClient()));
        assertEquals(
                new ConfigFile.Text("repo=ftp://192.168.77.1/pub/CentOS-7\n"),
                config(loader, "9a0b1c2d/cmdline.txt", ownClient()));
        assertInstanceOf(ConfigFile.NotMine.class, config(loader, "9a0b1c2d/config.txt", Machines.bios()));
        assertInstanceOf(
                ConfigFile.NotMine.class,
                loader.config(ResourcePath.of("config.txt"), ownClient(), Machines.SERVER, Menus.choice()),
                "the local disk is no kernel");
        write("config.txt", "the user's");
        assertInstanceOf(ConfigFile.NotMine.class, config(loader, "9a0b1c2d/config.txt", ownClient()));
    }

    private static ConfigFile config(BootLoader loader, String path, BootClient client) {
        return loader.config(ResourcePath.of(path), client, Machines.SERVER, Menus.installAtOnce());
    }

    @Test
    void whatConfigTxtNamesIsFoundFromTheRootOfTheTree() throws IOException {
        Quirk row = ((QuirkRows) loader()).rows().get(0);
        QuirkEffect.Rewrite tree = (QuirkEffect.Rewrite) row.effect();
        assertEquals("pub/x/vmlinuz", tree.apply("9a0b1c2d/stirrup/pub/x/vmlinuz"));
        assertEquals("pub/x/vmlinuz", tree.apply("stirrup/pub/x/vmlinuz"));
        assertTrue(row.match().fits(ownClient(), "9a0b1c2d/stirrup/pub/x/vmlinuz"));
    }
}
