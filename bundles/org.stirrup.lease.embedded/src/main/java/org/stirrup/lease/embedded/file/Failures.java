package org.stirrup.lease.embedded.file;

/** What a person needs of a chain of exceptions. */
final class Failures {
    private Failures() {}

    /** The innermost message: the operating system's own words, "No space left on device". */
    static String text(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }
}
