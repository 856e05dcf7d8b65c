package org.stirrup.loader.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootLoader.ConfigFile;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.BootLoaderContract;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

class ExampleLoaderTest extends BootLoaderContract {
    private static final ResourcePath CONFIG = ResourcePath.of("example/hello.cfg");

    @Override
    protected BootLoader loader() {
        return new ExampleLoader();
    }

    @Override
    protected BootClient ownClient() {
        return Machines.client(BootClient.Stage.PXE_ROM, Optional.of(new Architecture(0xee)), "StirrupExample:1");
    }

    @Override
    protected Optional<ResourcePath> configPath() {
        return Optional.of(CONFIG);
    }

    @Test
    void itLeavesEveryOtherMachineToOtherLoaders() {
        Machines.all()
                .forEach(client -> assertInstanceOf(
                        BootLoader.Offer.NotMine.class, loader().offer(client, Machines.SERVER), client::toString));
    }

    @Test
    void itsFileSaysTheMenuInItsOwnWords() {
        ConfigFile file = loader().config(CONFIG, ownClient(), Machines.SERVER, Menus.installAtOnce());
        assertEquals("""
                # for 52:54:00:77:00:10
                default CentOS-7
                linux CentOS-7 /pub/CentOS-7/images/pxeboot/vmlinuz repo=ftp://192.168.77.1/pub/CentOS-7
                disk local
                """, assertInstanceOf(ConfigFile.Text.class, file).text());
    }

    @Test
    void whatItCannotSayIsSaid() {
        ConfigFile file = loader().config(CONFIG, ownClient(), Machines.SERVER, Menus.odd());
        assertTrue(assertInstanceOf(ConfigFile.Text.class, file).text().contains("# tools: the example knows"));
    }
}
