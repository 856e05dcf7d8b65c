package org.stirrup.answers.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MustacheTest {
    private static final Map<String, String> VARIABLES = Map.of("a", "A&<\"'{{b}}", "b", "");

    @Property
    void rendersOrSaysWhyNot(@ForAll("templates") String template) {
        Rendering rendering = Mustache.render(template, VARIABLES, Escape.NONE);
        if (rendering instanceof Rendering.Rejected rejected) {
            assertFalse(rejected.reasons().isEmpty());
            assertFalse(rejected.reasons().stream().anyMatch(String::isBlank));
        }
    }

    @Property
    void leavesTextWithoutTagsAsItIs(@ForAll String text) {
        String plain = text.replace("{{", "{ {");
        assertEquals(new Rendering.Rendered(plain), Mustache.render(plain, VARIABLES, Escape.NONE));
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of(
                        "{{", "}}", "{{{", "}}}", "#", "^", "/", ">", "<", "$", "!", "=", "&", ".", " ", "\n", "a", "b",
                        "c", "{")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    @Example
    void takesValuesAsTheyAre() {
        assertEquals(new Rendering.Rendered("A&<\"'{{b}}"), Mustache.render("{{a}}", VARIABLES, Escape.NONE));
    }

    @Example
    void asksWhetherAVariableIsEmpty() {
        assertEquals(
                new Rendering.Rendered("1:yes 2:no\n"),
                Mustache.render(
                        "1:{{#a}}yes{{/a}}{{^a}}no{{/a}} 2:{{#b}}yes{{/b}}{{^b}}no{{/b}}\n", VARIABLES, Escape.NONE));
    }

    @Example
    void dropsTheLinesOfSections() {
        assertEquals(
                new Rendering.Rendered("x\ny\n"),
                Mustache.render("{{#a}}\nx\n{{/a}}\n{{#b}}\nz\n{{/b}}\ny\n", VARIABLES, Escape.NONE));
    }

    @Example
    void namesAllThatIsWrong() {
        Rendering rendering = Mustache.render("{{a}}\n{{x}}\n{{#b}}{{y.z}}{{/b}}\n", VARIABLES, Escape.NONE);
        assertEquals(
                new Rendering.Rejected(List.of(
                        "line 2: {{x}} is not known; known are a, b", "line 3: {{y.z}} is not known; known are a, b")),
                rendering);
    }
}
