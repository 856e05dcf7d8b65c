package org.stirrup.console.tab;

/** What was asked for cannot be done as things are now. The message is for the person who asked. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String because) {
        super(because);
    }

    Refused(String because, Throwable cause) {
        super(because, cause);
    }
}
