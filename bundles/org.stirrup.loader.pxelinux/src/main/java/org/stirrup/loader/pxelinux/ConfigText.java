package org.stirrup.loader.pxelinux;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;

/**
 * Writes {@code pxelinux.cfg/default} as a person would: DEFAULT, LABEL, KERNEL, APPEND (syslinux.cfg(5)). Paths have no
 * leading slash: PXELINUX puts the folder it came from before every name.
 */
final class ConfigText {
    /** TIMEOUT counts tenths of a second up to this. */
    private static final long LONGEST_TIMEOUT = 35_996;

    private final Menu menu;
    private final Style style;
    private final boolean atOnce;
    private final StringBuilder text = new StringBuilder();

    /**
     * What is not the menu's to say.
     *
     * @param menuProgram whether menu.c32 is there to show a menu; without it there is a prompt
     * @param localBoot argument of LOCALBOOT
     * @param files where kernels and programs are fetched from
     * @param uefi whether the machine has UEFI firmware
     */
    record Style(boolean menuProgram, String localBoot, Location files, boolean uefi) {}

    private ConfigText(Menu menu, Style style) {
        this.menu = menu;
        this.style = style;
        this.atOnce = isBootable(menu.defaultEntry()) && menu.timeout().equals(Optional.of(Duration.ZERO));
    }

    static String of(Menu menu, String heading, Style style) {
        ConfigText config = new ConfigText(menu, style);
        config.line("# " + heading);
        config.head();
        config.entries(menu.entries(), "");
        return config.text.toString();
    }

    private boolean isBootable(MenuEntry entry) {
        return objectionOfLanguage(entry).isEmpty() && !(entry instanceof MenuEntry.Unavailable);
    }

    private void head() {
        boolean hasDefault = isBootable(menu.defaultEntry());
        if (hasDefault) {
            line("DEFAULT " + menu.defaultId());
        }
        if (atOnce) {
            line("PROMPT 0");
            return;
        }
        if (showsMenu()) {
            line("UI menu.c32");
            line("PROMPT 0");
            line("MENU TITLE " + Syntax.title(menu.title()));
            keysAndLocks();
        } else {
            line("PROMPT 1");
            say();
        }
        // With a default that cannot be booted a person has to choose: nothing else is started in its place.
        timeout().filter(time -> hasDefault).ifPresent(time -> line("TIMEOUT " + time));
    }

    private Optional<Long> timeout() {
        return menu.timeout().map(time -> Math.max(1, Math.min(time.toMillis() / 100, LONGEST_TIMEOUT)));
    }

    private boolean showsMenu() {
        return style.menuProgram() && !atOnce;
    }

    private void keysAndLocks() {
        if (any(menu.entries(), label -> label.hotKey().isPresent())) {
            line("MENU IMMEDIATE");
        }
        if (any(menu.entries(), label -> label.password().isPresent())) {
            // Nobody gets around the menu, to the prompt or by editing what an entry boots.
            line("NOESCAPE 1");
            line("ALLOWOPTIONS 0");
        }
    }

    private boolean any(List<MenuEntry> entries, Predicate<Label> what) {
        return entries.stream()
                .filter(entry -> objection(entry).isEmpty())
                .anyMatch(entry -> what.test(entry.label())
                        || entry instanceof MenuEntry.Submenu submenu && any(submenu.entries(), what));
    }

    /** Why an entry is not written; empty when it is. */
    private Optional<String> objection(MenuEntry entry) {
        if (entry.label().password().isPresent() && !showsMenu()) {
            return Optional.of("it has a password, which only a menu asks for"
                    + (style.menuProgram() ? ", and this one is not shown" : ", and menu.c32 is not installed"));
        }
        if (entry instanceof MenuEntry.Unavailable unavailable && !showsMenu()) {
            return Optional.of(Syntax.title(unavailable.because()));
        }
        return objectionOfLanguage(entry);
    }

    private Optional<String> objectionOfLanguage(MenuEntry entry) {
        return entry instanceof MenuEntry.WindowsPe && style.uefi()
                ? Optional.of("wimboot finds its files on a UEFI machine only when iPXE starts it")
                : Syntax.objection(entry, style.files());
    }

    /** The choices in words, for the prompt. */
    private void say() {
        line("SAY " + Syntax.title(menu.title()));
        say(menu.entries());
        line("SAY Type a name and press Enter.");
    }

    private void say(List<MenuEntry> entries) {
        for (MenuEntry entry : entries) {
            if (objection(entry).isPresent()) {
                continue;
            }
            if (entry instanceof MenuEntry.Submenu submenu) {
                say(submenu.entries());
            } else {
                line("SAY   " + entry.id() + " - " + Syntax.title(entry.title()));
            }
        }
    }

    private void entries(List<MenuEntry> entries, String indent) {
        for (MenuEntry entry : entries) {
            line("");
            Optional<String> objection = objection(entry);
            if (objection.isPresent()) {
                line(indent + "# " + entry.id() + " is left out: " + objection.get());
            } else if (entry instanceof MenuEntry.Submenu submenu) {
                submenu(submenu, indent);
            } else {
                line(indent + "LABEL " + entry.id());
                entry(entry, indent + "  ");
            }
        }
    }

    private void submenu(MenuEntry.Submenu submenu, String indent) {
        if (!showsMenu()) {
            line(indent + "# " + Syntax.title(submenu.title()));
            entries(submenu.entries(), indent);
            return;
        }
        line(indent + "MENU BEGIN " + submenu.id());
        line(indent + "  MENU TITLE " + Syntax.title(submenu.title()));
        if (submenu.label().hotKey().isPresent()) {
            line(indent + "  MENU LABEL " + Syntax.marked(submenu.label()));
        }
        password(submenu, indent + "  ");
        // Nothing boots by itself from here: PXELINUX would take the first entry, and asks for no password then.
        timeout().ifPresent(time -> line(indent + "  TIMEOUT 0"));
        entries(submenu.entries(), indent + "  ");
        line("");
        line(indent + "MENU END");
    }

    private void password(MenuEntry entry, String indent) {
        Syntax.password(entry.label()).ifPresent(hash -> line(indent + "MENU PASSWD " + hash));
    }

    private void entry(MenuEntry entry, String indent) {
        if (entry instanceof MenuEntry.Unavailable unavailable) {
            line(indent + "MENU LABEL " + Syntax.title(entry.title() + " (" + unavailable.because() + ")"));
            line(indent + "MENU DISABLE");
            return;
        }
        line(indent + "MENU LABEL " + Syntax.marked(entry.label()));
        password(entry, indent);
        if (entry instanceof MenuEntry.Linux linux) {
            linux(linux, indent);
        } else if (entry instanceof MenuEntry.WindowsPe windows) {
            line(indent + "COM32 " + style.files().small(Syntax.LINUX_MODULE));
            line(indent + "APPEND " + Syntax.append(windows, style.files()));
        } else if (entry instanceof MenuEntry.Chain chain) {
            line(indent + Syntax.programKeyword(chain.program()) + " "
                    + style.files().small(chain.program()));
        } else {
            line(indent + "LOCALBOOT " + style.localBoot());
        }
    }

    private void linux(MenuEntry.Linux linux, String indent) {
        line(indent + Syntax.kernelKeyword(linux.kernel()) + " " + style.files().large(linux.kernel()));
        String append = Syntax.append(linux, style.files());
        if (!append.isEmpty()) {
            line(indent + "APPEND " + append);
        }
        // BOOTIF=01-mac: the installer uses the card that it was booted from.
        line(indent + "IPAPPEND 2");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
