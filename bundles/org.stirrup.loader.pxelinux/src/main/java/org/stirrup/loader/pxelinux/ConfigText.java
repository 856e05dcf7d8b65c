package org.stirrup.loader.pxelinux;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;

/**
 * Writes {@code pxelinux.cfg/default} as a person would: DEFAULT, LABEL, KERNEL, APPEND (syslinux.cfg(5)). Paths have no
 * leading slash: PXELINUX puts the folder it came from before every name, and that is the root.
 */
final class ConfigText {
    /** TIMEOUT counts tenths of a second up to this. */
    private static final long LONGEST_TIMEOUT = 35_996;

    private final Style style;
    private final StringBuilder text = new StringBuilder();

    /**
     * What is not the menu's to say.
     *
     * @param menuProgram whether menu.c32 is there to show a menu; without it there is a prompt
     * @param localBoot argument of LOCALBOOT
     */
    record Style(boolean menuProgram, String localBoot) {}

    private ConfigText(Style style) {
        this.style = style;
    }

    static String of(Menu menu, String heading, Style style) {
        ConfigText config = new ConfigText(style);
        config.line("# " + heading);
        config.head(menu);
        config.entries(menu.entries(), "");
        return config.text.toString();
    }

    private void head(Menu menu) {
        Optional<String> objection = Syntax.objection(menu.defaultEntry());
        boolean atOnce = objection.isEmpty() && menu.timeout().equals(Optional.of(Duration.ZERO));
        // With a default that cannot be booted a person has to choose: nothing else is started in its place.
        Optional<Duration> timeout = objection.isEmpty() ? menu.timeout() : Optional.empty();
        if (objection.isEmpty()) {
            line("DEFAULT " + menu.defaultId());
        }
        if (atOnce) {
            line("PROMPT 0");
            return;
        }
        if (style.menuProgram()) {
            line("UI menu.c32");
            line("PROMPT 0");
            line("MENU TITLE " + Syntax.title(menu.title()));
        } else {
            line("PROMPT 1");
            say(menu);
        }
        timeout.ifPresent(time -> line("TIMEOUT " + Math.max(1, Math.min(time.toMillis() / 100, LONGEST_TIMEOUT))));
    }

    /** The choices in words, for the prompt. */
    private void say(Menu menu) {
        line("SAY " + Syntax.title(menu.title()));
        say(menu.entries());
        line("SAY Type a name and press Enter.");
    }

    private void say(List<MenuEntry> entries) {
        for (MenuEntry entry : entries) {
            if (entry instanceof MenuEntry.Submenu submenu) {
                say(submenu.entries());
            } else if (Syntax.objection(entry).isEmpty()) {
                line("SAY   " + entry.id() + " - " + Syntax.title(entry.title()));
            }
        }
    }

    private void entries(List<MenuEntry> entries, String indent) {
        for (MenuEntry entry : entries) {
            line("");
            Optional<String> objection = Syntax.objection(entry);
            if (objection.isPresent()) {
                line(indent + "# " + entry.id() + " is left out: " + objection.get());
            } else if (entry instanceof MenuEntry.Submenu submenu) {
                submenu(submenu, indent);
            } else {
                line(indent + "LABEL " + entry.id());
                line(indent + "  MENU LABEL " + Syntax.title(entry.title()));
                body(entry, indent + "  ");
            }
        }
    }

    private void submenu(MenuEntry.Submenu submenu, String indent) {
        if (!style.menuProgram()) {
            line(indent + "# " + Syntax.title(submenu.title()));
            entries(submenu.entries(), indent);
            return;
        }
        line(indent + "MENU BEGIN " + submenu.id());
        line(indent + "  MENU TITLE " + Syntax.title(submenu.title()));
        entries(submenu.entries(), indent + "  ");
        line("");
        line(indent + "MENU END");
    }

    private void body(MenuEntry entry, String indent) {
        if (entry instanceof MenuEntry.Linux linux) {
            line(indent + Syntax.kernelKeyword(linux.kernel()) + " "
                    + linux.kernel().text());
            String append = Syntax.append(linux);
            if (!append.isEmpty()) {
                line(indent + "APPEND " + append);
            }
            // BOOTIF=01-mac: the installer uses the card that it was booted from.
            line(indent + "IPAPPEND 2");
        } else if (entry instanceof MenuEntry.Chain chain) {
            line(indent + Syntax.programKeyword(chain.program()) + " "
                    + chain.program().text());
        } else {
            line(indent + "LOCALBOOT " + style.localBoot());
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
