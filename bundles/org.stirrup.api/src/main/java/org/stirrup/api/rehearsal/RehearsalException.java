package org.stirrup.api.rehearsal;

/** A rehearsal cannot be done now. The message is for people and says why. */
public final class RehearsalException extends Exception {
    private static final long serialVersionUID = 1L;

    public RehearsalException(String message) {
        super(message);
    }

    public RehearsalException(String message, Throwable cause) {
        super(message, cause);
    }
}
