package org.stirrup.loader.pxelinux;

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
import org.stirrup.testkit.boot.Choice;
import org.stirrup.testkit.boot.Menus;

/** Reads the menu as menu.c32 does: it has the choices of every loader. */
class ChoicesTest {
    private static final Pattern LINE =
            Pattern.compile(" *(MENU BEGIN|MENU END|MENU TITLE|MENU LABEL|MENU PASSWD|MENU DISABLE|LABEL)(?: (.*))?");

    @Test
    void theMenuHasEveryChoice() {
        String text = ConfigText.of(Menus.everything(), "h", new ConfigText.Style(true, "-1", Location.TFTP, false));
        assertEquals(Map.of(), leftOut(text));
        assertEquals(Choice.of(Menus.everything(), leftOut(text).keySet()), choices(text));
    }

    /** At the prompt and where nothing is shown nobody asks for a password, and what cannot be booted is not named. */
    @Test
    void withoutTheMenuWhatHasAPasswordIsLeftOutWithTheReason() {
        String text = ConfigText.of(Menus.everything(), "h", new ConfigText.Style(false, "-1", Location.TFTP, false));
        String because = "it has a password, which only a menu asks for, and menu.c32 is not installed";
        assertEquals(
                Map.of(
                        "locked", because,
                        "admin", because,
                        "bios-only", because,
                        "gone", "pub/x/vmlinuz: no such file"),
                leftOut(text));
        assertEquals(
                List.of("CentOS-7", "other", "windows", "local", "memtest", "CentOS-7-rescue"),
                choices(text).stream().map(choice -> choice.way().substring(1)).toList());
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
        Deque<Integer> menus = new ArrayDeque<>();
        for (Matcher line :
                text.lines().map(LINE::matcher).filter(Matcher::matches).toList()) {
            int last = choices.size() - 1;
            switch (line.group(1)) {
                case "MENU BEGIN" -> {
                    choices.add(choice(choices, menus, line.group(2)));
                    menus.push(last + 1);
                }
                case "MENU END" -> menus.pop();
                case "LABEL" -> choices.add(choice(choices, menus, line.group(2)));
                case "MENU TITLE", "MENU LABEL" -> {
                    if (last >= 0) {
                        choices.set(last, titled(choices.get(last), line.group(2)));
                    }
                }
                case "MENU PASSWD" -> {
                    Choice it = choices.get(last);
                    choices.set(last, new Choice(it.way(), it.title(), it.hotKey(), true, it.open()));
                }
                default -> {
                    Choice it = choices.get(last);
                    choices.set(last, new Choice(it.way(), it.title(), it.hotKey(), it.password(), false));
                }
            }
        }
        return choices;
    }

    private static Choice choice(List<Choice> choices, Deque<Integer> menus, String id) {
        String above = menus.isEmpty() ? "" : choices.get(menus.peek()).way();
        return new Choice(above + "/" + id, "", Optional.empty(), false, true);
    }

    private static Choice titled(Choice it, String written) {
        int mark = written.indexOf('^');
        Optional<Character> key = mark < 0 ? it.hotKey() : Optional.of(Character.toLowerCase(written.charAt(mark + 1)));
        String title = written.replaceFirst(" \\(\\^.\\)$", "").replace("^", "");
        return new Choice(it.way(), title, key, it.password(), it.open());
    }
}
