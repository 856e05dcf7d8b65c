package org.stirrup.loader.grub;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;

/** Writes {@code grub.cfg} as a person would: menuentry, submenu, linux, initrd. */
final class ConfigText {
    private static final String NOBODY = "(nobody)";

    private final Style style;
    private final boolean locks;
    private final StringBuilder text = new StringBuilder();

    /**
     * What is not the menu's to say.
     *
     * @param machine BOOTIF's value, {@code 01-52-54-00-77-00-10}; empty when it is not known who asks
     * @param disk how the disk is started
     * @param bios whether the machine has a BIOS
     */
    record Style(Optional<String> machine, LocalBoot disk, boolean bios) {}

    private ConfigText(Menu menu, Style style) {
        this.style = style;
        this.locks = locked(menu.entries()).findAny().isPresent();
    }

    static String of(Menu menu, String heading, Style style) {
        ConfigText config = new ConfigText(menu, style);
        config.line("# " + heading);
        config.line("# " + menu.title().replaceAll("\\p{C}", " "));
        config.head(menu);
        config.entries(menu.entries(), "");
        return config.text.toString();
    }

    private void head(Menu menu) {
        boolean hasDefault =
                objection(menu.defaultEntry()).isEmpty() && !(menu.defaultEntry() instanceof MenuEntry.Unavailable);
        if (hasDefault) {
            // By its place: an id that begins with a digit would be taken for one.
            line("set default=" + place(menu));
        }
        // With a default that cannot be booted a person has to choose: nothing else is started in its place.
        line("set timeout="
                + menu.timeout()
                        .filter(time -> hasDefault)
                        .map(ConfigText::seconds)
                        .orElse(-1L));
        List<MenuEntry> locked = locked(menu.entries()).toList();
        if (!locked.isEmpty()) {
            // A name that no entry has, and without a password: nobody edits entries or gets GRUB's command line.
            line("set superusers='" + NOBODY + "'");
            line("export superusers");
        }
        for (MenuEntry entry : locked) {
            line("password_pbkdf2 " + entry.id() + " "
                    + Syntax.password(entry.label()).orElseThrow());
        }
    }

    private Stream<MenuEntry> locked(List<MenuEntry> entries) {
        return entries.stream()
                .filter(entry -> objection(entry).isEmpty())
                .flatMap(entry -> Stream.concat(
                        Stream.of(entry).filter(it -> it.label().password().isPresent()),
                        entry instanceof MenuEntry.Submenu submenu ? locked(submenu.entries()) : Stream.empty()));
    }

    private Optional<String> objection(MenuEntry entry) {
        return entry instanceof MenuEntry.WindowsPe && !style.bios()
                ? Optional.of("wimboot finds its files on a UEFI machine only when iPXE starts it")
                : Syntax.objection(entry);
    }

    private long place(Menu menu) {
        return menu.entries().stream()
                .takeWhile(entry -> !entry.id().equals(menu.defaultId()))
                .filter(entry -> objection(entry).isEmpty())
                .count();
    }

    private static long seconds(Duration time) {
        return time.plusMillis(999).toSeconds();
    }

    private void entries(List<MenuEntry> entries, String indent) {
        for (MenuEntry entry : entries) {
            line("");
            Optional<String> objection = objection(entry);
            if (objection.isPresent()) {
                line(indent + "# " + entry.id() + " is left out: " + objection.get());
                continue;
            }
            if (entry.label().hotKey().isPresent()
                    && Syntax.hotKey(entry.label()).isEmpty()) {
                line(indent + "# The hot key " + entry.label().hotKey().get()
                        + " is left out: GRUB's own menu uses it");
            }
            String command = entry instanceof MenuEntry.Submenu ? "submenu" : "menuentry";
            line(indent + command + " " + Syntax.title(title(entry)) + " --id " + entry.id() + hotKey(entry)
                    + access(entry) + " {");
            body(entry, indent + "  ");
            line(indent + "}");
        }
    }

    /** GRUB asks for a name before the password: it is told where it is needed. */
    private static String title(MenuEntry entry) {
        if (entry instanceof MenuEntry.Unavailable unavailable) {
            return entry.title() + " (" + unavailable.because() + ")";
        }
        return entry.title() + (entry.label().password().isPresent() ? " (user name: " + entry.id() + ")" : "");
    }

    private static String hotKey(MenuEntry entry) {
        return Syntax.hotKey(entry.label())
                .filter(key -> !(entry instanceof MenuEntry.Unavailable))
                .map(key -> " --hotkey=" + key)
                .orElse("");
    }

    /** As soon as one entry has a password, all others need to be opened to everybody. */
    private String access(MenuEntry entry) {
        if (entry.label().password().isPresent()) {
            return " --users " + entry.id();
        }
        return locks ? " --unrestricted" : "";
    }

    private void body(MenuEntry entry, String indent) {
        if (entry instanceof MenuEntry.Linux linux) {
            linux(linux, indent);
        } else if (entry instanceof MenuEntry.WindowsPe windows) {
            windows(windows, indent);
        } else if (entry instanceof MenuEntry.Chain chain) {
            line(indent + "chainloader " + from(chain.program()));
        } else if (entry instanceof MenuEntry.Submenu submenu) {
            submenu(submenu, indent);
        } else if (entry instanceof MenuEntry.Unavailable unavailable) {
            // GRUB has no grey entries: this one says why and goes back to the menu.
            line(indent + "echo " + Syntax.title(unavailable.because()));
            line(indent + "sleep --interruptible 10");
        } else {
            style.disk().lines().forEach(line -> line(indent + line));
        }
    }

    /** GRUB wants something between the braces. */
    private void submenu(MenuEntry.Submenu submenu, String indent) {
        if (submenu.entries().stream().allMatch(entry -> objection(entry).isPresent())) {
            line(indent + "true");
        }
        entries(submenu.entries(), indent);
    }

    private void linux(MenuEntry.Linux linux, String indent) {
        // BOOTIF=01-mac: the installer uses the card that it was booted from.
        Stream<String> arguments = Stream.concat(
                linux.arguments().stream().map(Syntax::argument),
                style.machine().stream().map(machine -> "BOOTIF=" + machine));
        line(indent
                + Stream.concat(Stream.of("linux", from(linux.kernel())), arguments)
                        .collect(Collectors.joining(" ")));
        if (!linux.initrds().isEmpty()) {
            line(indent + "initrd "
                    + linux.initrds().stream().map(ConfigText::from).collect(Collectors.joining(" ")));
        }
    }

    /** GRUB makes an archive of each file with that name in it (GRUB manual, "initrd": newc). */
    private void windows(MenuEntry.WindowsPe windows, String indent) {
        line(indent + "linux16 " + from(windows.program()));
        line(indent + "initrd16 "
                + windows.contents().stream()
                        .map(each -> Syntax.word(
                                "newc:" + each.name() + ":/" + each.file().text()))
                        .collect(Collectors.joining(" ")));
    }

    /** Without a device: from the server that GRUB itself came from, by TFTP. A signed GRUB has no HTTP built in. */
    private static String from(ResourcePath path) {
        return Syntax.word("/" + path.text());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
