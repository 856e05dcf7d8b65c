package org.stirrup.features.swap;

/** What is found of a bundle that was just started. */
sealed interface Verdict {
    record Good() implements Verdict {}

    record Bad(String because) implements Verdict {}
}
