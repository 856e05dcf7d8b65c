package org.stirrup.loader.grub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.testkit.boot.Choice;
import org.stirrup.testkit.boot.Menus;

/** Reads the braces as GRUB does: it has the choices of every loader. */
class ChoicesTest {
    private static final Pattern ENTRY = Pattern.compile(
            " *(?:menuentry|submenu) '([^']*)' --id (\\S+)(?: --hotkey=(.))?(?: --users (\\S+)| --unrestricted) \\{");

    @Test
    void theMenuHasEveryChoice() {
        String text = text(Menus.everything());
        assertEquals(
                Map.of(
                        "windows", "wimboot finds its files on a UEFI machine only when iPXE starts it",
                        "other", "'other.0' is no UEFI program (its name does not end in .efi)",
                        "bios-only", "its password has no hash that GRUB checks (grub.pbkdf2.sha512)"),
                leftOut(text));
        assertEquals(
                Choice.of(Menus.everything(), leftOut(text).keySet()),
                choices(text).stream().map(ChoicesTest::known).toList());
    }

    /** Without an entry that has a password nothing is locked. */
    @Test
    void whoHasAPasswordIsKnownByItBeforeTheMenu() {
        List<String> lines = text(Menus.everything()).lines().toList();
        String hash = Menus.PASSWORD.hashes().get(1);
        assertEquals(
                List.of(
                        "set superusers='(nobody)'",
                        "export superusers",
                        "password_pbkdf2 admin " + hash,
                        "password_pbkdf2 locked " + hash),
                lines.subList(4, 8));
        assertEquals(false, text(Menus.odd()).contains("restricted"));
    }

    @Test
    void aKeyOfGrubsOwnMenuIsLeftOut() {
        Label label = new Label("x", "X", Optional.of('e'), Optional.empty(), Label.Start.BY_HAND);
        Menu menu = new Menu("m", List.of(new MenuEntry.LocalDisk(label)), "x", Optional.empty());
        String text = text(menu);
        assertEquals(
                true,
                text.contains("# The hot key e is left out: GRUB's own menu uses it\nmenuentry 'X' --id x {"),
                text);
    }

    private static String text(Menu menu) {
        return ConfigText.of(menu, "h", new ConfigText.Style(Optional.empty(), LocalBoot.exit(), false));
    }

    /** What the file says of each entry that it does not have. */
    private static Map<String, String> leftOut(String text) {
        return Pattern.compile("(?m)^ *# (?:/\\S*/|/)?(\\S+) is left out: (.*)$")
                .matcher(text)
                .results()
                .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
    }

    private static List<Choice> choices(String text) {
        List<Choice> choices = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        for (String line : text.lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                String way = open.isEmpty() ? "" : open.peek();
                open.push(way + "/" + entry.group(2));
                choices.add(new Choice(
                        open.peek(),
                        entry.group(1).replace(" (user name: " + entry.group(4) + ")", ""),
                        Optional.ofNullable(entry.group(3)).map(key -> key.charAt(0)),
                        entry.group(4) != null,
                        true));
            } else if (line.strip().equals("}")) {
                open.pop();
            }
        }
        return choices;
    }

    /** GRUB has no grey entries: choosing one says why it cannot be booted. */
    private static Choice known(Choice it) {
        return it.title().contains("no such file")
                ? new Choice(it.way(), it.title(), it.hotKey(), it.password(), false)
                : it;
    }
}
