package org.stirrup.loader.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/**
 * A whole boot loader plugin. It starts machines whose firmware calls itself "StirrupExample..." (option 60), which is
 * nobody's, so it is safe to leave installed. Copy this class, change the three answers, drop the jar into deploy/.
 */
// This line makes it a plugin: a BootLoader service, found while the appliance runs. Give it
// property = "service.ranking:Integer=10" to be asked before other loaders that claim the same clients.
@Component
public final class ExampleLoader implements BootLoader {
    // Paths in the content tree. A folder of your own keeps them apart from other loaders' files.
    private static final ResourcePath PROGRAM = ResourcePath.of("example/hello.bin");
    private static final ResourcePath CONFIG = ResourcePath.of("example/hello.cfg");

    // The program is small and never changes, so it is read once. Bytes given out stay valid when the plugin goes.
    private final Resource program = load("/example/hello.bin");

    /** What the journal and the console call it. */
    @Override
    public String name() {
        return "example";
    }

    /**
     * Question 1, for every packet of a boot: is this machine yours? Decide by what it said of itself (architecture,
     * stage, vendor class). A "no" says why: a person reads it when no loader says yes.
     */
    @Override
    public Offer offer(BootClient client, BootServer server) {
        boolean mine = client.vendorClass().orElse("").startsWith("StirrupExample");
        return mine
                ? new Offer.BootFile(PROGRAM.text())
                : new Offer.NotMine("its vendor class does not start with StirrupExample");
    }

    /** Question 2: a file is asked for by TFTP, FTP or HTTP. Is it one of your programs? */
    @Override
    public Optional<Resource> program(ResourcePath path) {
        return path.equals(PROGRAM) ? Optional.of(program) : Optional.empty();
    }

    /**
     * Question 3: is it your configuration file? Then write the menu as your program reads it, for this machine. The
     * menu is decided already (images, policy, "installed: boot the disk"); you only spell it.
     */
    @Override
    public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
        if (!path.equals(CONFIG)) {
            return new ConfigFile.NotMine();
        }
        StringBuilder text = new StringBuilder("# for " + client.mac() + "\n");
        text.append("default ").append(menu.defaultId()).append('\n');
        for (MenuEntry entry : menu.entries()) {
            text.append(line(entry)).append('\n');
        }
        return new ConfigFile.Text(text.toString());
    }

    // Entries are a closed set of kinds. Write those you can; of the rest say that you cannot, never drop them
    // silently.
    private static String line(MenuEntry entry) {
        if (entry.label().password().isPresent()) {
            return "# " + entry.id() + ": the example cannot check its password";
        }
        if (entry instanceof MenuEntry.Linux linux) {
            return "linux " + linux.id() + " " + linux.kernel() + " " + String.join(" ", linux.arguments());
        }
        if (entry instanceof MenuEntry.LocalDisk) {
            return "disk " + entry.id();
        }
        return "# " + entry.id() + ": the example knows kernels and the local disk only";
    }

    private static Resource load(String name) {
        try (InputStream in = ExampleLoader.class.getResourceAsStream(name)) {
            return Resource.of(in.readAllBytes(), Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
