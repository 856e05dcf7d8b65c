package org.stirrup.answers.render;

import java.util.List;
import java.util.function.Function;

/** What became of a template. */
public sealed interface Rendering {
    /** An answer file. */
    record Rendered(String text) implements Rendering {}

    /** Nothing that may be served. @param reasons what is wrong, a line each: "line 7: {{hots}} is not known" */
    record Rejected(List<String> reasons) implements Rendering {
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }

    /** Goes on with the text; a rejection stays one. */
    default Rendering then(Function<String, Rendering> next) {
        return this instanceof Rendered rendered ? next.apply(rendered.text()) : this;
    }
}
