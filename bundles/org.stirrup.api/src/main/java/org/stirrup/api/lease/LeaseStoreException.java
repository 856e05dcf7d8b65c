package org.stirrup.api.lease;

/** A lease could not be read or is not known to be saved. The message says what failed and where. */
public final class LeaseStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public LeaseStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
