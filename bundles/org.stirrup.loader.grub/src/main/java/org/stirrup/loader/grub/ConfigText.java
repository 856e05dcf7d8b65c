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
    private final Style style;
    private final StringBuilder text = new StringBuilder();

    /**
     * What is not the menu's to say.
     *
     * @param machine BOOTIF's value, {@code 01-52-54-00-77-00-10}; empty when it is not known who asks
     * @param disk how the disk is started
     */
    record Style(Optional<String> machine, LocalBoot disk) {}

    private ConfigText(Style style) {
        this.style = style;
    }

    static String of(Menu menu, String heading, Style style) {
        ConfigText config = new ConfigText(style);
        config.line("# " + heading);
        config.line("# " + menu.title().replaceAll("\\p{C}", " "));
        config.head(menu);
        config.entries(menu.entries(), "");
        return config.text.toString();
    }

    private void head(Menu menu) {
        Optional<String> objection = Syntax.objection(menu.defaultEntry());
        if (objection.isEmpty()) {
            // By its place: an id that begins with a digit would be taken for one.
            line("set default=" + place(menu));
        }
        // With a default that cannot be booted a person has to choose: nothing else is started in its place.
        line("set timeout="
                + menu.timeout()
                        .filter(time -> objection.isEmpty())
                        .map(ConfigText::seconds)
                        .orElse(-1L));
    }

    private static long place(Menu menu) {
        return menu.entries().stream()
                .takeWhile(entry -> !entry.id().equals(menu.defaultId()))
                .filter(entry -> Syntax.objection(entry).isEmpty())
                .count();
    }

    private static long seconds(Duration time) {
        return time.plusMillis(999).toSeconds();
    }

    private void entries(List<MenuEntry> entries, String indent) {
        for (MenuEntry entry : entries) {
            line("");
            Optional<String> objection = Syntax.objection(entry);
            if (objection.isPresent()) {
                line(indent + "# " + entry.id() + " is left out: " + objection.get());
                continue;
            }
            String command = entry instanceof MenuEntry.Submenu ? "submenu" : "menuentry";
            line(indent + command + " " + Syntax.title(entry.title()) + " --id " + entry.id() + " {");
            body(entry, indent + "  ");
            line(indent + "}");
        }
    }

    private void body(MenuEntry entry, String indent) {
        if (entry instanceof MenuEntry.Linux linux) {
            linux(linux, indent);
        } else if (entry instanceof MenuEntry.Chain chain) {
            line(indent + "chainloader " + from(chain.program()));
        } else if (entry instanceof MenuEntry.Submenu submenu) {
            submenu(submenu, indent);
        } else {
            style.disk().lines().forEach(line -> line(indent + line));
        }
    }

    /** GRUB wants something between the braces. */
    private void submenu(MenuEntry.Submenu submenu, String indent) {
        if (submenu.entries().stream().allMatch(entry -> Syntax.objection(entry).isPresent())) {
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

    /** Without a device: from the server that GRUB itself came from, by TFTP. A signed GRUB has no HTTP built in. */
    private static String from(ResourcePath path) {
        return Syntax.word("/" + path.text());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
