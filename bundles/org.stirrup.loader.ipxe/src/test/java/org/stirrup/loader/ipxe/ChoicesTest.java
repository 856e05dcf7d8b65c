package org.stirrup.loader.ipxe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stirrup.testkit.boot.Choice;
import org.stirrup.testkit.boot.Machines;
import org.stirrup.testkit.boot.Menus;

/** Follows the script's labels from menu to menu: it has the choices of every loader. */
class ChoicesTest {
    private static final Pattern ITEM = Pattern.compile("item (?:--key (.) )?(/\\S+) (.*?)( \\.\\.\\.)?");
    private static final Pattern GAP = Pattern.compile("item --gap (.*)");
    private static final Pattern NAME = Pattern.compile("# (/\\S+) cannot be chosen");

    @Test
    void theMenuHasEveryChoiceThatNeedsNoPassword() {
        String text = Script.of(
                Menus.everything(),
                new Script.Style("h", false, Location.of(Machines.SERVER).orElseThrow(), Settings.LocalBoot.EXIT));
        String because = "it has a password, and iPXE cannot check a hash";
        assertEquals(Map.of("locked", because, "admin", because, "bios-only", because), leftOut(text));
        assertEquals(Choice.of(Menus.everything(), leftOut(text).keySet()), choices(text, "menu"));
    }

    /** What the file says of each entry that it does not have. */
    private static Map<String, String> leftOut(String text) {
        return Pattern.compile("(?m)^ *# (?:/\\S*/|/)?(\\S+) is left out: (.*)$")
                .matcher(text)
                .results()
                .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
    }

    private static List<Choice> choices(String text, String label) {
        List<Choice> choices = new ArrayList<>();
        List<String> lines = text.lines().toList();
        String name = "";
        for (String line : lines.subList(lines.indexOf(":" + label) + 1, lines.size())) {
            Matcher item = ITEM.matcher(line);
            Matcher gap = GAP.matcher(line);
            Matcher named = NAME.matcher(line);
            if (line.startsWith("choose ")) {
                break;
            } else if (named.matches()) {
                name = named.group(1);
            } else if (gap.matches()) {
                choices.add(new Choice(name, gap.group(1), Optional.empty(), false, false));
            } else if (item.matches() && !item.group(3).equals("Back")) {
                Optional<Character> key = Optional.ofNullable(item.group(1)).map(it -> it.charAt(0));
                choices.add(new Choice(item.group(2), item.group(3), key, false, true));
                if (item.group(4) != null) {
                    choices.addAll(choices(text, item.group(2)));
                }
            }
        }
        return choices;
    }
}
