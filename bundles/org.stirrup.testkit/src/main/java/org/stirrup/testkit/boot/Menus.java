package org.stirrup.testkit.boot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;

/** Menus from the plain one to the odd. */
public final class Menus {
    public static final MenuEntry.LocalDisk LOCAL = new MenuEntry.LocalDisk("local", "Boot from the local disk");

    private Menus() {}

    /** An installer in the CentOS 7 layout. */
    public static MenuEntry.Linux centos() {
        ResourcePath boot = ResourcePath.of("pub/CentOS-7/images/pxeboot");
        return new MenuEntry.Linux(
                "CentOS-7",
                "CentOS 7 x86_64",
                boot.resolve("vmlinuz"),
                List.of(boot.resolve("initrd.img")),
                List.of("repo=ftp://192.168.77.1/pub/CentOS-7"));
    }

    /** The installer at once, as the hand-made server's file has it. */
    public static Menu installAtOnce() {
        return new Menu("Network boot", List.of(centos(), LOCAL), "CentOS-7", Optional.of(Duration.ZERO));
    }

    /** The menu for 30 seconds, then the local disk. */
    public static Menu choice() {
        return new Menu("Network boot", List.of(centos(), LOCAL), "local", Optional.of(Duration.ofSeconds(30)));
    }

    /** Every kind of entry, two levels, awkward names; waits for ever. */
    public static Menu odd() {
        MenuEntry tools = new MenuEntry.Submenu(
                "tools",
                "Tools & more",
                List.of(
                        new MenuEntry.Chain("memtest", "Memory test", ResourcePath.of("tools/memtest.0")),
                        new MenuEntry.Submenu("empty", "Nothing in here", List.of()),
                        new MenuEntry.Linux(
                                "rescue",
                                "Rescue\nLABEL evil\n  KERNEL evil",
                                ResourcePath.of("tools/rescue image/vmlinuz"),
                                List.of(),
                                List.of("a=\"b c\"", "d=#e"))));
        MenuEntry many = new MenuEntry.Linux(
                "two-initrds",
                "Größe ^x \u202e",
                ResourcePath.of("pub/x/vmlinuz-6.0"),
                List.of(ResourcePath.of("pub/x/a.img"), ResourcePath.of("pub/x/b.img")),
                List.of("x".repeat(5_000)));
        return new Menu("Odd\u0007 menu", List.of(tools, many, LOCAL), "local", Optional.empty());
    }

    public static List<Menu> all() {
        return List.of(installAtOnce(), choice(), odd());
    }
}
