package org.stirrup.answers.render;

import java.util.function.UnaryOperator;

/** What makes a variable's value one piece of text of its file, whatever is in it. */
public enum Escape {
    /** The value as it is: the template puts it where it does no harm. */
    NONE(value -> value),

    /** XML 1.0, sections 2.4 and 3.1: in text and in attributes. */
    XML(value -> value.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&apos;")),

    /** RFC 8259, section 7: within a string. */
    JSON(Escape::json);

    private final UnaryOperator<String> rule;

    Escape(UnaryOperator<String> rule) {
        this.rule = rule;
    }

    String of(String value) {
        return rule.apply(value);
    }

    private static String json(String value) {
        StringBuilder text = new StringBuilder();
        value.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                text.append('\\').append((char) character);
            } else if (character < ' ') {
                text.append(String.format("\\u%04x", character));
            } else {
                text.append((char) character);
            }
        });
        return text.toString();
    }
}
