package org.stirrup.testkit.boot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.PasswordHashes;
import org.stirrup.api.content.ResourcePath;

/** Menus from the plain one to the odd. */
public final class Menus {
    public static final MenuEntry.LocalDisk LOCAL = new MenuEntry.LocalDisk("local", "Boot from the local disk");

    /** "stirrup" in both forms. */
    public static final PasswordHashes PASSWORD = new PasswordHashes(
            List.of(
                    "$6$StirrupStirrup$QLnoUVxOz/Bd3zETP/vP0Bp8eyx/4IgknrlTA8h7sl.ZOOMHk31PoTJxXaIfNBnpqKabfBzbcmBmO0D/yUnJZ/",
                    "grub.pbkdf2.sha512.1000.000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F.39763F"
                            + "43F81C7BBBD90177043FFD8C906BB7B3300CAABF3D8662FF5F31EC1EC30B2DAB2BBE2152AEFF6B0302241A077B0C8C5A8AAC90EDC2D61DB5CFF4737FCC"));

    /** A kernel that boots for whom knows the password. */
    public static final MenuEntry.Linux LOCKED = new MenuEntry.Linux(
            locked("locked", "Wipe the disk", PASSWORD), ResourcePath.of("tools/wipe"), List.of(), List.of());

    /** Has a hash for {@code MENU PASSWD} and none for GRUB. */
    private static final PasswordHashes ONLY_CRYPT =
            new PasswordHashes(PASSWORD.hash(PasswordHashes.Form.CRYPT).stream().toList());

    private Menus() {}

    /**
     * Every kind of entry with everything that an entry can have, three levels deep; the disk after 30 seconds. What a
     * loader cannot say of it, it says.
     */
    public static Menu everything() {
        MenuEntry.Linux installer = centos();
        MenuEntry rescue = new MenuEntry.Linux(
                keyed("CentOS-7-rescue", "Rescue with CentOS 7 x86_64", 'r'),
                installer.kernel(),
                installer.initrds(),
                List.of("inst.rescue", "repo=ftp://192.168.77.1/pub/CentOS-7"));
        MenuEntry memtest = new MenuEntry.Linux(
                keyed("memtest", "Memory test", '5'), ResourcePath.of("memtest/memtest.bin"), List.of(), List.of());
        MenuEntry deeper = new MenuEntry.Submenu(keyed("deeper", "Deeper", 'd'), List.of(LOCKED, rescue));
        MenuEntry admin = new MenuEntry.Submenu(
                locked("admin", "For administrators", PASSWORD).withoutHotKey(),
                List.of(new MenuEntry.Chain("shell", "UEFI shell", ResourcePath.of("tools/shell.efi"))));
        MenuEntry bios = new MenuEntry.Linux(
                locked("bios-only", "Firmware update", ONLY_CRYPT).withoutHotKey(),
                ResourcePath.of("tools/update"),
                List.of(),
                List.of());
        ResourcePath disc = ResourcePath.of("pub/Windows");
        MenuEntry windows = new MenuEntry.WindowsPe(
                keyed("windows", "Windows", 'x'),
                ResourcePath.of("wimboot"),
                List.of(
                        new MenuEntry.WindowsPe.NamedFile("BCD", disc.resolve("boot/bcd")),
                        new MenuEntry.WindowsPe.NamedFile("boot.wim", disc.resolve("sources/boot.wim"))));
        MenuEntry gone =
                new MenuEntry.Unavailable(keyed("gone", "Another installer", 'g'), "pub/x/vmlinuz: no such file");
        return new Menu(
                "Network boot",
                List.of(
                        installer.with(keyed(installer.id(), installer.title(), 'o')),
                        new MenuEntry.Chain("other", "Another server", ResourcePath.of("other.0")),
                        windows,
                        gone,
                        LOCAL,
                        bios,
                        admin,
                        new MenuEntry.Submenu(keyed("tools", "Tools", 't'), List.of(memtest, deeper))),
                "local",
                Optional.of(Duration.ofSeconds(30)));
    }

    private static Label keyed(String id, String title, char key) {
        return new Label(id, title, Optional.of(key), Optional.empty(), Label.Start.BY_HAND);
    }

    private static Label locked(String id, String title, PasswordHashes password) {
        return new Label(id, title, Optional.of('w'), Optional.of(password), Label.Start.BY_HAND);
    }

    /** One entry with a password. */
    public static Menu locked() {
        return new Menu("Network boot", List.of(LOCKED, LOCAL), "local", Optional.empty());
    }

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
        return List.of(installAtOnce(), choice(), odd(), locked(), everything());
    }
}
