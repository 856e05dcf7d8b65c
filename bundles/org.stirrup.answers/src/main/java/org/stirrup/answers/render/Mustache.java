package org.stirrup.answers.render;

import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fills a template: {@code {{name}}} is a variable, {@code {{#name}}…{{/name}}} stands only where the variable is not
 * empty, {@code {{^name}}…{{/name}}} only where it is. All of the template is checked, also what does not stand.
 */
public final class Mustache {
    private static final com.samskivert.mustache.Mustache.Compiler COMPILER =
            com.samskivert.mustache.Mustache.compiler().emptyStringIsFalse(true).strictSections(true);

    private static final String OPEN = "{{";

    private Mustache() {}

    /** @param variables all that a template may name; empty where there is none */
    public static Rendering render(String template, Map<String, String> variables, Escape escape) {
        try {
            Template compiled = COMPILER.withEscaper(escape::of).compile(template);
            Names names = new Names();
            compiled.visit(names);
            List<String> faults = names.faults(variables.keySet(), template);
            return faults.isEmpty()
                    ? new Rendering.Rendered(compiled.execute(variables))
                    : new Rendering.Rejected(faults);
        } catch (RuntimeException e) {
            // Besides its own exceptions the library throws others at templates that it does not understand.
            return new Rendering.Rejected(List.of(
                    e instanceof MustacheException && e.getMessage() != null
                            ? e.getMessage()
                            : "this is no template: " + e));
        }
    }

    /** Collects what a template names. */
    private static final class Names implements com.samskivert.mustache.Mustache.Visitor {
        private final Set<String> variables = new TreeSet<>();
        private final Set<String> others = new TreeSet<>();
        private boolean unclosed;

        List<String> faults(Set<String> known, String template) {
            List<String> faults = new ArrayList<>();
            variables.stream()
                    .filter(name -> !known.contains(name))
                    .map(name -> line(template, name) + "{{" + name + "}} is not known; known are "
                            + String.join(", ", new TreeSet<>(known)))
                    .forEach(faults::add);
            others.stream()
                    .map(name -> line(template, name) + "{{" + name + "}}: a template cannot include another")
                    .forEach(faults::add);
            if (unclosed && !template.contains(OPEN + "=")) {
                faults.add(
                        "a tag that " + OPEN + " opens is not closed; a template whose text has such braces begins with"
                                + " {{=<% %>=}} and writes <%name%>");
            }
            return faults;
        }

        /** Where a name first stands in a tag, as "line 7: "; empty when that cannot be told. */
        private static String line(String template, String name) {
            String[] lines = template.split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (lines[i].contains(OPEN) && lines[i].contains(name)) {
                    return "line " + (i + 1) + ": ";
                }
            }
            return "";
        }

        /** The library takes a tag that is not closed for text. */
        @Override
        public void visitText(String text) {
            unclosed |= text.contains(OPEN);
        }

        @Override
        public void visitVariable(String name) {
            variables.add(name);
        }

        @Override
        public boolean visitSection(String name) {
            return variables.add(name) || true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return variables.add(name) || true;
        }

        @Override
        public boolean visitInclude(String name) {
            others.add(">" + name);
            return false;
        }

        @Override
        public boolean visitParent(String name) {
            others.add("<" + name);
            return false;
        }

        @Override
        public boolean visitBlock(String name) {
            others.add("$" + name);
            return false;
        }
    }
}
