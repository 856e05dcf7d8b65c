package org.stirrup.loader.ipxe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;

/**
 * Writes the menu as an iPXE script (ipxe.org/scripting). Each entry's label is its way down from the top menu,
 * {@code /tools/memtest}: unique whatever the entries are called.
 */
final class Script {
    /** How long a message stays, and a menu that shows only because its default failed. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private static final String TOP = "menu";

    private final Menu menu;
    private final Style style;
    private final StringBuilder text = new StringBuilder();

    /**
     * What is not the menu's to say.
     *
     * @param heading for the person who reads the script
     * @param withoutAddress whether iPXE runs it before it has an address
     * @param location where kernels and programs are fetched from
     * @param localBoot how a BIOS machine's disk is booted
     */
    record Style(String heading, boolean withoutAddress, Location location, Settings.LocalBoot localBoot) {}

    private Script(Menu menu, Style style) {
        this.menu = menu;
        this.style = style;
    }

    static String of(Menu menu, Style style) {
        Script script = new Script(menu, style);
        script.head();
        script.menu(TOP, "", menu.title(), menu.entries(), Optional.empty());
        script.entries("", TOP, menu.entries());
        script.foot();
        return script.text.toString();
    }

    private void head() {
        line("#!ipxe");
        line("# " + style.heading());
        if (style.withoutAddress()) {
            line("dhcp ||");
        }
        if (canBootDefault() && menu.timeout().equals(Optional.of(Duration.ZERO))) {
            line("goto /" + menu.defaultId());
        }
    }

    /** With a default that cannot be booted a person has to choose: nothing else is started in its place. */
    private boolean canBootDefault() {
        return !(menu.defaultEntry() instanceof MenuEntry.Unavailable)
                && Syntax.objection(menu.defaultEntry()).isEmpty();
    }

    private void menu(String label, String way, String title, List<MenuEntry> entries, Optional<String> back) {
        line("");
        line(":" + label);
        // An iPXE that was built without menus boots the default.
        line("menu " + Syntax.title(title) + " || goto " + (canBootDefault() ? "/" + menu.defaultId() : "failed"));
        for (MenuEntry entry : entries) {
            if (Syntax.objection(entry).isEmpty()) {
                item(way, entry);
            }
        }
        back.ifPresent(above -> line("item " + above + " Back"));
        line("choose " + (back.isPresent() ? "" : unattended()) + "chosen && goto ${chosen} || goto "
                + back.orElse(TOP));
    }

    private void item(String way, MenuEntry entry) {
        String title = Syntax.title(entry.title());
        if (entry instanceof MenuEntry.Unavailable unavailable) {
            line("# " + way + "/" + entry.id() + " cannot be chosen");
            line("item --gap " + Syntax.title(title + " (" + unavailable.because() + ")"));
            return;
        }
        String key = entry.label().hotKey().map(it -> "--key " + it + " ").orElse("");
        String more = entry instanceof MenuEntry.Submenu ? " ..." : "";
        line("item " + key + way + "/" + entry.id() + " " + title + more);
    }

    private String unattended() {
        if (!canBootDefault()) {
            return "";
        }
        String timeout = menu.timeout()
                .map(time -> time.isZero() ? AFTER_FAILURE : time)
                .map(time -> "--timeout " + Math.max(1, time.toMillis()) + " ")
                .orElse("");
        return timeout + "--default /" + menu.defaultId() + " ";
    }

    private void entries(String way, String above, List<MenuEntry> entries) {
        for (MenuEntry entry : entries) {
            String label = way + "/" + entry.id();
            Optional<String> objection = Syntax.objection(entry);
            if (objection.isPresent()) {
                line("");
                line("# " + label + " is left out: " + objection.get());
            } else if (entry instanceof MenuEntry.Submenu submenu) {
                menu(label, label, submenu.title(), submenu.entries(), Optional.of(above));
                entries(label, label, submenu.entries());
            } else if (!(entry instanceof MenuEntry.Unavailable)) {
                line("");
                line(":" + label);
                body(entry);
            }
        }
    }

    private void body(MenuEntry entry) {
        if (entry instanceof MenuEntry.Linux linux) {
            line("imgfree");
            line("kernel " + style.location().of(linux.kernel()) + " " + Syntax.commandLine(linux) + " || goto failed");
            for (int i = 0; i < linux.initrds().size(); i++) {
                line("initrd --name " + Syntax.initrdNames(linux).get(i) + " "
                        + style.location().of(linux.initrds().get(i)) + " || goto failed");
            }
            line("boot || goto failed");
        } else if (entry instanceof MenuEntry.WindowsPe windows) {
            windows(windows);
        } else if (entry instanceof MenuEntry.Chain chain) {
            line("imgfree");
            line("chain " + style.location().of(chain.program()) + " || goto failed");
            line("goto " + TOP);
        } else {
            // UEFI firmware stops at its own menu after a program that ended well, and goes on after one that did not.
            line("iseq ${platform} pcbios || exit 1");
            if (style.localBoot() == Settings.LocalBoot.SANBOOT) {
                line("sanboot --no-describe --drive 0x80 || goto failed");
            } else {
                line("exit 0");
            }
        }
    }

    /** The name stands twice: UEFI programs see the image's, on BIOS machines iPXE makes an archive of the other. */
    private void windows(MenuEntry.WindowsPe windows) {
        line("imgfree");
        line("kernel " + style.location().of(windows.program()) + " || goto failed");
        for (MenuEntry.WindowsPe.NamedFile each : windows.contents()) {
            line("initrd --name " + each.name() + " " + style.location().of(each.file()) + " " + each.name()
                    + " || goto failed");
        }
        line("boot || goto failed");
    }

    private void foot() {
        line("");
        line(":failed");
        line("prompt --timeout " + AFTER_FAILURE.toMillis() / 3 + " That failed. Press a key for the menu ||");
        line("goto " + TOP);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
