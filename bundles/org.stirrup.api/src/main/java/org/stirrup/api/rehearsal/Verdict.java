package org.stirrup.api.rehearsal;

/** What came of a rehearsal. Each is told in one sentence for people. */
public sealed interface Verdict {
    String text();

    /** Not yet known. @param text how far it is */
    record Pending(String text) implements Verdict {}

    /** It boots. @param text what, and how that is known */
    record Boots(String text) implements Verdict {}

    /** It does not boot. @param text why */
    record Fails(String text) implements Verdict {}

    /** It ended before it was known: somebody ended it, or the rehearsal itself failed. @param text why */
    record Unknown(String text) implements Verdict {}
}
