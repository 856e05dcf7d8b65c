package org.stirrup.launcher;

/** The command line is not one that {@code bin/stirrup} knows. The message says what of it, and what would be right. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
