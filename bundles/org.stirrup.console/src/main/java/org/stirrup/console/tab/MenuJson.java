package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import java.util.List;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;

/** A boot menu as the page's script reads it. Passwords are not in it, only that there is one. */
final class MenuJson {
    private MenuJson() {}

    static void write(Menu menu, JsonGenerator json) {
        json.writeStartObject("menu").write("title", menu.title()).write("default", menu.defaultId());
        menu.timeout().ifPresent(timeout -> json.write("timeout", timeout.toMillis()));
        entries(menu.entries(), json);
        json.writeEnd();
    }

    private static void entries(List<MenuEntry> entries, JsonGenerator json) {
        json.writeStartArray("entries");
        for (MenuEntry entry : entries) {
            json.writeStartObject()
                    .write("id", entry.id())
                    .write("title", entry.title())
                    .write("key", entry.label().hotKey().map(String::valueOf).orElse(""))
                    .write("password", entry.label().password().isPresent());
            what(entry, json);
            json.writeEnd();
        }
        json.writeEnd();
    }

    private static void what(MenuEntry entry, JsonGenerator json) {
        if (entry instanceof MenuEntry.Linux linux) {
            json.write("kind", "linux").write("kernel", linux.kernel().text()).writeStartArray("initrds");
            linux.initrds().stream().map(ResourcePath::text).forEach(json::write);
            json.writeEnd().write("arguments", String.join(" ", linux.arguments()));
        } else if (entry instanceof MenuEntry.Chain chain) {
            json.write("kind", "chain").write("kernel", chain.program().text());
        } else if (entry instanceof MenuEntry.WindowsPe windows) {
            json.write("kind", "windows")
                    .write("kernel", windows.program().text())
                    .writeStartArray("initrds");
            windows.contents()
                    .forEach(
                            each -> json.write(each.name() + " = " + each.file().text()));
            json.writeEnd();
        } else if (entry instanceof MenuEntry.Submenu submenu) {
            json.write("kind", "submenu");
            entries(submenu.entries(), json);
        } else if (entry instanceof MenuEntry.Unavailable not) {
            json.write("kind", "unavailable").write("because", not.because());
        } else {
            json.write("kind", "disk");
        }
    }
}
