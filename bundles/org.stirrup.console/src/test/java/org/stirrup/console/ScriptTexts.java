package org.stirrup.console;

import java.util.ArrayList;
import java.util.List;

/** The texts that a script of the pages marks as such, t`...`, each as a catalogue has it: "{0} of {1}". */
final class ScriptTexts {
    private final String script;
    private final List<String> texts = new ArrayList<>();

    private ScriptTexts(String script) {
        this.script = script;
    }

    /** In the order of their ends. */
    static List<String> of(String script) {
        ScriptTexts reader = new ScriptTexts(script);
        for (int at = 0; at < script.length(); ) {
            at = reader.token(at);
        }
        return reader.texts;
    }

    /** Passes one token. @return where the next one begins */
    private int token(int at) {
        char c = script.charAt(at);
        if (c == '"') {
            return string(at + 1);
        }
        if (script.startsWith("//", at)) {
            return script.indexOf('\n', at);
        }
        if (script.startsWith("/*", at)) {
            return script.indexOf("*/", at) + 2;
        }
        return c == '`' ? template(at) : at + 1;
    }

    private int string(int from) {
        int at = from;
        while (script.charAt(at) != '"') {
            at += script.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private int template(int from) {
        StringBuilder text = new StringBuilder();
        int values = 0;
        int at = from + 1;
        while (script.charAt(at) != '`') {
            if (script.startsWith("${", at)) {
                text.append('{').append(values++).append('}');
                at = value(at + 2);
            } else {
                at += script.charAt(at) == '\\' ? 1 : 0;
                text.append(script.charAt(at++));
            }
        }
        boolean marked = script.charAt(from - 1) == 't' && !Character.isLetterOrDigit(script.charAt(from - 2));
        if (marked) {
            texts.add(text.toString());
        }
        return at + 1;
    }

    private int value(int from) {
        int open = 1;
        int at = from;
        while (open > 0) {
            char c = script.charAt(at);
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
            at = token(at);
        }
        return at;
    }
}
